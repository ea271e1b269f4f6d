package io.mailcaravan.component.mailbox;

import io.mailcaravan.component.mailbox.RouteSteps.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;

/**
 * Finds ends of a route with different options that lead to one store. They are one leg to the
 * ledger, so that an item would come to the first of them only.
 */
final class OneLeg {

    private OneLeg() {}

    /** The store of two ends that an item may come to both; empty where there is none. */
    static Optional<String> in(Route route, List<MailboxEndpoint> ends) {
        return ends.stream()
                .map(end -> end.getConfiguration().getStore())
                .filter(store -> several(store, ends))
                .filter(store -> !exclude(steps(route, store), ends, store))
                .findFirst();
    }

    private static boolean several(String store, List<MailboxEndpoint> ends) {
        return of(store, ends).size() > 1;
    }

    private static List<MailboxEndpoint> of(String store, List<MailboxEndpoint> ends) {
        return ends.stream()
                .filter(end -> end.getConfiguration().getStore().equals(store))
                .toList();
    }

    private record Sending(Step step, MailboxEndpoint end) {}

    private static List<Sending> steps(Route route, String store) {
        CamelContext context = route.getCamelContext();
        List<Sending> found = new ArrayList<>();
        for (Step step : RouteSteps.of(route)) {
            RouteSteps.uri(context, step.definition())
                    .filter(uri -> RouteSteps.name(uri).equals("mailbox://" + store))
                    .ifPresent(
                            uri -> {
                                Endpoint endpoint = context.getEndpoint(uri);
                                if (endpoint instanceof MailboxEndpoint end) {
                                    found.add(new Sending(step, end));
                                }
                            });
        }
        return found;
    }

    /** What the model does not show may send there at any time. */
    private static boolean exclude(
            List<Sending> sendings, List<MailboxEndpoint> ends, String store) {
        boolean all = sendings.stream().map(Sending::end).toList().containsAll(of(store, ends));
        return all
                && sendings.stream()
                        .allMatch(
                                one ->
                                        sendings.stream()
                                                .filter(other -> other.end() != one.end())
                                                .allMatch(
                                                        other ->
                                                                one.step().excludes(other.step())));
    }
}

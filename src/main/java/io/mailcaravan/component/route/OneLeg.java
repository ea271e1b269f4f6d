package io.mailcaravan.component.route;

import io.mailcaravan.component.route.RouteSteps.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;

/**
 * Finds ends of a route with different options that lead to one store. They are one leg to the
 * ledger, so that an item would come to the first of them only.
 */
final class OneLeg {

    private OneLeg() {}

    /**
     * One of two ends that an item may come to both; empty where there is none.
     *
     * @param mailbox to which an end leads in its store
     */
    static Optional<MailboxEnd> in(
            Route route, List<MailboxEnd> ends, Function<MailboxEnd, String> mailbox) {
        return ends.stream()
                .filter(
                        end -> {
                            List<MailboxEnd> same = same(end, ends, mailbox);
                            return same.size() > 1 && !exclude(steps(route, same), same);
                        })
                .findFirst();
    }

    private static List<MailboxEnd> same(
            MailboxEnd end, List<MailboxEnd> ends, Function<MailboxEnd, String> mailbox) {
        return ends.stream()
                .filter(other -> store(other).equals(store(end)))
                .filter(other -> mailbox.apply(other).equals(mailbox.apply(end)))
                .toList();
    }

    private static String store(MailboxEnd end) {
        return end.storeName();
    }

    private record Sending(Step step, MailboxEnd end) {}

    private static List<Sending> steps(Route route, List<MailboxEnd> ends) {
        String store = store(ends.get(0));
        CamelContext context = route.getCamelContext();
        List<Sending> found = new ArrayList<>();
        for (Step step : RouteSteps.of(route)) {
            RouteSteps.uri(context, step.definition())
                    .filter(uri -> RouteSteps.name(uri).equals("mailbox://" + store))
                    .ifPresent(
                            uri -> {
                                Endpoint endpoint = context.getEndpoint(uri);
                                if (endpoint instanceof MailboxEnd end && ends.contains(end)) {
                                    found.add(new Sending(step, end));
                                }
                            });
        }
        return found;
    }

    /** What the model does not show may send there at any time. */
    private static boolean exclude(List<Sending> sendings, List<MailboxEnd> ends) {
        boolean all = sendings.stream().map(Sending::end).toList().containsAll(ends);
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

package io.mailcaravan.component.route;

import io.mailcaravan.component.item.EndpointUris;
import io.mailcaravan.component.item.ItemRoute;
import io.mailcaravan.filter.KindFilter;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.plan.MailboxPair;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.processor.Enricher;
import org.apache.camel.processor.PollEnricher;
import org.apache.camel.processor.RecipientList;
import org.apache.camel.processor.Resequencer;
import org.apache.camel.processor.RoutingSlip;
import org.apache.camel.processor.SendDynamicProcessor;
import org.apache.camel.processor.StreamResequencer;
import org.apache.camel.processor.WireTapProcessor;
import org.apache.camel.processor.aggregate.AggregateProcessor;
import org.apache.camel.support.LanguageSupport;

/**
 * Where a route leads, by itself and through routes it calls.
 *
 * @param mailboxes the mailbox endpoints that it names, in the order of its steps
 * @param redirected those that come only behind a step which says by a header to which mailbox they
 *     append; where an item goes is known when it is there
 * @param further whether steps decide on endpoints when an item is there: recipientList, toD, ...
 * @param others whether it sends to anything else, a file for example
 * @param outside what else it names, without options
 * @param nobody queues that it sends to and no route reads
 * @param routes itself and those it calls
 * @param keepsBodies whether messages are kept for longer than the route takes: by aggregate,
 *     onCompletion, ...
 */
public record RouteEnds(
        List<MailboxEnd> mailboxes,
        List<MailboxEnd> redirected,
        boolean further,
        boolean others,
        Set<String> outside,
        Set<String> nobody,
        List<Route> routes,
        boolean keepsBodies) {

    /** What is sent there waits for a route. */
    private static final Set<String> QUEUES = Set.of("direct", "seda");

    /** Finds them; routes that are called must have been loaded. */
    public static RouteEnds of(CamelContext context, Route route) {
        Search search = new Search(context);
        search.route(route);
        Redirects redirects = Redirects.in(route);
        Set<MailboxEnd> fixed = new LinkedHashSet<>(search.mailboxes);
        fixed.removeAll(redirects.ends());
        search.mailboxes.retainAll(redirects.ends());
        return new RouteEnds(
                List.copyOf(fixed),
                List.copyOf(search.mailboxes),
                search.further || redirects.any(),
                search.others,
                Set.copyOf(search.outside),
                Set.copyOf(search.nobody),
                List.copyOf(search.seen),
                search.keepsBodies);
    }

    /** All mailbox endpoints that the route names. */
    public List<MailboxEnd> named() {
        return Stream.concat(mailboxes.stream(), redirected.stream()).toList();
    }

    /** The endpoint by which a step may have named that leg; empty where the route has none. */
    Optional<MailboxEnd> at(Leg leg) {
        List<MailboxEnd> there =
                named().stream().filter(end -> end.storeName().equals(leg.store())).toList();
        return there.stream()
                .filter(end -> end.sole().equals(Optional.of(leg.mailbox())))
                .findFirst()
                .or(() -> there.stream().filter(end -> end.sole().isEmpty()).findFirst())
                .or(() -> there.stream().filter(redirected::contains).findFirst());
    }

    /** As the mailboxes of a pass are told: that of the only end, else what the list names. */
    public String destination(MailboxPair pair) {
        return mailboxes.size() == 1 && !further
                ? mailboxes.get(0).leg(pair).mailbox()
                : pair.destination();
    }

    /**
     * @throws ConfigurationException when nothing that the route reads can arrive anywhere
     */
    public void check(Route route) {
        if (!nobody.isEmpty()) {
            throw new ConfigurationException(
                    "route " + route.getRouteId(),
                    "no route reads " + nobody.iterator().next() + ", to which it sends",
                    "Add that route, or correct the name: what waits there would wait for ever.");
        }
        RouteMappings.of(route);
        if (UnfitSteps.sharesBodies(route)) {
            throw new ConfigurationException(
                    "route " + route.getRouteId(),
                    "a recipientList has parallelProcessing, and its branches would read one and"
                            + " the same body at once, so that empty or cut off messages arrived",
                    "Leave parallelProcessing out there, or use multicast, which gives each branch"
                            + " its own.");
        }
        UnfitSteps.in(route)
                .ifPresent(
                        what -> {
                            throw new ConfigurationException(
                                    "route " + route.getRouteId(),
                                    what,
                                    "The ledger knows one copy an item and end: send to mailboxes"
                                            + " beside that step, not in it.");
                        });
        OneLeg.in(route, named(), end -> end.sole().orElse(""))
                .ifPresent(
                        end -> {
                            throw new ConfigurationException(
                                    "route " + route.getRouteId(),
                                    "two of its ends with different options lead to the same store,"
                                            + " mailbox:"
                                            + end.storeName()
                                            + end.sole().map(one -> ", mailbox " + one).orElse("")
                                            + "; an item would arrive at the first of them only",
                                    "Name the server twice, as two stores: each is an end of its"
                                            + " own then. Or send to one or the other, in branches"
                                            + " of one choice.");
                        });
        if (route.getEndpoint() instanceof MailboxEnd source) {
            OneLedger.check(route, source, named(), routes);
            checkKinds(source);
        }
        if (mailboxes.isEmpty() && !further && !others) {
            throw new ConfigurationException(
                    RouteFiles.file(route)
                            .map(Path::toString)
                            .orElse("route " + route.getRouteId()),
                    "no step of route '" + route.getRouteId() + "' sends its messages anywhere",
                    "Add a step such as: to: { uri: \"mailbox:STORE\" }.");
        }
    }

    private void checkKinds(MailboxEnd source) {
        Set<ItemKind> kinds = source.kinds();
        if (!kinds.isEmpty()) {
            KindFilter.check(
                    kinds,
                    Stream.concat(Stream.of(source), named().stream())
                            .map(MailboxEnd::store)
                            .toList());
        }
    }

    /** What items have to know of it. */
    public ItemRoute ofItems() {
        return new ItemRoute(!mailboxes.isEmpty(), outside, keepsBodies);
    }

    /** Goes through the processors of a route, and of those it calls. */
    private static final class Search {
        private final CamelContext context;
        private final Set<MailboxEnd> mailboxes = new LinkedHashSet<>();
        private final Set<Route> seen = new LinkedHashSet<>();
        private final Set<String> outside = new LinkedHashSet<>();
        private final Set<String> nobody = new LinkedHashSet<>();
        private boolean further;
        private boolean others;
        private boolean keepsBodies;

        Search(CamelContext context) {
            this.context = context;
        }

        void route(Route route) {
            if (!seen.add(route)) {
                return;
            }
            // it may go on when the item is done
            keepsBodies |= !route.getOnCompletions().isEmpty();
            for (Processor processor : route.filter("*")) {
                processor(processor);
            }
        }

        private void processor(Processor processor) {
            switch (processor) {
                case WireTapProcessor tap -> uri(tap.getUri());
                case SendDynamicProcessor dynamic -> uri(dynamic.getUri());
                case RecipientList list -> further = true;
                case RoutingSlip slip -> further = true;
                case Enricher enricher -> {}
                case PollEnricher enricher -> {}
                case AggregateProcessor aggregate -> keepsBodies = true;
                case Resequencer resequencer -> keepsBodies = true;
                case StreamResequencer resequencer -> keepsBodies = true;
                case EndpointAware aware -> endpoint(aware.getEndpoint());
                default -> {}
            }
        }

        /** While routes of one file start, not all of them are there yet. */
        private boolean isDefined(Endpoint endpoint) {
            return !RouteSteps.called(context, endpoint.getEndpointUri()).isEmpty();
        }

        /** Options, the size of a queue for example, make no other endpoint. */
        private static String name(Endpoint endpoint) {
            return Kamelets.isOne(endpoint.getEndpointUri())
                    ? Kamelets.key(endpoint)
                    : EndpointUris.withoutOptions(endpoint.getEndpointUri());
        }

        private void uri(String uri) {
            if (LanguageSupport.hasSimpleFunction(uri)) {
                further = true;
            } else {
                endpoint(context.getEndpoint(uri));
            }
        }

        private void endpoint(Endpoint endpoint) {
            if (endpoint instanceof MailboxEnd mailbox) {
                mailboxes.add(mailbox);
            } else if (endpoint != null) {
                String uri = endpoint.getEndpointUri();
                if (!EndpointUris.isInside(uri)) {
                    others = true;
                    outside.add(EndpointUris.withoutOptions(uri));
                }
                List<Route> called =
                        context.getRoutes().stream()
                                .filter(route -> name(route.getEndpoint()).equals(name(endpoint)))
                                .toList();
                called.forEach(this::route);
                if (called.isEmpty() && Kamelets.isOne(uri)) {
                    others = true; // its route is made when all others are there
                }
                if (called.isEmpty()
                        && QUEUES.contains(EndpointUris.scheme(uri))
                        && !isDefined(endpoint)) {
                    nobody.add(name(endpoint));
                }
            }
        }
    }
}

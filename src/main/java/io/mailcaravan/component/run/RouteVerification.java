package io.mailcaravan.component.run;

import io.mailcaravan.component.route.FurtherLegs;
import io.mailcaravan.component.route.ListedMailboxes;
import io.mailcaravan.component.route.MailboxEnd;
import io.mailcaravan.component.route.RouteEnds;
import io.mailcaravan.component.route.RouteMailboxes;
import io.mailcaravan.component.route.RouteMappings;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.plan.MailboxPair;
import io.mailcaravan.session.RoutedMailbox;
import io.mailcaravan.verify.Difference;
import io.mailcaravan.verify.MailboxVerification;
import io.mailcaravan.verify.VerifyCounts;
import io.mailcaravan.verify.VerifyResult;
import io.mailcaravan.verify.VerifySettings;
import io.mailcaravan.verify.VerifyTarget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Route;

/** Compares both ends of all mailboxes of a route, several at once. */
public final class RouteVerification {

    private final MailboxEnd source;
    private final Route route;
    private final VerifySettings settings;
    private final RouteMappings mappings;
    private final List<MailboxPair> mailboxes;
    private final List<MailboxEnd> destinations;
    private final RouteEnds ends;
    private final ListedMailboxes listed;
    private final Admission admission;
    private volatile boolean cancelled;

    /** Is told what is found while it is found, from many threads. */
    public interface Listener {

        /**
         * @param source the mailbox at the source
         */
        void difference(String source, Difference difference);

        void finished(VerifyResult result);
    }

    /**
     * @param mappings those of the settings
     * @param admission when a mailbox may be compared
     * @throws ConfigurationException where there is nothing to compare
     */
    public RouteVerification(
            MailboxEnd source,
            Route route,
            VerifySettings settings,
            RouteMappings mappings,
            Admission admission) {
        this.mappings = mappings;
        this.admission = admission;
        this.source = source;
        this.route = route;
        this.settings = settings;
        this.mailboxes = RouteMailboxes.of(source, route);
        this.listed = new ListedMailboxes(source.store(), mailboxes);
        this.ends = RouteEnds.of(source.getCamelContext(), route);
        this.destinations = ends.mailboxes();
        source.store(); // a mistake in a store's settings shows before anything is moved
        destinations.forEach(MailboxEnd::store);
        if (destinations.isEmpty() && !ends.further()) {
            throw new ConfigurationException(
                    "route " + route.getRouteId(),
                    "leads to no mailbox, so there is nothing to compare with",
                    "Only routes to mailbox:STORE can be verified.");
        }
    }

    /** Ends it early. */
    public void cancel() {
        cancelled = true;
    }

    /** Compares all mailboxes; one result a mailbox, in the order of the list. */
    public List<VerifyResult> run(Listener listener) throws InterruptedException {
        return MailboxThreads.run(
                RouteThreads.ofPasses(source.getCamelContext()),
                mailboxes.size(),
                source.maxConcurrentMailboxes(),
                i -> {
                    VerifyResult result = mailbox(mailboxes.get(i), listener);
                    listener.finished(result);
                    return result;
                });
    }

    /** What people should know of the whole verification, once it is over. */
    public List<String> remarks() {
        return settings.written().remarks(mailboxes.size());
    }

    private VerifyResult mailbox(MailboxPair pair, Listener listener) {
        List<String> unknown = new ArrayList<>();
        VerifyResult result;
        try {
            result = verify(pair, listener, unknown);
        } catch (MailboxException e) { // not begun
            result =
                    new VerifyResult(
                            pair.source(),
                            ends.destination(pair),
                            new VerifyCounts(),
                            Optional.of(e));
        }
        return unknown.isEmpty() || result.stopped().isPresent()
                ? result
                : new VerifyResult(
                        pair.source(),
                        ends.destination(pair),
                        result.counts(),
                        Optional.of(notCompared(unknown)));
    }

    private static MailboxException notCompared(List<String> unknown) {
        return new MailboxException(
                Scope.MAILBOX,
                Retry.NEVER,
                "not all is compared: " + String.join("; ", unknown),
                "Put the store back into the configuration.");
    }

    private VerifyResult verify(MailboxPair pair, Listener listener, List<String> unknown)
            throws MailboxException {
        List<VerifyTarget> targets = new ArrayList<>();
        Set<Leg> legs = new HashSet<>();
        Map<String, MailboxEnd> atStores = new HashMap<>();
        for (MailboxEnd endpoint : destinations) {
            atStores.putIfAbsent(endpoint.storeName(), endpoint);
            if (!legs.add(endpoint.leg(pair))) {
                continue; // branches of a choice with other options there: one mailbox
            }
            targets.add(
                    new VerifyTarget(
                            endpoint.store(),
                            listed.login(endpoint, pair),
                            mappings.folders(endpoint),
                            true));
        }
        FurtherLegs.of(source, ends, route, pair, unknown::add)
                .forEach(
                        (leg, endpoint) -> {
                            atStores.putIfAbsent(leg.store(), endpoint);
                            targets.add(
                                    new VerifyTarget(
                                            endpoint.store(),
                                            listed.login(leg, endpoint.store()),
                                            mappings.folders(endpoint),
                                            false));
                        });
        try (Admission.Grant admitted =
                admission.admit(source, List.copyOf(atStores.values()), () -> cancelled)) {
            return verification(pair, targets, listener).run();
        }
    }

    private MailboxVerification verification(
            MailboxPair pair, List<VerifyTarget> targets, Listener listener) {
        return new MailboxVerification(
                new RoutedMailbox(
                        route.getRouteId(),
                        source.store(),
                        new Login(pair.source(), pair.sourcePassword()),
                        ends.destination(pair)),
                source.ledger(),
                targets,
                settings,
                difference -> listener.difference(pair.source(), difference),
                () -> cancelled);
    }
}

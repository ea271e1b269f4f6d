package io.mailcaravan.component.route;

import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.plan.MailboxPair;
import io.mailcaravan.report.FolderReport;
import io.mailcaravan.report.LedgerReport;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.Route;

/**
 * The legs that steps of a route have named while items went through it: recipientList, toD, ...
 * What changes later at the source is carried over to them as to the ends.
 */
public final class FurtherLegs {

    private FurtherLegs() {}

    /**
     * Each with an endpoint of its store; those without items are left out.
     *
     * @param ends of the route
     * @param unknown is told of legs whose store is none any more
     * @throws LedgerException when nobody knows which there are
     */
    public static Map<Leg, MailboxEnd> of(
            MailboxEnd source,
            RouteEnds ends,
            Route route,
            MailboxPair pair,
            Consumer<String> unknown)
            throws LedgerException {
        Map<Leg, MailboxEnd> legs = new LinkedHashMap<>();
        if (!ends.further()) {
            return legs;
        }
        Set<Leg> named = new LinkedHashSet<>();
        for (FolderReport folder :
                LedgerReport.of(source.ledger())
                        .folders(route.getRouteId(), source.store().name(), pair.source())) {
            Leg leg = folder.leg();
            if (!leg.equals(Leg.OTHER) && !isEnd(leg, ends, pair) && folder.totals().copied() > 0) {
                named.add(leg);
            }
        }
        for (Leg leg : named) {
            endpoint(source, ends, leg, unknown).ifPresent(endpoint -> legs.put(leg, endpoint));
        }
        return legs;
    }

    private static Optional<MailboxEnd> endpoint(
            MailboxEnd source, RouteEnds ends, Leg leg, Consumer<String> unknown) {
        try {
            MailboxEnd endpoint = ends.at(leg).orElseGet(() -> byName(source, leg));
            endpoint.store();
            return Optional.of(endpoint);
        } catch (ConfigurationException e) {
            unknown.accept("what was copied to " + leg + " is left alone: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static MailboxEnd byName(MailboxEnd source, Leg leg) {
        return source.getCamelContext().getEndpoint("mailbox:" + leg.store(), MailboxEnd.class);
    }

    private static boolean isEnd(Leg leg, RouteEnds ends, MailboxPair pair) {
        return ends.mailboxes().stream().anyMatch(end -> end.leg(pair).equals(leg));
    }
}

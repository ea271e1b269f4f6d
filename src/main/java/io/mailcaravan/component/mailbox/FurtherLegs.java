package io.mailcaravan.component.mailbox;

import io.mailcaravan.ledger.FolderReport;
import io.mailcaravan.ledger.LedgerException;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.plan.MailboxPair;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The legs that steps of a route have named while items went through it: recipientList, toD, ...
 * What changes later at the source is carried over to them as to the ends.
 */
final class FurtherLegs {

    private static final Logger LOG = LoggerFactory.getLogger(FurtherLegs.class);

    private FurtherLegs() {}

    /** Each with an endpoint of its store; those without items are left out. */
    static Map<Leg, MailboxEndpoint> of(MailboxEndpoint source, Route route, MailboxPair pair) {
        RouteEnds ends = RouteEnds.of(source.getCamelContext(), route);
        Map<Leg, MailboxEndpoint> legs = new LinkedHashMap<>();
        if (!ends.further()) {
            return legs;
        }
        try {
            for (FolderReport folder :
                    source.ledger()
                            .report()
                            .folders(route.getRouteId(), source.store().name(), pair.source())) {
                Leg leg = folder.leg();
                if (!leg.equals(Leg.OTHER)
                        && !legs.containsKey(leg)
                        && !isEnd(leg, ends, pair)
                        && folder.totals().copied() > 0) {
                    endpoint(source, ends, leg, legs);
                }
            }
        } catch (LedgerException e) {
            LOG.warn("{}: {}", route.getRouteId(), e.getMessage());
        }
        return legs;
    }

    private static void endpoint(
            MailboxEndpoint source, RouteEnds ends, Leg leg, Map<Leg, MailboxEndpoint> legs) {
        try {
            MailboxEndpoint endpoint =
                    ends.named().stream()
                            .filter(end -> end.getConfiguration().getStore().equals(leg.store()))
                            .findFirst()
                            .orElseGet(() -> byName(source, leg));
            endpoint.store();
            legs.put(leg, endpoint);
        } catch (ConfigurationException e) {
            LOG.warn("what was copied to {} is left alone: {}", leg, e.getMessage());
        }
    }

    private static MailboxEndpoint byName(MailboxEndpoint source, Leg leg) {
        return source.getCamelContext()
                .getEndpoint("mailbox:" + leg.store(), MailboxEndpoint.class);
    }

    private static boolean isEnd(Leg leg, RouteEnds ends, MailboxPair pair) {
        return leg.mailbox().equals(pair.destination())
                && ends.mailboxes().stream()
                        .anyMatch(end -> end.getConfiguration().getStore().equals(leg.store()));
    }
}

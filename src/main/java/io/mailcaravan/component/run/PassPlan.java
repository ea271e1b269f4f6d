package io.mailcaravan.component.run;

import io.mailcaravan.component.route.ListedMailboxes;
import io.mailcaravan.component.route.MailboxEnd;
import io.mailcaravan.component.route.RouteEnds;
import io.mailcaravan.component.route.RouteMailboxes;
import io.mailcaravan.component.route.RouteMappings;
import io.mailcaravan.plan.MailboxPair;
import java.util.List;
import org.apache.camel.Route;

/**
 * What a pass reads once, when it begins, and holds to its end: nothing of it is read again for a
 * mailbox or an item.
 *
 * @param mailboxes of the whole list
 * @param listed what the list says
 * @param ends where the route leads
 * @param mappings the mapping files, the same for steps and for the plan of folders
 */
public record PassPlan(
        List<MailboxPair> mailboxes,
        ListedMailboxes listed,
        RouteEnds ends,
        RouteMappings mappings) {

    /**
     * Reads the files of a route; the routes that it calls must have been loaded.
     *
     * @throws io.mailcaravan.mailbox.ConfigurationException for a mistake in one of them
     */
    public static PassPlan of(MailboxEnd source, Route route) {
        List<MailboxPair> mailboxes = RouteMailboxes.whole(source, route);
        return new PassPlan(
                mailboxes,
                new ListedMailboxes(source.store(), mailboxes),
                RouteEnds.of(source.getCamelContext(), route),
                RouteMappings.of(route));
    }
}

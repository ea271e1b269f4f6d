package io.mailcaravan.component.route;

import io.mailcaravan.component.route.RouteSteps.Step;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.Route;

/**
 * Ends for which a header set by a step says which mailbox they append to.
 *
 * @param any whether there is such a step
 * @param ends that come only behind one
 */
record Redirects(boolean any, Set<MailboxEnd> ends) {

    static Redirects in(Route route) {
        Set<MailboxEnd> before = new HashSet<>();
        Set<MailboxEnd> behind = new HashSet<>();
        boolean any = false;
        for (Step step : RouteSteps.of(route)) {
            any |= RouteSteps.redirects(step.definition());
            Set<MailboxEnd> ends = any ? behind : before;
            RouteSteps.uri(route.getCamelContext(), step.definition())
                    .filter(uri -> uri.startsWith("mailbox:") && !RouteSteps.isOpen(uri))
                    .map(uri -> route.getCamelContext().getEndpoint(uri, MailboxEnd.class))
                    .ifPresent(ends::add);
        }
        behind.removeAll(before);
        return new Redirects(any, behind);
    }
}

package io.mailcaravan.cli;

import io.mailcaravan.component.mailbox.MailboxConsumer;
import io.mailcaravan.component.mailbox.MailboxEndpoint;
import io.mailcaravan.component.route.MailboxEnd;
import io.mailcaravan.component.route.RouteEnds;
import io.mailcaravan.component.route.RouteMappings;
import io.mailcaravan.mapping.FolderMapping;
import java.time.Instant;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/**
 * A route that reads mailboxes, as commands see it.
 *
 * @param startsByItself false where its file says {@code autoStartup: false}
 * @param ends where it leads
 */
public record MailboxRoute(
        CamelContext context, Route route, boolean startsByItself, RouteEnds ends) {

    /** All routes must have been loaded. */
    MailboxRoute(CamelContext context, Route route, boolean startsByItself) {
        this(context, route, startsByItself, RouteEnds.of(context, route));
    }

    public String id() {
        return route.getRouteId();
    }

    public MailboxConsumer consumer() {
        return (MailboxConsumer) route.getConsumer();
    }

    public MailboxEndpoint source() {
        return (MailboxEndpoint) route.getEndpoint();
    }

    public List<MailboxEnd> destinations() {
        return ends.mailboxes();
    }

    /** Whether the items of a mailbox may go to more than one. */
    boolean hasSeveralEnds() {
        return destinations().size() > 1 || choosesByStep();
    }

    /** The ends, and those of which steps choose the mailbox. */
    List<MailboxEnd> named() {
        return ends.named();
    }

    /**
     * Where folders go that come to this end.
     *
     * @throws io.mailcaravan.mailbox.ConfigurationException for a mistake in prefix or mapping
     *     files
     */
    FolderMapping folders(MailboxEnd end) {
        return RouteMappings.of(route).folders(end);
    }

    /** Whether steps name mailboxes, by a header or by an expression. */
    boolean choosesByStep() {
        return ends.further();
    }

    /**
     * Says what is as it was written and hardly as it was meant. On standard error, so that no
     * program that reads the rest is disturbed.
     */
    void tellOddities() {
        consumer()
                .settings()
                .items()
                .since()
                .filter(Instant.now()::isBefore)
                .ifPresent(
                        since ->
                                System.err.println(
                                        id()
                                                + ": since="
                                                + source().getConfiguration().getSince()
                                                + " is in the future, so every message that is"
                                                + " there now is left out"));
    }

    /** Stops the route when its pass has ended. */
    public void stop() throws Exception {
        context.getRouteController().stopRoute(id());
    }

    /** Takes the route out of this process, so that nobody waits for it. */
    public void remove() throws Exception {
        context.removeRoute(id());
    }

    /**
     * Starts the route, so that items can flow through it. From then on it counts as one that
     * starts by itself: Camel does not ask others for their health.
     */
    public void start() throws Exception {
        route.setAutoStartup(true);
        context.getRouteController().startRoute(id());
    }
}

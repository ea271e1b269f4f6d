package io.mailcaravan.component.route;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.plan.MailboxPair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Route;

/**
 * Ends of a route whose option {@code mailbox} names the mailbox: somebody must be able to sign in
 * there, none may be read by the route, and no line of the list may lead to one by another end.
 */
final class SoleMailboxes {

    private final Route route;
    private final Optional<Path> list;
    private final MailboxEnd source;
    private final RouteEnds ends;

    /**
     * @param list of mailboxes; empty where the route reads only one
     */
    SoleMailboxes(Route route, Optional<Path> list, MailboxEnd source, RouteEnds ends) {
        this.route = route;
        this.list = list;
        this.source = source;
        this.ends = ends;
    }

    /**
     * @throws ConfigurationException where nobody could sign in, or an item would arrive at one of
     *     two ends only
     */
    void check(List<MailboxPair> pairs) {
        if (source.sole().isPresent()) {
            checkSignIn(source, source.store().needsPassword());
        }
        for (MailboxEnd end : soles()) {
            MailboxStore store = end.store();
            boolean without =
                    pairs.stream()
                            .filter(pair -> pair.destination().equals(end.sole().get()))
                            .noneMatch(pair -> pair.destinationPassword().isPresent());
            checkSignIn(end, store.needsPassword() && without);
            String location = ListedMailboxes.location(store, end.sole().get());
            pairs.stream()
                    .filter(
                            pair ->
                                    ListedMailboxes.location(store, pair.destination())
                                            .equals(location))
                    .findFirst()
                    .ifPresent(pair -> checkOneEnd(end, pair));
        }
    }

    /**
     * @throws ConfigurationException when a copy could be copied on
     */
    void checkCircles(List<MailboxPair> pairs) {
        for (MailboxEnd end : soles()) {
            String written = ListedMailboxes.location(end.store(), end.sole().get());
            for (MailboxPair pair : pairs) {
                if (written.equals(ListedMailboxes.location(source.store(), pair.source()))) {
                    throw new ConfigurationException(
                            place(pair),
                            "mailbox "
                                    + pair.source()
                                    + " of store "
                                    + source.store().name()
                                    + " is read here and written by the route's end "
                                    + name(end)
                                    + ", so that a pass could copy what another has copied",
                            list.isPresent()
                                    ? "Name another mailbox there, or take the line out of the"
                                            + " list."
                                    : "Name another mailbox there.");
                }
            }
        }
    }

    private List<MailboxEnd> soles() {
        return ends.named().stream().filter(end -> end.sole().isPresent()).toList();
    }

    private void checkSignIn(MailboxEnd end, boolean needsPassword) {
        MailboxStore store = end.store();
        String mailbox = end.sole().get();
        Optional<String> other = store.soleMailbox().filter(only -> !only.equals(mailbox));
        if (other.isPresent()) {
            throw new ConfigurationException(
                    "route " + route.getRouteId() + ", " + name(end),
                    "store " + store.name() + " signs in as " + other.get() + " only",
                    "Write mailbox=" + other.get() + ", or name another store.");
        }
        if (needsPassword) {
            throw new ConfigurationException(
                    "route " + route.getRouteId() + ", " + name(end),
                    "store " + store.name() + " needs a password for it, and nobody gives one",
                    "Name the server once more, as a store of that mailbox alone, with"
                            + " caravan.stores.NAME.username and password. Or set caravan.stores."
                            + store.name()
                            + ".auth=master-user with an administrator.");
        }
    }

    /** To the ledger they are one end: what the second is to get would be dropped in silence. */
    private void checkOneEnd(MailboxEnd sole, MailboxPair pair) {
        List<MailboxEnd> both = new ArrayList<>(ends.named());
        both.removeIf(end -> end != sole && end.sole().isPresent());
        both.removeIf(end -> !end.store().name().equals(sole.store().name()));
        OneLeg.in(route, both, end -> "")
                .ifPresent(
                        end -> {
                            throw new ConfigurationException(
                                    place(pair),
                                    "mailbox "
                                            + pair.destination()
                                            + " of store "
                                            + sole.store().name()
                                            + " is the destination, and that of the route's end "
                                            + name(sole)
                                            + ", too; an item would arrive at one of both only",
                                    "Name another destination here, or another mailbox there.");
                        });
    }

    private String place(MailboxPair pair) {
        return list.map(file -> file + ", line " + pair.line())
                .orElse("route " + route.getRouteId());
    }

    /** As a route file could have it. */
    private static String name(MailboxEnd end) {
        return "mailbox:" + end.storeName() + "?mailbox=" + end.sole().get();
    }
}

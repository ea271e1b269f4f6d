package io.mailcaravan.component.route;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.plan.MailboxList;
import io.mailcaravan.plan.MailboxPair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Route;

/** The mailboxes that a route reads: those of its list, or the only one. */
public final class RouteMailboxes {

    private final MailboxEnd source;
    private final Route route;
    private final RouteEnds ends;

    private RouteMailboxes(MailboxEnd source, Route route) {
        this.source = source;
        this.route = route;
        this.ends = RouteEnds.of(source.getCamelContext(), route);
    }

    /**
     * @throws ConfigurationException for a mistake in the list or the options, and where nobody
     *     could sign in
     */
    public static List<MailboxPair> of(MailboxEnd source, Route route) {
        return new RouteMailboxes(source, route).read();
    }

    /**
     * The same, where a whole pass is to go over them.
     *
     * @throws ConfigurationException also when one of them is written and read
     */
    public static List<MailboxPair> whole(MailboxEnd source, Route route) {
        RouteMailboxes mailboxes = new RouteMailboxes(source, route);
        List<MailboxPair> pairs = mailboxes.read();
        mailboxes
                .list()
                .ifPresent(
                        list ->
                                ListedCircles.check(
                                        list, pairs, source.store(), mailboxes.listedStores()));
        mailboxes.soles().checkCircles(pairs);
        return pairs;
    }

    private SoleMailboxes soles() {
        return new SoleMailboxes(route, list(), source, ends);
    }

    private List<MailboxPair> read() {
        Optional<Path> list = list();
        List<MailboxPair> pairs;
        if (list.isPresent()) {
            pairs = listed(list.get());
            ListedPasswords.check(list.get(), pairs, source.store(), listedStores());
            ListedUsers.check(list.get(), pairs, source.store(), listedStores());
        } else {
            pairs = List.of(only());
        }
        soles().check(pairs);
        return pairs;
    }

    private Optional<Path> list() {
        return source.list().map(RouteFiles.folder(route)::resolve);
    }

    private List<MailboxPair> listed(Path list) {
        if (Files.notExists(list)) {
            throw new ConfigurationException(
                    "route '" + route.getRouteId() + "', option mailboxes",
                    "there is no file " + list,
                    "Check the path and its case. If this route is not to run, name those that"
                            + " are.");
        }
        return MailboxList.read(list);
    }

    private MailboxPair only() {
        String from =
                source.sole()
                        .or(() -> source.store().soleMailbox())
                        .orElseThrow(
                                () ->
                                        new ConfigurationException(
                                                "route " + route.getRouteId(),
                                                "no option mailboxes, and store "
                                                        + source.storeName()
                                                        + " has no username of its own",
                                                "Set mailboxes to a CSV file with the columns"
                                                        + " source and destination, or mailbox to"
                                                        + " the name of the only one."));
        return new MailboxPair(from, to(from), Optional.empty(), Optional.empty(), 0);
    }

    private String to(String from) {
        List<MailboxEnd> open = ends.named().stream().filter(end -> end.sole().isEmpty()).toList();
        if (open.isEmpty()) {
            return ends.named().stream().findFirst().flatMap(MailboxEnd::sole).orElse(from);
        }
        return open.get(0).store().soleMailbox().orElse(from);
    }

    /** Of ends whose mailboxes the list names. */
    private List<MailboxStore> listedStores() {
        return ends.mailboxes().stream()
                .filter(end -> end.sole().isEmpty())
                .map(MailboxEnd::store)
                .toList();
    }
}

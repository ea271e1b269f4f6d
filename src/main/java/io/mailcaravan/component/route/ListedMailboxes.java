package io.mailcaravan.component.route;

import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.plan.MailboxPair;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the list of a route says of mailboxes that its steps name: none is written that is read, and
 * each is signed in to with the password that it has there. Safe for many threads.
 */
public final class ListedMailboxes {

    /** Before a list is read. */
    public static final ListedMailboxes NONE = new ListedMailboxes();

    private final Set<String> locations = new HashSet<>();
    private final Map<Leg, Boolean> read = new ConcurrentHashMap<>();
    private final Map<String, Secret> passwords = new HashMap<>();

    /**
     * @param pairs the whole list
     */
    public ListedMailboxes(MailboxStore source, List<MailboxPair> pairs) {
        for (MailboxPair pair : pairs) {
            locations.add(location(source, pair.source()));
            pair.destinationPassword()
                    .ifPresent(password -> passwords.put(pair.destination(), password));
        }
    }

    private ListedMailboxes() {}

    /** With the password of the list where the store has none of its own. */
    public Login login(Leg leg, MailboxStore destination) {
        return new Login(
                leg.mailbox(),
                destination.needsPassword()
                        ? Optional.ofNullable(passwords.get(leg.mailbox()))
                        : Optional.empty());
    }

    /** How that end of the route is signed in to for a line of the list. */
    public Login login(MailboxEnd end, MailboxPair pair) {
        return end.sole().isPresent()
                ? login(end.leg(pair), end.store())
                : new Login(pair.destination(), pair.destinationPassword());
    }

    /**
     * How a mailbox is signed in to that an item comes to.
     *
     * @throws MailboxException when the route reads what it would write
     */
    public Login allowed(Leg leg, MailboxStore destination) throws MailboxException {
        check(leg, destination);
        return login(leg, destination);
    }

    private void check(Leg leg, MailboxStore destination) throws MailboxException {
        if (read.computeIfAbsent(
                leg, to -> locations.contains(location(destination, to.mailbox())))) {
            throw new MailboxException(
                    Scope.MAILBOX,
                    Retry.NEVER,
                    "a step sends to mailbox "
                            + leg
                            + ", which this route reads, so that each pass would copy what the last"
                            + " one has copied",
                    "Nothing was copied there. Let the step name another mailbox, or another"
                            + " store.");
        }
    }

    /** The same for all names of one mailbox, as far as its store can tell. */
    static String location(MailboxStore store, String mailbox) {
        return store.location(Login.of(mailbox)).orElse(store.name() + '\n' + mailbox);
    }
}

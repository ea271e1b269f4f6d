package io.mailcaravan.append;

import io.mailcaravan.ledger.DestinationFolder;
import io.mailcaravan.ledger.ItemKey;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.Released;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.match.Copies;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies in a destination folder that a source mailbox may take over from the items that they are
 * recorded for, as {@link Released} says. They are looked at when an item comes that has the size
 * of one of them.
 */
final class ReleasedCopies {

    private final Ledger ledger;
    private final DestinationSession session;
    private final DestinationFolder destination;
    private final FolderStatus status;
    private final Map<Taker, Released> released = new HashMap<>();
    private final Map<Taker, Copies> copies = new HashMap<>();

    /** A source mailbox of a route. */
    record Taker(String route, String store, String mailbox) {
        static Taker of(ItemKey key) {
            return new Taker(key.route(), key.store(), key.mailbox());
        }
    }

    ReleasedCopies(
            Ledger ledger,
            DestinationSession session,
            DestinationFolder destination,
            FolderStatus status) {
        this.ledger = ledger;
        this.session = session;
        this.destination = destination;
        this.status = status;
    }

    Released of(ItemKey key) throws MailboxException {
        Released known = released.get(Taker.of(key));
        if (known == null) {
            known = ledger.released(key, destination, status.uidValidity());
            released.put(Taker.of(key), known);
        }
        return known;
    }

    /** Whether one of them may be the item's. */
    boolean mayHold(AppendRequest request) throws MailboxException {
        return of(request.key().orElseThrow()).hasSize(request.item().content().size());
    }

    /** Those that the item may be found among, without those that were found. */
    Copies look(ItemKey key) throws MailboxException {
        Copies known = copies.get(Taker.of(key));
        if (known == null) {
            Released free = of(key);
            known =
                    session.use(
                            live ->
                                    Copies.look(
                                            live,
                                            destination.folder(),
                                            List.of(free.range().orElseThrow()),
                                            free::contains));
            copies.put(Taker.of(key), known);
        }
        return known;
    }

    /** It is not found again. */
    void take(Uid uid) {
        copies.values().forEach(some -> some.take(uid));
    }
}

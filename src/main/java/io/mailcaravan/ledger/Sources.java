package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.LedgerException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The source mailboxes that this process has opened, by the latest opening of each. */
final class Sources {

    private final Map<MailboxName, LedgerMailbox> open = new ConcurrentHashMap<>();

    void put(LedgerMailbox mailbox) {
        open.merge(
                mailbox.name(),
                mailbox,
                (one, other) -> one.tenure().epoch() > other.tenure().epoch() ? one : other);
    }

    boolean isOpen(MailboxName name) {
        return open.containsKey(name);
    }

    /** Whether the same mailbox is open in another route, too. */
    boolean isOpenElsewhere(MailboxName name) {
        return open.keySet().stream().anyMatch(it -> it.isSameSource(name) && !it.equals(name));
    }

    /**
     * @throws LedgerException when no pass of this process has opened it
     */
    LedgerMailbox mailbox(ItemKey key) throws LedgerException {
        LedgerMailbox mailbox = open.get(MailboxName.of(key));
        if (mailbox == null) {
            throw Refusals.notOpen(MailboxName.of(key));
        }
        return mailbox;
    }

    LedgerFolder folder(ItemKey key, Leg leg) throws LedgerException {
        return mailbox(key).leg(leg).life(key.folder(), key.uidValidity());
    }

    /** Sorts by source folder, on this leg; the order within each is kept. */
    <T> Map<LedgerFolder, List<T>> group(Collection<T> all, Function<T, ItemKey> key, Leg leg)
            throws LedgerException {
        Map<LedgerFolder, List<T>> groups = new LinkedHashMap<>();
        LedgerFolder last = null;
        ItemKey lastKey = null;
        List<T> group = List.of();
        for (T one : all) {
            ItemKey next = key.apply(one);
            if (lastKey == null || !sameFolder(lastKey, next)) {
                last = folder(next, leg);
                lastKey = next;
                group = groups.computeIfAbsent(last, none -> new ArrayList<>());
            }
            group.add(one);
        }
        return groups;
    }

    private static boolean sameFolder(ItemKey one, ItemKey other) {
        return one.uidValidity().equals(other.uidValidity())
                && one.folder().equals(other.folder())
                && MailboxName.of(one).equals(MailboxName.of(other));
    }

    static List<Tenure> tenures(Collection<LedgerFolder> folders) {
        return folders.stream().map(LedgerFolder::tenure).distinct().toList();
    }
}

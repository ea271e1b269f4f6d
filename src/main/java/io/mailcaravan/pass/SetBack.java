package io.mailcaravan.pass;

import io.mailcaravan.ledger.Checkpoint;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidValidity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells whether a folder of the source was put back to an earlier state, as out of a backup: then
 * it gives UIDs again, under the same UIDVALIDITY, to other messages than those that were copied.
 */
final class SetBack {

    /** Copies that are looked at: UIDs that are given again are the highest ones. */
    private static final int LOOKED_AT = 50;

    /** UIDs listed in vain to save a round trip. */
    private static final long GAP = 200;

    private final FolderPath folder;
    private final FolderLegs legs;
    private final PassContext pass;

    private record Life(FolderPath folder, UidValidity validity) {}

    SetBack(FolderPath folder, FolderLegs legs, PassContext pass) {
        this.folder = folder;
        this.legs = legs;
        this.pass = pass;
    }

    /**
     * Whether UIDNEXT has fallen below UIDs that were given (it never may, RFC 9051 2.3.1.1). One
     * answer may be a mistake: the source must say so again, and list nothing above.
     */
    boolean byUidNext(Checkpoint since, FolderStatus status, Source source)
            throws MailboxException {
        if (!hasFallen(since, status)) {
            return false;
        }
        FolderStatus now = source.ask(session -> session.status(folder));
        if (!now.uidValidity().equals(status.uidValidity()) || !hasFallen(since, now)) {
            return false;
        }
        UidRange above = new UidRange(now.uidNext(), new Uid(since.uidNext().value() - 1));
        int[] there = {0};
        new ItemListing(source, folder, pass)
                .list(above, (uid, reason) -> there[0]++)
                .forEach(head -> there[0]++);
        return there[0] == 0;
    }

    private boolean hasFallen(Checkpoint since, FolderStatus now) {
        return now.tellsUidNext()
                && now.uidNext().compareTo(since.uidNext()) < 0
                && legs.all().stream().anyMatch(leg -> leg.reaches(now.uidNext()));
    }

    /** What {@link #byHeads} is to look at, where only UIDs are known. */
    Collection<ItemHead> heads(Collection<Uid> uids, Source source) throws MailboxException {
        return uids.isEmpty()
                ? List.of()
                : source.ask(session -> UidRuns.heads(session, folder, uids, GAP)).values();
    }

    /** Whether one of these has another message now than the one that was copied. */
    boolean byHeads(Collection<ItemHead> heads) throws MailboxException {
        if (heads.isEmpty()) {
            return false;
        }
        Map<Uid, ItemHead> sources = new HashMap<>();
        heads.forEach(head -> sources.put(head.uid(), head));
        List<Uid> uids = sources.keySet().stream().sorted().toList();
        for (UidRange range : UidRuns.of(uids, UidRuns.BUCKET)) {
            for (LedgerFolder leg : legs.all()) {
                if (isOn(leg, suspects(leg, range, sources), sources)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<LedgerEntry> suspects(
            LedgerFolder leg, UidRange range, Map<Uid, ItemHead> sources) throws MailboxException {
        return Counterparts.of(leg, range).stream()
                .filter(entry -> sources.containsKey(entry.uid()))
                .filter(entry -> Counterparts.hasOtherSize(sources.get(entry.uid()), entry))
                .sorted(Comparator.comparing(LedgerEntry::uid).reversed())
                .limit(LOOKED_AT)
                .toList();
    }

    /** Size alone may differ because a step of the route has changed the message. */
    private boolean isOn(LedgerFolder leg, List<LedgerEntry> suspects, Map<Uid, ItemHead> sources)
            throws MailboxException {
        Optional<Destination> destination = pass.destination(leg.leg());
        if (suspects.isEmpty() || destination.isEmpty()) {
            return false;
        }
        Map<Life, List<LedgerEntry>> lives = new HashMap<>();
        for (LedgerEntry entry : suspects) {
            Life life =
                    new Life(
                            entry.destinationFolder().orElseThrow(),
                            entry.destinationUidValidity().orElseThrow());
            lives.computeIfAbsent(life, none -> new ArrayList<>()).add(entry);
        }
        for (Map.Entry<Life, List<LedgerEntry>> life : lives.entrySet()) {
            if (isIn(destination.get(), life.getKey(), life.getValue(), sources)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(
            Destination destination,
            Life life,
            List<LedgerEntry> entries,
            Map<Uid, ItemHead> sources)
            throws MailboxException {
        Map<Uid, ItemHead> there;
        try {
            there =
                    destination.heads(
                            life.folder(),
                            life.validity(),
                            entries.stream()
                                    .map(entry -> entry.destinationUid().orElseThrow())
                                    .toList());
        } catch (MailboxException e) {
            if (e.scope() != Scope.FOLDER) {
                throw e;
            }
            return false; // whoever carries flags there says why it cannot be looked at
        }
        return entries.stream()
                .anyMatch(
                        entry -> {
                            ItemHead copy = there.get(entry.destinationUid().orElseThrow());
                            return copy != null
                                    && Counterparts.isOfAnother(
                                            sources.get(entry.uid()), entry, copy);
                        });
    }
}

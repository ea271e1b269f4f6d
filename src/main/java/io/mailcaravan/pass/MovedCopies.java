package io.mailcaravan.pass;

import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.ledger.LedgerLeg;
import io.mailcaravan.ledger.LedgerMailbox;
import io.mailcaravan.mailbox.Fingerprint;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which copies of a folder that is gone have another copy out of the same folder under a new name.
 * UIDVALIDITY and UIDs do not tell that: a server may give one UIDVALIDITY to all its folders. So
 * no earlier pass may have gone through the other folder, which would have been there beside the
 * one that is gone; and the two copies must be of one message, as the destination shows them.
 */
final class MovedCopies {

    private final List<FolderStatus> appeared;

    /**
     * To be called before the pass goes through the folders.
     *
     * @param there those that the source has
     */
    MovedCopies(LedgerMailbox mailbox, List<FolderStatus> there) {
        this.appeared = there.stream().filter(status -> !isGoneThrough(mailbox, status)).toList();
    }

    private static boolean isGoneThrough(LedgerMailbox mailbox, FolderStatus status) {
        return mailbox.legs().stream()
                .flatMap(leg -> leg.present(status.path(), status.uidValidity()).stream())
                .anyMatch(folder -> folder.checkpoint().isPresent());
    }

    /**
     * To be called when the pass has gone through them.
     *
     * @param folder the one that is gone
     * @param entries of it, in that range
     */
    Set<Uid> of(
            LedgerLeg leg,
            LedgerFolder folder,
            UidRange range,
            List<LedgerEntry> entries,
            Destination destination)
            throws MailboxException {
        Set<Uid> moved = new HashSet<>();
        for (FolderStatus status : appeared) {
            Optional<LedgerFolder> other =
                    status.uidValidity().equals(folder.uidValidity())
                            ? leg.present(status.path(), status.uidValidity())
                            : Optional.empty();
            if (other.isPresent()) {
                Map<Uid, LedgerEntry> others = other.get().entries(range);
                moved.addAll(
                        moved(
                                entries.stream()
                                        .filter(entry -> mayBe(entry, others.get(entry.uid())))
                                        .toList(),
                                others,
                                destination));
            }
        }
        return moved;
    }

    private static boolean mayBe(LedgerEntry entry, LedgerEntry other) {
        return other != null
                && Counterparts.isKnown(other)
                && other.size() == entry.size()
                && !(other.destinationFolder().equals(entry.destinationFolder())
                        && other.destinationUid().equals(entry.destinationUid()));
    }

    private static Set<Uid> moved(
            List<LedgerEntry> entries, Map<Uid, LedgerEntry> others, Destination destination)
            throws MailboxException {
        Map<Uid, Fingerprint> former = look(entries, destination::fingerprints);
        Map<Uid, Fingerprint> present =
                look(
                        entries.stream().map(entry -> others.get(entry.uid())).toList(),
                        destination::fingerprints);
        Set<Uid> moved = new HashSet<>();
        List<LedgerEntry> untold = new ArrayList<>();
        for (LedgerEntry entry : entries) {
            Fingerprint before = former.get(entry.uid());
            if (before == null) {
                untold.add(entry);
            } else if (isSame(before, present.get(entry.uid()))) {
                moved.add(entry.uid());
            }
        }
        // of what is gone, too, or lies in a folder that is another one by now, nothing is deleted
        Map<Uid, ItemHead> there = look(untold, destination::heads);
        untold.stream()
                .map(LedgerEntry::uid)
                .filter(uid -> !there.containsKey(uid))
                .forEach(moved::add);
        return moved;
    }

    private static boolean isSame(Fingerprint former, Fingerprint present) {
        return present != null
                && former.messageId().equals(present.messageId())
                && (former.messageId().isPresent() || former.header().equals(present.header()));
    }

    private record Life(FolderPath folder, UidValidity validity) {}

    /** What the destination tells of its items. */
    @FunctionalInterface
    private interface Told<T> {
        Map<Uid, T> of(FolderPath folder, UidValidity validity, Collection<Uid> uids)
                throws MailboxException;
    }

    /** By the items' UIDs at the source; without what cannot be looked at. */
    private static <T> Map<Uid, T> look(Collection<LedgerEntry> entries, Told<T> told)
            throws MailboxException {
        Map<Life, Map<Uid, Uid>> lives = new LinkedHashMap<>();
        for (LedgerEntry entry : entries) {
            lives.computeIfAbsent(
                            new Life(
                                    entry.destinationFolder().orElseThrow(),
                                    entry.destinationUidValidity().orElseThrow()),
                            life -> new HashMap<>())
                    .put(entry.destinationUid().orElseThrow(), entry.uid());
        }
        Map<Uid, T> found = new HashMap<>();
        for (Map.Entry<Life, Map<Uid, Uid>> life : lives.entrySet()) {
            Map<Uid, Uid> items = life.getValue();
            try {
                told.of(life.getKey().folder(), life.getKey().validity(), items.keySet())
                        .forEach((copy, answer) -> found.put(items.get(copy), answer));
            } catch (MailboxException e) {
                if (e.scope() != Scope.FOLDER) {
                    throw e;
                }
            }
        }
        return found;
    }
}

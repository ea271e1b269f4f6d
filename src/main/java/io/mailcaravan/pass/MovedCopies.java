package io.mailcaravan.pass;

import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.ledger.LedgerLeg;
import io.mailcaravan.ledger.LedgerMailbox;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import io.mailcaravan.session.UidRuns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What has become of the copies of a folder that the source has no more, by what it has under other
 * names. UIDVALIDITY and UIDs do not tell that alone: a server may give one UIDVALIDITY to all its
 * folders. The two copies must be of one message, as the destination shows them now; so what is
 * deleted for a rename has its equal there, whichever pass has copied it. A Message-ID is enough
 * only where the other folder has not been gone through before this pass: one that was there beside
 * the one that is gone may hold what was delivered to two addresses.
 */
final class MovedCopies {

    private final LedgerMailbox mailbox;
    private final List<FolderStatus> there;
    private final Set<FolderPath> appeared = new HashSet<>();

    /**
     * Copies of a folder that is gone, by the UIDs that their items had there.
     *
     * @param away are not there any more, whoever has deleted them
     * @param moved have an equal one out of the same item under another name
     * @param open may be all that the destination has of what the source still has
     * @param gone are of nothing that the source has
     * @param unseen lie where the destination lets nobody look
     */
    record Fate(Set<Uid> away, Set<Uid> moved, Set<Uid> open, Set<Uid> gone, Set<Uid> unseen) {

        Fate() {
            this(
                    new HashSet<>(),
                    new HashSet<>(),
                    new HashSet<>(),
                    new HashSet<>(),
                    new HashSet<>());
        }

        /** How many there are. */
        long there() {
            return moved.size() + open.size() + gone.size() + unseen.size();
        }

        /** All that nobody misses when they are deleted. */
        UidSet unneeded() {
            return UidSet.of(
                    Stream.of(away, moved, gone).flatMap(Set::stream).collect(Collectors.toSet()));
        }
    }

    /**
     * To be called before the pass goes through the folders.
     *
     * @param there those that the source has
     */
    MovedCopies(LedgerMailbox mailbox, List<FolderStatus> there) {
        this.mailbox = mailbox;
        this.there = there;
        there.stream()
                .filter(status -> !wasGoneThrough(mailbox, status))
                .map(FolderStatus::path)
                .forEach(appeared::add);
    }

    private static boolean wasGoneThrough(LedgerMailbox mailbox, FolderStatus status) {
        return mailbox.legs().stream()
                .flatMap(leg -> leg.present(status.path(), status.uidValidity()).stream())
                .anyMatch(folder -> folder.checkpoint().isPresent());
    }

    /**
     * To be called when the pass has gone through them.
     *
     * @param folder the one that is gone
     * @param refused is told why the destination lets nobody look
     */
    Fate of(LedgerLeg leg, LedgerFolder folder, Destination destination, Consumer<String> refused)
            throws MailboxException {
        Fate fate = new Fate();
        CopiesThere copies = new CopiesThere(destination, refused);
        for (UidRange range :
                UidRuns.upTo(folder.uids(ItemState.COPIED).stream().max().orElse(0))) {
            List<LedgerEntry> entries = new ArrayList<>();
            Map<Uid, ItemHead> heads =
                    copies.look(Counterparts.of(folder, range), destination::heads, fate.unseen());
            for (LedgerEntry entry : Counterparts.of(folder, range)) {
                if (heads.containsKey(entry.uid())) {
                    entries.add(entry);
                } else if (!fate.unseen().contains(entry.uid())) {
                    fate.away().add(entry.uid());
                }
            }
            sort(leg, folder, range, entries, copies, fate);
        }
        return fate;
    }

    private void sort(
            LedgerLeg leg,
            LedgerFolder folder,
            UidRange range,
            List<LedgerEntry> entries,
            CopiesThere copies,
            Fate fate)
            throws MailboxException {
        for (FolderStatus status : there) {
            if (status.uidValidity().equals(folder.uidValidity()) && !entries.isEmpty()) {
                compare(leg, range, entries, status, copies, fate);
            }
        }
        fate.open().removeAll(fate.moved());
        entries.stream()
                .map(LedgerEntry::uid)
                .filter(uid -> !fate.moved().contains(uid) && !fate.open().contains(uid))
                .forEach(fate.gone()::add);
    }

    private void compare(
            LedgerLeg leg,
            UidRange range,
            List<LedgerEntry> entries,
            FolderStatus status,
            CopiesThere copies,
            Fate fate)
            throws MailboxException {
        Optional<LedgerFolder> other = leg.present(status.path(), status.uidValidity());
        Map<Uid, LedgerEntry> others =
                other.isPresent() ? other.get().entries(range) : Map.<Uid, LedgerEntry>of();
        boolean through = isGoneThrough(status);
        List<LedgerEntry> alike = new ArrayList<>();
        for (LedgerEntry entry : entries) {
            LedgerEntry now = others.get(entry.uid());
            if (now == null) {
                if (!through && entry.uid().compareTo(status.uidNext()) < 0) {
                    fate.open().add(entry.uid());
                }
            } else if (now.state() == ItemState.COPIED && Counterparts.isKnown(now)) {
                alike.add(entry); // a step may have changed the size of one of them
            } else if (now.state() != ItemState.SKIPPED) { // nothing of what a rule leaves out
                fate.open().add(entry.uid());
            }
        }
        compare(alike, others, appeared.contains(status.path()), copies, fate);
    }

    /** Whether what the source lists there has its state. */
    private boolean isGoneThrough(FolderStatus status) {
        return wasGoneThrough(mailbox, status)
                && mailbox.legs().stream()
                        .flatMap(leg -> leg.present(status.path(), status.uidValidity()).stream())
                        .noneMatch(LedgerFolder::hasProblem);
    }

    private static void compare(
            List<LedgerEntry> alike,
            Map<Uid, LedgerEntry> others,
            boolean isNew,
            CopiesThere copies,
            Fate fate)
            throws MailboxException {
        Map<Uid, Fingerprint> former = copies.fingerprints(alike);
        Map<Uid, Fingerprint> present =
                copies.fingerprints(alike.stream().map(entry -> others.get(entry.uid())).toList());
        for (LedgerEntry entry : alike) {
            Optional<Fingerprint> before = Optional.ofNullable(former.get(entry.uid()));
            Optional<Fingerprint> now = Optional.ofNullable(present.get(entry.uid()));
            if (before.isEmpty() || now.isEmpty() || isOne(entry, others.get(entry.uid()))) {
                fate.open().add(entry.uid());
            } else if (isSame(before.get(), now.get(), isNew)) {
                fate.moved().add(entry.uid());
            } else if (!before.get().isSurelyAnother(now.get())) {
                fate.open().add(entry.uid());
            }
        }
    }

    /** Whether both are recorded with one copy. */
    private static boolean isOne(LedgerEntry entry, LedgerEntry other) {
        return other.destinationFolder().equals(entry.destinationFolder())
                && other.destinationUid().equals(entry.destinationUid());
    }

    private static boolean isSame(Fingerprint former, Fingerprint present, boolean isNew) {
        boolean sameId =
                former.identity().isPresent() && former.identity().equals(present.identity());
        return (isNew && sameId)
                || (former.header().equals(present.header()) && former.size() == present.size());
    }
}

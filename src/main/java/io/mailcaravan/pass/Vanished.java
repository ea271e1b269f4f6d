package io.mailcaravan.pass;

import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import io.mailcaravan.session.ItemListing;
import io.mailcaravan.session.Source;
import io.mailcaravan.session.UidRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Carries deletions over, only where the route asks for it, and not more of them at once than it
 * allows: a source that is empty all of a sudden is more likely broken than tidied up.
 */
final class Vanished {

    private final FolderPath folder;
    private final FolderLegs legs;
    private final Source source;
    private final PassContext pass;
    private Optional<String> refused = Optional.empty();

    Vanished(FolderPath folder, FolderLegs legs, Source source, PassContext pass) {
        this.folder = folder;
        this.legs = legs;
        this.source = source;
        this.pass = pass;
    }

    /** Deletes at the destination. */
    @FunctionalInterface
    interface Deletion {
        void run() throws MailboxException;
    }

    /** Runs each deletion; what fails there is none of the source. */
    @FunctionalInterface
    interface AtDestination {
        void run(Deletion deletion) throws MailboxException;
    }

    /**
     * @return why not all was deleted whose items are gone; empty where all was carried over
     */
    Optional<String> carry(FolderStatus status, AtDestination destination) throws MailboxException {
        if (pass.settings().deletions() == Deletions.NEVER) {
            return Optional.empty();
        }
        UidSet there = present(status);
        if (!addsUp(there, status)) {
            return Optional.of(
                    "folder '"
                            + folder
                            + "': the source lists fewer messages than it announces, so nobody knows"
                            + " which are gone, and no deletion was carried over");
        }
        List<UidRange> ranges = UidRuns.upTo(status.uidNext().value() - 1);
        for (LedgerFolder leg : legs.all()) {
            Count count = count(leg, ranges, there);
            if (isTooMany(count)) {
                List<Uid> away = away(leg, ranges, there, destination);
                count = count.without(away.size());
                if (isTooMany(count)) {
                    // should they come back at the source, they stay deleted there
                    return Optional.of(tooMany(leg, count.gone(), count.copied()));
                }
                leg.deleted(away);
            }
            for (UidRange range : count.gone() == 0 ? List.<UidRange>of() : ranges) {
                List<LedgerEntry> lost = lost(leg, range, there);
                destination.run(() -> delete(leg, lost));
            }
        }
        return refused;
    }

    /**
     * @param gone from the source, of those that were copied
     */
    private record Count(long copied, long gone) {
        Count without(long some) {
            return new Count(copied - some, gone - some);
        }
    }

    private static Count count(LedgerFolder leg, List<UidRange> ranges, UidSet there)
            throws MailboxException {
        long copied = 0;
        long gone = 0;
        for (UidRange range : ranges) {
            List<LedgerEntry> entries = Counterparts.of(leg, range);
            copied += entries.size();
            gone += entries.stream().filter(entry -> !there.contains(entry.uid())).count();
        }
        return new Count(copied, gone);
    }

    private boolean isTooMany(Count count) {
        return count.gone() > pass.settings().maxDeletions().of(count.copied());
    }

    private static List<LedgerEntry> lost(LedgerFolder leg, UidRange range, UidSet there)
            throws MailboxException {
        return Counterparts.of(leg, range).stream()
                .filter(entry -> !there.contains(entry.uid()))
                .toList();
    }

    /** What its owners have deleted at both ends is no deletion that anybody need allow. */
    private List<Uid> away(
            LedgerFolder leg, List<UidRange> ranges, UidSet there, AtDestination destination)
            throws MailboxException {
        Optional<Destination> at = pass.destination(leg.leg());
        List<Uid> away = new ArrayList<>();
        for (UidRange range : at.isEmpty() ? List.<UidRange>of() : ranges) {
            List<LedgerEntry> lost = lost(leg, range, there);
            destination.run(() -> away.addAll(new GoneCopies(at.get()).of(lost)));
        }
        return away;
    }

    private UidSet present(FolderStatus status) throws MailboxException {
        LongStream.Builder present = LongStream.builder();
        ItemListing listing = listing();
        for (UidRange range : UidRuns.upTo(status.uidNext().value() - 1)) {
            // what cannot be listed is there all the same
            listing.list(range, (uid, reason) -> present.add(uid.value()))
                    .forEach(head -> present.add(head.uid().value()));
        }
        return UidSet.of(present.build().toArray());
    }

    /** What has arrived meanwhile may be among the announced, but not among those looked at. */
    private boolean addsUp(UidSet there, FolderStatus before) throws MailboxException {
        if (there.size() >= before.messages()) {
            return true;
        }
        FolderStatus now = source.ask(session -> session.status(folder));
        if (!now.uidValidity().equals(before.uidValidity())) {
            return false;
        }
        long arrived = 0;
        if (now.uidNext().compareTo(before.uidNext()) > 0) {
            UidRange fresh = new UidRange(before.uidNext(), new Uid(now.uidNext().value() - 1));
            arrived = listing().list(fresh, (uid, reason) -> {}).size();
        }
        return there.size() + arrived >= now.messages();
    }

    private ItemListing listing() {
        return new ItemListing(source, folder, pass.counter());
    }

    private String tooMany(LedgerFolder leg, long gone, long copied) {
        return "folder '"
                + folder
                + "': "
                + gone
                + " of "
                + copied
                + " items that were copied to "
                + leg.leg()
                + " are gone from the source. That is more than maxDeletions="
                + pass.settings().maxDeletions()
                + " allows, so none was deleted there. If it is meant, set maxDeletions="
                + gone
                + " for the next pass.";
    }

    private void delete(LedgerFolder leg, List<LedgerEntry> gone) throws MailboxException {
        Destination destination = pass.destination(leg.leg()).orElse(null);
        if (gone.isEmpty() || destination == null) {
            return;
        }
        new Counterparts(destination, gone)
                .delete(leg, pass, why -> refused = refused.or(() -> Optional.of(why)));
    }
}

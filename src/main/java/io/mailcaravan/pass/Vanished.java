package io.mailcaravan.pass;

import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Carries deletions over, only where the route asks for it. */
final class Vanished {

    private static final long BUCKET = 10_000;

    private final FolderPath folder;
    private final LedgerFolder ledger;
    private final MailboxSession session;
    private final PassContext pass;

    Vanished(FolderPath folder, LedgerFolder ledger, MailboxSession session, PassContext pass) {
        this.folder = folder;
        this.ledger = ledger;
        this.session = session;
        this.pass = pass;
    }

    void carry(FolderStatus status) throws MailboxException {
        if (pass.settings().deletions() == Deletions.NEVER) {
            return;
        }
        for (long first = 1; first < status.uidNext().value(); first += BUCKET) {
            Uid last = new Uid(Math.min(status.uidNext().value() - 1, first + BUCKET - 1));
            UidRange range = new UidRange(new Uid(first), last);
            List<LedgerEntry> copied =
                    ledger.entries(range).values().stream().filter(Counterparts::isKnown).toList();
            if (copied.isEmpty()) {
                continue;
            }
            Set<Uid> there = new HashSet<>();
            session.list(folder, range, head -> there.add(head.uid()));
            carry(copied.stream().filter(entry -> !there.contains(entry.uid())).toList());
        }
    }

    private void carry(List<LedgerEntry> gone) throws MailboxException {
        if (gone.isEmpty()) {
            return;
        }
        Deletions how = pass.settings().deletions();
        List<LedgerEntry> done =
                new Counterparts(gone)
                        .each(
                                pass,
                                LedgerEntry::flags,
                                (destination, validity, items) ->
                                        destination.delete(folder, validity, items, how));
        ledger.deleted(done.stream().map(LedgerEntry::uid).toList());
        pass.progress().deleted(done.size());
    }
}

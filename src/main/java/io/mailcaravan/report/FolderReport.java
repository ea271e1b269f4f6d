package io.mailcaravan.report;

import io.mailcaravan.ledger.ItemKey;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.MailboxName;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.Readers;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidValidity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the ledger knows of one source folder on one leg, for those who only read. */
public final class FolderReport {

    private final ReportFolder folder;
    private final Readers readers;

    FolderReport(ReportFolder folder, Readers readers) {
        this.folder = folder;
        this.readers = readers;
    }

    public MailboxName mailbox() {
        return folder.mailbox();
    }

    public Leg leg() {
        return folder.leg();
    }

    public FolderPath path() {
        return folder.path();
    }

    public ItemKey key(Uid uid) {
        return new ItemKey(
                folder.mailbox().route(),
                folder.mailbox().store(),
                folder.mailbox().mailbox(),
                folder.path(),
                folder.uidValidity(),
                uid);
    }

    public UidValidity uidValidity() {
        return folder.uidValidity();
    }

    /** Its counts when this report was asked for. */
    public Totals totals() {
        return folder.totals();
    }

    /** What is known of these items, in UID order; the caller keeps the range small. */
    public Map<Uid, ReportItem> items(UidRange range) throws LedgerException {
        return folder.items(readers, range);
    }

    /** Some failed items with higher UIDs than this, in UID order; empty when there are no more. */
    public List<ReportItem> failedAfter(Optional<Uid> last) throws LedgerException {
        return folder.failed(readers, last.map(Uid::value).orElse(0L));
    }
}

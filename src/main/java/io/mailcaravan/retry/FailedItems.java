package io.mailcaravan.retry;

import io.mailcaravan.ledger.LedgerMailbox;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderReference;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.pass.MailboxMove;
import io.mailcaravan.pass.PassContext;
import io.mailcaravan.progress.Figure;
import io.mailcaravan.report.FolderReport;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.session.Source;
import java.util.List;
import java.util.Optional;

/** The items of one mailbox that have failed so far, folder by folder, to be sent again. */
public final class FailedItems {

    private final MailboxMove move;
    private final PassContext context;
    private final LedgerMailbox mailbox;

    FailedItems(MailboxMove move, PassContext context, LedgerMailbox mailbox) {
        this.move = move;
        this.context = context;
        this.mailbox = mailbox;
    }

    /** As a pass does it. */
    public static Optional<MailboxException> before(
            MailboxMove move,
            PassContext context,
            LedgerMailbox mailbox,
            Source session,
            List<Folder> folders)
            throws MailboxException, InterruptedException {
        return new FailedItems(move, context, mailbox).retry(RetrySource.of(session, folders));
    }

    /** Folders with failed items; each with those legs on which there are some. */
    static List<List<FolderReport>> of(MailboxMove move) throws LedgerException {
        List<FolderReport> failed =
                LedgerReport.of(move.ledger())
                        .folders(move.route(), move.source().name(), move.login().mailbox())
                        .stream()
                        .filter(folder -> folder.totals().failed() > 0)
                        .toList();
        return List.copyOf(
                FolderReference.group(
                                failed,
                                folder -> new FolderReference(folder.path(), folder.uidValidity()))
                        .values());
    }

    /**
     * Sends them again; the destinations have their folders.
     *
     * @return why it was stopped; the items not yet settled are failed as before
     */
    Optional<MailboxException> retry(RetrySource from)
            throws MailboxException, InterruptedException {
        context.found(from.folders(), from.homes());
        for (List<FolderReport> legs : of(move)) {
            FolderPath path = legs.get(0).path();
            long before = move.progress().failed();
            Optional<MailboxException> stopped =
                    new FolderRetry(
                                    legs,
                                    mailbox,
                                    from,
                                    context.places().excludedWhole(path),
                                    move.letters(),
                                    move.ends().handler(),
                                    context)
                            .run();
            if (stopped.filter(reason -> !reason.closesFolder()).isPresent()) {
                return stopped;
            }
            if (stopped.isPresent()) {
                move.progress().problem(stopped.get().explanation());
                long told = move.progress().failed() - before;
                move.progress()
                        .count(path.kind(), Figure.FAILED, Math.max(0, stillFailed(legs) - told));
            }
        }
        return from.missing();
    }

    private long stillFailed(List<FolderReport> before) throws LedgerException {
        return of(move).stream()
                .flatMap(List::stream)
                .filter(now -> now.path().equals(before.get(0).path()))
                .filter(now -> now.uidValidity().equals(before.get(0).uidValidity()))
                .mapToLong(now -> now.totals().failed())
                .sum();
    }

    /** Those whose items are wanted, as a pass gets them ready. */
    List<Folder> folders(RetrySource from) throws LedgerException {
        context.found(from.folders(), from.homes());
        return from.unreachable().isPresent()
                ? of(move).stream().map(legs -> Folder.of(legs.get(0).path())).toList()
                : context.places().taken(from.folders());
    }
}

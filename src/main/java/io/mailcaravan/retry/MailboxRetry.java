package io.mailcaravan.retry;

import io.mailcaravan.ledger.LedgerMailbox;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.pass.Destination;
import io.mailcaravan.pass.MailboxMove;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.pass.PassContext;
import io.mailcaravan.progress.Figure;
import io.mailcaravan.report.FolderReport;
import io.mailcaravan.session.SignIns;
import io.mailcaravan.session.Source;
import java.util.List;
import java.util.Optional;

/**
 * Sends one mailbox's failed items again, from their dead letters or else from the source. Until an
 * item has arrived it stays failed in the ledger, so that one whose sending is cut off can be sent
 * again.
 */
public final class MailboxRetry {

    private final MailboxMove move;
    private final PassContext context;

    public MailboxRetry(MailboxMove move) {
        this.move = move;
        this.context = new PassContext(move);
    }

    /** Runs to the end; every error is in the result. */
    public MailboxResult run() {
        move.progress().started();
        Optional<MailboxException> stopped = Optional.empty();
        try {
            List<List<FolderReport>> failed = FailedItems.of(move);
            failed.forEach(
                    legs ->
                            legs.forEach(
                                    leg ->
                                            move.progress()
                                                    .count(
                                                            leg.path().kind(),
                                                            Figure.EXPECTED,
                                                            leg.totals().failed())));
            if (!failed.isEmpty()) {
                stopped = retry();
            }
            move.tellLeftLetters();
        } catch (MailboxException e) {
            stopped = Optional.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = Optional.of(MailboxException.interrupted());
        } finally {
            move.progress().finished();
        }
        return move.result(stopped);
    }

    private Optional<MailboxException> retry() throws MailboxException, InterruptedException {
        LedgerMailbox mailbox = move.openLedger();
        long pass = mailbox.startPass("retry");
        Optional<MailboxException> stopped;
        SignIns signIns = new SignIns(move.source(), move.login(), Access.READ, context.delays());
        FailedItems items = new FailedItems(move, context, mailbox);
        try (Source session = new Source(signIns)) {
            RetrySource from = RetrySource.of(session);
            for (Destination destination : move.ends().destinations()) {
                destination.prepare(items.folders(from));
            }
            stopped = items.retry(from);
        } catch (MailboxException e) {
            stopped = Optional.of(e);
        }
        move.finish(mailbox, pass, stopped);
        return stopped;
    }
}

package io.mailcaravan.pass;

import io.mailcaravan.deadletter.DeadLetters;
import io.mailcaravan.deadletter.LeftLetters;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.LedgerMailbox;
import io.mailcaravan.ledger.PassRecord;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.progress.MailboxProgress;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.session.RoutedMailbox;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One mailbox on its way from source to destination: what every pass over it needs.
 *
 * @param ends where its items go
 * @param letters where bytes of failed items were kept
 * @param cancelling asked between items; true ends the pass early
 */
public record MailboxMove(
        RoutedMailbox mailbox,
        Ledger ledger,
        PassSettings settings,
        PassEnds ends,
        DeadLetters letters,
        MailboxProgress progress,
        BooleanSupplier cancelling) {

    public String route() {
        return mailbox.route();
    }

    public MailboxStore source() {
        return mailbox.store();
    }

    public Login login() {
        return mailbox.login();
    }

    boolean cancelled() {
        return cancelling.getAsBoolean();
    }

    /**
     * @throws LedgerException when it is not this pass's to open; a reason that stays is recorded
     */
    public LedgerMailbox openLedger() throws LedgerException {
        try {
            return ledger.open(
                    route(),
                    source().name(),
                    mailbox.name(),
                    mailbox.destination(),
                    ends.destinations().stream().map(Destination::leg).toList(),
                    ends.furtherLegs());
        } catch (LedgerException e) {
            if (e.scope() == Scope.MAILBOX && e.retry() == Retry.NEVER) {
                record(e);
            }
            throw e;
        }
    }

    /** Where another node works on the mailbox, the last word is that one's. */
    private void record(LedgerException refusal) {
        try {
            ledger.refused(route(), source().name(), mailbox.name(), refusal.getMessage());
        } catch (LedgerException e) {
            refusal.addSuppressed(e);
        }
    }

    /**
     * Says what no pass sends again; asked last, when all that the pass changes is known. Not part
     * of how the pass ended, since it is over when the files are gone.
     */
    public void tellLeftLetters() throws LedgerException {
        ledger.forgetLeft(route(), source().name(), mailbox.name(), name -> !letters.has(name));
        LeftLetters.of(LedgerReport.of(ledger), letters, route(), source().name(), mailbox.name())
                .values()
                .forEach(progress::problem);
    }

    /** Records in the ledger how a pass ended. */
    public void finish(LedgerMailbox mailbox, long pass, Optional<MailboxException> stopped)
            throws LedgerException {
        mailbox.finishPass(
                pass,
                stopped.map(PassRecord::outcome).orElseGet(this::problems),
                new Totals(
                        progress.copied(),
                        progress.skipped(),
                        progress.failed(),
                        0,
                        progress.copiedBytes()));
    }

    private String problems() {
        List<String> problems = progress.problems();
        if (problems.isEmpty()) {
            return "";
        }
        int more = problems.size() - 1;
        return PassRecord.INCOMPLETE
                + problems.get(0)
                + (more == 0 ? "" : " (and " + more + " more like this)");
    }

    public MailboxResult result(Optional<MailboxException> stopped) {
        return new MailboxResult(mailbox.name(), mailbox.destination(), progress, stopped);
    }
}

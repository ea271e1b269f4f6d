package io.mailcaravan.pass;

import io.mailcaravan.ledger.FolderReport;
import io.mailcaravan.ledger.LedgerMailbox;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mapping.SpecialUseNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends one mailbox's failed items again, from their dead letters or else from the source. Until an
 * item has arrived it stays failed in the ledger, so that one whose sending is cut off can be sent
 * again.
 */
public final class MailboxRetry {

    private final MailboxMove move;
    private final DeadLetters letters;
    private final PassContext context;

    /**
     * @param letters where bytes of failed items were kept
     */
    public MailboxRetry(MailboxMove move, DeadLetters letters) {
        this.move = move;
        this.letters = letters;
        this.context = new PassContext(move);
    }

    /** Runs to the end; every error is in the result. */
    public MailboxResult run() {
        move.progress().started();
        Optional<MailboxException> stopped = Optional.empty();
        try {
            List<FolderReport> failed =
                    move
                            .ledger()
                            .report()
                            .folders(move.route(), move.source().name(), move.login().mailbox())
                            .stream()
                            .filter(folder -> folder.totals().failed() > 0)
                            .toList();
            failed.forEach(folder -> move.progress().expect(folder.totals().failed()));
            if (!failed.isEmpty()) {
                stopped = retry(failed);
            }
        } catch (MailboxException e) {
            stopped = Optional.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = Optional.of(PassContext.interrupted());
        } finally {
            move.progress().finished();
        }
        return move.result(stopped);
    }

    private Optional<MailboxException> retry(List<FolderReport> failed)
            throws MailboxException, InterruptedException {
        LedgerMailbox mailbox = move.openLedger();
        long pass = mailbox.startPass("retry");
        Optional<MailboxException> stopped;
        SignIns signIns = new SignIns(move.source(), move.login(), Access.READ, context.delays());
        try (Source session = new Source(signIns)) {
            stopped = retry(mailbox, session, failed);
        } catch (MailboxException e) {
            stopped = Optional.of(e);
        }
        move.finish(mailbox, pass, stopped);
        return stopped;
    }

    private Optional<MailboxException> retry(
            LedgerMailbox mailbox, Source session, List<FolderReport> failed)
            throws MailboxException, InterruptedException {
        RetrySource from = new RetrySource(session);
        Map<FolderPath, SpecialUse> roles = SpecialUseNames.shipped().rolesOf(from.folders());
        List<Folder> folders =
                from.unreachable().isPresent()
                        ? failed.stream().map(folder -> Folder.of(folder.path())).toList()
                        : from.folders().stream()
                                .filter(folder -> excluded(folder.path(), roles).isEmpty())
                                .toList();
        for (Destination destination : move.destinations()) {
            destination.prepare(folders);
        }
        for (FolderReport report : failed) {
            Optional<MailboxException> stopped =
                    new FolderRetry(
                                    report,
                                    mailbox.folder(report.path(), report.uidValidity()),
                                    from,
                                    excluded(report.path(), roles),
                                    letters,
                                    move.handler(),
                                    context)
                            .run(session);
            if (stopped.filter(reason -> !FolderPass.folderOnly(reason)).isPresent()) {
                return stopped;
            }
            stopped.ifPresent(reason -> move.progress().problem(reason.explanation()));
        }
        return from.missing();
    }

    private Optional<String> excluded(FolderPath folder, Map<FolderPath, SpecialUse> roles) {
        return move.settings().folders().excluded(folder, roles);
    }
}

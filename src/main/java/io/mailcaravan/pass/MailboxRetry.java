package io.mailcaravan.pass;

import io.mailcaravan.ledger.FolderReport;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.LedgerMailbox;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mapping.SpecialUseNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Sends one mailbox's failed items again, from their dead letters or else from the source. Until an
 * item has arrived it stays failed in the ledger, so that one whose sending is cut off can be sent
 * again.
 */
public final class MailboxRetry {

    private final String route;
    private final MailboxStore source;
    private final Login login;
    private final Ledger ledger;
    private final DeadLetters letters;
    private final ItemHandler handler;
    private final PassContext context;

    /**
     * @param login the source mailbox
     * @param destinationMailbox the name of the mailbox it goes to
     * @param letters where bytes of failed items were kept
     * @param destinations every end that items can reach; this does not close them
     * @param cancelling asked between items; true ends early
     */
    public MailboxRetry(
            String route,
            MailboxStore source,
            Login login,
            String destinationMailbox,
            Ledger ledger,
            DeadLetters letters,
            PassSettings settings,
            ItemHandler handler,
            List<Destination> destinations,
            MailboxProgress progress,
            BooleanSupplier cancelling) {
        this.route = route;
        this.source = source;
        this.login = login;
        this.ledger = ledger;
        this.letters = letters;
        this.handler = handler;
        this.context =
                new PassContext(settings, destinationMailbox, destinations, progress, cancelling);
    }

    /** Runs to the end; every error is in the result. */
    public MailboxResult run() {
        context.progress().started();
        Optional<MailboxException> stopped = Optional.empty();
        try {
            List<FolderReport> failed =
                    ledger.report().folders(route, source.name(), login.mailbox()).stream()
                            .filter(folder -> folder.totals().failed() > 0)
                            .toList();
            failed.forEach(folder -> context.progress().expect(folder.totals().failed()));
            if (!failed.isEmpty()) {
                stopped = retry(failed);
            }
        } catch (MailboxException e) {
            stopped = Optional.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = Optional.of(PassContext.interrupted());
        } finally {
            context.progress().finished();
        }
        return new MailboxResult(
                login.mailbox(), context.destinationMailbox(), context.progress(), stopped);
    }

    private Optional<MailboxException> retry(List<FolderReport> failed)
            throws MailboxException, InterruptedException {
        LedgerMailbox mailbox =
                ledger.open(route, source.name(), login.mailbox(), context.destinationMailbox());
        long pass = mailbox.startPass("retry");
        Optional<MailboxException> stopped;
        SignIns signIns = new SignIns(source, login, Access.READ, context.delays());
        try (Source session = new Source(signIns)) {
            stopped = retry(mailbox, session, failed);
        } catch (MailboxException e) {
            stopped = Optional.of(e);
        }
        MailboxProgress counts = context.progress();
        mailbox.finishPass(
                pass,
                stopped.map(Throwable::getMessage).orElse(""),
                new Totals(
                        counts.copied(),
                        counts.skipped(),
                        counts.failed(),
                        0,
                        counts.copiedBytes()));
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
        for (Destination destination : context.destinations()) {
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
                                    handler,
                                    context)
                            .run(session);
            if (stopped.filter(reason -> !FolderPass.folderOnly(reason)).isPresent()) {
                return stopped;
            }
            stopped.ifPresent(reason -> context.progress().problem(reason.explanation()));
        }
        return from.missing();
    }

    private Optional<String> excluded(FolderPath folder, Map<FolderPath, SpecialUse> roles) {
        return context.settings().folders().excluded(folder, roles);
    }
}

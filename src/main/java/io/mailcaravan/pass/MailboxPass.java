package io.mailcaravan.pass;

import io.mailcaravan.ledger.Checkpoint;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.ledger.LedgerMailbox;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mapping.SpecialUseNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * One pass over one mailbox, initial or delta: the checkpoints in the ledger make the difference.
 */
public final class MailboxPass {

    private final String route;
    private final MailboxStore source;
    private final Login login;
    private final Ledger ledger;
    private final ItemHandler handler;
    private final PassContext context;
    private Map<FolderPath, SpecialUse> roles = Map.of();

    /**
     * @param login the source mailbox
     * @param destinationMailbox the name of the mailbox it goes to
     * @param destinations every end that items can reach; this pass does not close them
     * @param cancelling asked between items; true ends the pass early
     */
    public MailboxPass(
            String route,
            MailboxStore source,
            Login login,
            String destinationMailbox,
            Ledger ledger,
            PassSettings settings,
            ItemHandler handler,
            List<Destination> destinations,
            MailboxProgress progress,
            BooleanSupplier cancelling) {
        this.route = route;
        this.source = source;
        this.login = login;
        this.ledger = ledger;
        this.handler = handler;
        this.context =
                new PassContext(settings, destinationMailbox, destinations, progress, cancelling);
    }

    /** Runs to the end; every error is in the result. */
    public MailboxResult run() {
        MailboxProgress progress = context.progress();
        if (context.cancelled()) {
            return new MailboxResult(
                    login.mailbox(),
                    context.destinationMailbox(),
                    progress,
                    Optional.of(PassContext.interrupted()));
        }
        progress.started();
        Optional<MailboxException> stopped;
        try {
            LedgerMailbox mailbox =
                    ledger.open(
                            route, source.name(), login.mailbox(), context.destinationMailbox());
            long pass = mailbox.startPass(mailbox.folders().isEmpty() ? "initial" : "delta");
            stopped = walk(mailbox);
            mailbox.finishPass(
                    pass,
                    stopped.map(Throwable::getMessage).orElse(""),
                    new Totals(
                            progress.copied(),
                            progress.skipped(),
                            progress.failed(),
                            0,
                            progress.copiedBytes()));
        } catch (MailboxException e) {
            stopped = Optional.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = Optional.of(PassContext.interrupted());
        } finally {
            progress.finished();
        }
        return new MailboxResult(login.mailbox(), context.destinationMailbox(), progress, stopped);
    }

    private Optional<MailboxException> walk(LedgerMailbox mailbox) throws InterruptedException {
        try (Source session = new Source(source, login)) {
            List<Folder> folders = session.get().folders();
            roles = SpecialUseNames.shipped().rolesOf(folders);
            List<Folder> included =
                    folders.stream().filter(folder -> excluded(folder).isEmpty()).toList();
            for (Destination destination : context.destinations()) {
                destination.prepare(included);
            }
            List<Folder> selectable = folders.stream().filter(Folder::selectable).toList();
            Queue<Work> changed = changed(mailbox, session.get(), selectable);
            return work(mailbox, session, changed);
        } catch (MailboxException e) {
            return Optional.of(e);
        }
    }

    private Optional<String> excluded(Folder folder) {
        return context.settings().folders().excluded(folder.path(), roles);
    }

    /** A folder to go through. */
    private record Work(Folder folder, FolderStatus status) {}

    private Queue<Work> changed(
            LedgerMailbox mailbox, MailboxSession session, List<Folder> selectable)
            throws MailboxException {
        List<FolderPath> paths = selectable.stream().map(Folder::path).toList();
        List<FolderStatus> statuses = session.statuses(paths);
        Queue<Work> changed = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < selectable.size(); i++) {
            FolderStatus status = statuses.get(i);
            context.progress().expect(status.messages());
            Optional<Checkpoint> checkpoint =
                    mailbox.folder(status.path(), status.uidValidity()).checkpoint();
            if (checkpoint.filter(before -> same(before, status)).isPresent()) {
                context.progress().unchanged(status.messages());
            } else {
                changed.add(new Work(selectable.get(i), status));
            }
        }
        return changed;
    }

    /** Without MODSEQ nobody can tell whether a flag has changed, so the folder is looked at. */
    private static boolean same(Checkpoint before, FolderStatus now) {
        return before.uidNext().equals(now.uidNext())
                && before.messages() == now.messages()
                && (now.messages() == 0
                        || (now.highestModSeq().isPresent()
                                && before.highestModSeq().equals(now.highestModSeq())));
    }

    private Optional<MailboxException> work(
            LedgerMailbox mailbox, Source first, Queue<Work> changed)
            throws InterruptedException, MailboxException {
        long messages = changed.stream().mapToLong(work -> work.status().messages()).sum();
        // a further connection costs a sign-in: only where there is enough to read
        int workers =
                messages < 500 ? 1 : Math.min(context.settings().connections(), changed.size());
        AtomicReference<MailboxException> stopped = new AtomicReference<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 1; i < workers; i++) {
                threads.submit(
                        () -> {
                            try (Source more = new Source(source, login)) {
                                drain(mailbox, more, changed, stopped);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
            }
            drain(mailbox, first, changed, stopped);
        }
        return Optional.ofNullable(stopped.get());
    }

    private void drain(
            LedgerMailbox mailbox,
            Source session,
            Queue<Work> changed,
            AtomicReference<MailboxException> stopped)
            throws InterruptedException {
        for (Work work = changed.poll();
                work != null && stopped.get() == null;
                work = changed.poll()) {
            try {
                folder(mailbox, session, work)
                        .ifPresent(reason -> stopped.compareAndSet(null, reason));
            } catch (MailboxException e) {
                stopped.compareAndSet(null, e);
            }
        }
    }

    private Optional<MailboxException> folder(LedgerMailbox mailbox, Source session, Work work)
            throws MailboxException, InterruptedException {
        FolderStatus status = work.status();
        while (true) {
            LedgerFolder ledgerFolder = mailbox.folder(status.path(), status.uidValidity());
            FolderPass pass =
                    new FolderPass(
                            work.folder(),
                            excluded(work.folder()),
                            status,
                            ledgerFolder,
                            session.get(),
                            handler,
                            context);
            MailboxException failure;
            try {
                Optional<MailboxException> stop = pass.run();
                if (stop.isEmpty()) {
                    session.worked();
                    return stop;
                }
                failure = stop.get();
                if (!FolderPass.folderOnly(failure)) {
                    return stop;
                }
                context.progress().problem(failure.explanation());
                pass.failAll(failure);
                return Optional.empty();
            } catch (MailboxException e) {
                failure = e;
            }
            if (FolderPass.folderOnly(failure)) {
                context.progress().problem(failure.explanation());
                return Optional.empty();
            }
            if (context.cancelled()) {
                return Optional.of(PassContext.interrupted());
            }
            session.again(failure, context.progress().settled());
            status = session.get().status(status.path());
        }
    }
}

package io.mailcaravan.pass;

import io.mailcaravan.ledger.LedgerMailbox;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.session.Source;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Goes through the folders of one mailbox over one or more sessions to the source. A session turns
 * to its next folder while the last one's items are still on their way.
 */
final class FolderWorkers {

    private static final System.Logger LOG = System.getLogger(FolderWorkers.class.getName());

    private final LedgerMailbox mailbox;
    private final Supplier<Source> sessions;
    private final ItemHandler handler;
    private final PassContext context;
    private final Queue<Work> open;
    private final Queue<Impossible> impossible = new ConcurrentLinkedQueue<>();
    private final AtomicReference<MailboxException> stopped = new AtomicReference<>();

    /**
     * A mistake in the program: a folder's pass that ends by it must not look like one that went
     * through.
     */
    private final AtomicReference<Throwable> mistake = new AtomicReference<>();

    /**
     * A folder to go through.
     *
     * @param excluded why none of its items is wanted; empty where they are
     * @param rules what decides on its items, as a short text
     */
    record Work(Folder folder, FolderStatus status, Optional<String> excluded, String rules) {}

    /** How often a folder is tried at which the source breaks off. */
    private static final int TRIES = 3;

    /** So many folders in a row are no bad folders but a bad source. */
    private static final int MOST_GIVEN_UP = 4;

    private final AtomicInteger givenUp = new AtomicInteger();

    /** A folder that the destination cannot have. */
    private record Impossible(FolderPass pass, MailboxException reason) {}

    /**
     * @param sessions gives further sessions to the source
     */
    FolderWorkers(
            LedgerMailbox mailbox,
            Supplier<Source> sessions,
            ItemHandler handler,
            PassContext context,
            Collection<Work> folders) {
        this.mailbox = mailbox;
        this.sessions = sessions;
        this.handler = handler;
        this.context = context;
        this.open = new ConcurrentLinkedQueue<>(folders);
    }

    /**
     * Runs to the end of all folders.
     *
     * @return why the pass was stopped before
     */
    Optional<MailboxException> run(Source first) throws InterruptedException, MailboxException {
        long messages = open.stream().mapToLong(work -> work.status().messages()).sum();
        // a further connection costs a sign-in: only where there is enough to read
        int workers = messages < 500 ? 1 : Math.min(context.settings().connections(), open.size());
        CountDownLatch reading = new CountDownLatch(workers - 1);
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(context.move().ends().threads())) {
            for (int i = 1; i < workers; i++) {
                threads.execute(
                        noticed(
                                () -> {
                                    try (Source more = sessions.get()) {
                                        if (more.openIfFree()) {
                                            drain(more, threads);
                                        }
                                    } catch (MailboxException e) {
                                        // the first session does it all, and has the same trouble
                                        // if any
                                        LOG.log(Level.DEBUG, "no further session", e);
                                    } catch (InterruptedException e) {
                                        interrupted();
                                    } finally {
                                        reading.countDown();
                                    }
                                }));
            }
            drain(first, threads);
            reading.await(); // they may still have something to be finished later
        }
        rethrow(mistake.get());
        if (stopped.get() == null) {
            for (Impossible folder : impossible) {
                folder.pass().failAll(first, folder.reason());
            }
        }
        return Optional.ofNullable(stopped.get());
    }

    private Runnable noticed(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                mistake.compareAndSet(null, e);
            }
        };
    }

    private static void rethrow(Throwable mistake) {
        if (mistake instanceof Error error) {
            throw error;
        }
        if (mistake instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void drain(Source session, ExecutorService threads) throws InterruptedException {
        for (Work work = open.poll(); work != null && goesOn(); work = open.poll()) {
            try {
                folder(session, work, threads);
            } catch (MailboxException e) {
                stopped.compareAndSet(null, e);
            }
        }
    }

    private boolean goesOn() {
        return stopped.get() == null && mistake.get() == null;
    }

    private void folder(Source session, Work work, ExecutorService threads)
            throws MailboxException, InterruptedException {
        FolderStatus status = work.status();
        FolderPass pass = null;
        for (int failures = 0; ; ) {
            session.get(); // a failure to sign in is none of this folder
            try {
                if (pass != null) {
                    status = session.get().status(status.path());
                }
                pass =
                        new FolderPass(
                                new Work(work.folder(), status, work.excluded(), work.rules()),
                                new FolderLegs(mailbox, status),
                                handler,
                                context);
                pass.read(session);
                FolderPass read = pass;
                threads.execute(noticed(() -> finishLater(read)));
                session.worked();
                givenUp.set(0);
                return;
            } catch (MailboxException failure) {
                if (context.cancelled()) {
                    throw MailboxException.interrupted();
                }
                failures++;
                boolean folderOnly = failure.closesFolder();
                if (folderOnly || failures >= TRIES) {
                    giveUp(work, pass, failure, folderOnly);
                    if (!folderOnly) {
                        session.renew();
                    }
                    return;
                }
                session.again(failure, context.steps());
            }
        }
    }

    /** It is the source's, and not this folder's, where one folder after the other is so. */
    private void giveUp(Work work, FolderPass pass, MailboxException reason, boolean folderOnly)
            throws MailboxException {
        boolean mailbox = reason.scope() == Scope.MAILBOX || reason.retryAfter().isPresent();
        if (mailbox || (!folderOnly && givenUp.incrementAndGet() >= MOST_GIVEN_UP)) {
            throw reason;
        }
        String problem =
                folderOnly
                        ? reason.explanation()
                        : "folder '"
                                + work.folder().path()
                                + "' cannot be read, the source fails at it each time: "
                                + reason.explanation();
        context.progress().problem(problem);
        if (pass != null) {
            pass.giveUp(problem);
        }
    }

    private void finishLater(FolderPass pass) {
        try {
            finish(pass);
        } catch (MailboxException e) {
            stopped.compareAndSet(null, e);
        } catch (InterruptedException e) {
            interrupted();
        }
    }

    /** What is interrupted must not look like one that went through. */
    private void interrupted() {
        Thread.currentThread().interrupt();
        stopped.compareAndSet(null, MailboxException.interrupted());
    }

    private void finish(FolderPass pass) throws MailboxException, InterruptedException {
        Optional<MailboxException> reason = pass.finish();
        if (reason.isEmpty()) {
            return;
        }
        if (reason.get().closesFolder()) {
            context.progress().problem(reason.get().explanation());
            impossible.add(new Impossible(pass, reason.get()));
        } else {
            stopped.compareAndSet(null, reason.get());
        }
    }
}

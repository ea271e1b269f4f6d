package io.mailcaravan.assess;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Looks at many mailboxes, several at once; signs in once to each end and only to read. */
public final class Assessor {

    /** Stores that are down are so for every mailbox: waited for once, not once each. */
    private final Map<String, MailboxException> down = new ConcurrentHashMap<>();

    private final AtomicInteger finished = new AtomicInteger();
    private final AtomicLong listed = new AtomicLong();
    private volatile boolean cancelled;

    /** Ends the look early; what is not finished is not reported. */
    public void cancel() {
        cancelled = true;
    }

    /** Mailboxes that were looked at so far. */
    public int finished() {
        return finished.get();
    }

    /** Messages that were listed so far. */
    public long listed() {
        return listed.get();
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /**
     * Looks at all of them.
     *
     * @param atOnce how many at a time
     * @param each called for each one that is finished, from any thread
     * @return one a job, in order; fewer after {@link #cancel()}
     */
    public List<MailboxAssessment> assess(
            List<AssessJob> jobs, int atOnce, Consumer<MailboxAssessment> each)
            throws InterruptedException {
        Semaphore slots = new Semaphore(atOnce);
        List<Future<Optional<MailboxAssessment>>> futures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (AssessJob job : jobs) {
                slots.acquire();
                futures.add(
                        threads.submit(
                                () -> {
                                    try {
                                        return cancelled
                                                ? Optional.empty()
                                                : Optional.of(assess(job))
                                                        .filter(done -> !cancelled)
                                                        .map(done -> told(done, each));
                                    } finally {
                                        slots.release();
                                    }
                                }));
            }
        }
        return futures.stream().map(Future::resultNow).flatMap(Optional::stream).toList();
    }

    private MailboxAssessment told(MailboxAssessment done, Consumer<MailboxAssessment> each) {
        finished.incrementAndGet();
        each.accept(done);
        return done;
    }

    private MailboxAssessment assess(AssessJob job) {
        try (Turn.Held held = job.turn().await(() -> cancelled)) {
            return look(job);
        } catch (MailboxException e) {
            return MailboxAssessment.unreachable(
                    job.route(),
                    SignIn.notTried(job.source()),
                    SignIn.notTried(job.destination()),
                    Optional.of(e));
        }
    }

    private MailboxAssessment look(AssessJob job) {
        try (Opened source = open(job.source(), false);
                Opened destination = open(job.destination(), true)) {
            Optional<MailboxException> circle =
                    MailboxStore.oneMailbox(
                            job.source().store(),
                            job.source().login(),
                            job.destination().store(),
                            job.destination().login());
            if (circle.isPresent()) {
                return MailboxAssessment.unreachable(
                        job.route(), source.signIn(), destination.signIn(), circle);
            }
            if (source.session().isEmpty() || !destination.signIn().works()) {
                return MailboxAssessment.unreachable(
                        job.route(), source.signIn(), destination.signIn(), Optional.empty());
            }
            try {
                return new MailboxAssessor(
                                job,
                                source.session().get(),
                                destination.session(),
                                () -> cancelled,
                                listed::addAndGet)
                        .assess(source.signIn(), destination.signIn());
            } catch (MailboxException e) {
                return MailboxAssessment.unreachable(
                        job.route(), source.signIn(), destination.signIn(), Optional.of(e));
            }
        }
    }

    /** One end, and the session to it if there is one. */
    private record Opened(SignIn signIn, Optional<MailboxSession> session)
            implements AutoCloseable {
        @Override
        public void close() {
            session.ifPresent(MailboxSession::close);
        }
    }

    private Opened open(End end, boolean mayBeCreated) {
        MailboxException known = down.get(end.store().name());
        if (known != null) {
            return new Opened(SignIn.failed(end, known), Optional.empty());
        }
        if (mayBeCreated && end.store().wouldCreate(end.login())) {
            return new Opened(
                    SignIn.of(end, SignIn.State.TO_BE_CREATED, Set.of(), ""), Optional.empty());
        }
        try {
            MailboxSession session = end.store().signIn(end.login(), Access.READ);
            return new Opened(
                    SignIn.of(end, SignIn.State.OK, session.capabilities(), session.description()),
                    Optional.of(session));
        } catch (MailboxException e) {
            if (e.scope() == Scope.STORE) {
                down.putIfAbsent(end.store().name(), e);
            }
            return new Opened(SignIn.failed(end, e), Optional.empty());
        }
    }
}

package io.mailcaravan.cluster;

import io.mailcaravan.cluster.PassTable.Done;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.pass.RunningPass;
import io.mailcaravan.plan.MailboxPair;
import io.mailcaravan.progress.MailboxProgress;
import io.mailcaravan.progress.MailboxView;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A pass that this node has begun or joined, watched to its end, whoever works on it. */
public final class ClusterPass implements RunningPass {

    private static final Duration LOOK = Duration.ofMillis(500);

    /** Transactions may become visible so much after the time that they carry. */
    private static final Duration LATE = Duration.ofSeconds(15);

    private final long id;
    private final ClusterRoute route;
    private final PassTable passes;
    private final List<MailboxPair> mailboxes;
    private final MailboxResult[] results;
    private final MailboxView[] waiting;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private OffsetDateTime seen = OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    ClusterPass(long id, ClusterRoute route, PassTable passes) throws LedgerException {
        this.id = id;
        this.route = route;
        this.passes = passes;
        this.mailboxes = passes.mailboxes(id);
        this.results = new MailboxResult[mailboxes.size()];
        this.waiting =
                mailboxes.stream()
                        .map(pair -> new MailboxProgress(pair.source()))
                        .toArray(MailboxView[]::new);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Those on other nodes show their figures when they end.
     */
    @Override
    public List<MailboxView> progress() {
        return new AbstractList<>() {
            @Override
            public MailboxView get(int i) {
                synchronized (results) {
                    return results[i] != null
                            ? results[i].counts()
                            : route.progress(mailboxes.get(i).source()).orElse(waiting[i]);
                }
            }

            @Override
            public int size() {
                return mailboxes.size();
            }
        };
    }

    /** Watches no longer; the pass goes on, on other nodes or with the next. */
    @Override
    public void cancel() {
        cancelled.countDown();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Only waits for the end; mailboxes that are not done when it is cancelled are told as
     * interrupted.
     */
    @Override
    public List<MailboxResult> run() throws LedgerException, InterruptedException {
        boolean finished = passes.isFinished(id);
        while (!finished && !cancelled.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            look();
            finished = passes.isFinished(id);
        }
        seen = OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
        look();
        List<MailboxResult> all = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            all.add(results[i] != null ? results[i] : interrupted(i));
        }
        return all;
    }

    private void look() throws LedgerException {
        List<Done> news = passes.done(id, seen);
        synchronized (results) {
            news.forEach(done -> results[done.position()] = done.result());
        }
        if (!news.isEmpty()) {
            seen = news.get(news.size() - 1).ended().minus(LATE);
        }
    }

    private MailboxResult interrupted(int i) {
        MailboxPair pair = mailboxes.get(i);
        return new MailboxResult(
                pair.source(),
                pair.destination(),
                waiting[i],
                Optional.of(
                        MailboxException.interrupted(
                                "Other nodes go on with it, or the same command run again.")));
    }
}

package io.mailcaravan.cluster;

import static io.mailcaravan.cluster.Cluster.LOG;

import io.mailcaravan.cluster.PassTable.Claim;
import io.mailcaravan.cluster.PassTable.Ended;
import io.mailcaravan.cluster.PassTable.Opened;
import io.mailcaravan.cluster.PassTable.Sums;
import io.mailcaravan.cluster.PassTable.Waiting;
import io.mailcaravan.component.mailbox.MailboxConsumer;
import io.mailcaravan.component.run.PassCounts.Open;
import io.mailcaravan.component.run.PassCounts.Outcome;
import io.mailcaravan.component.run.PassLog;
import io.mailcaravan.component.run.SharedMailbox;
import io.mailcaravan.component.run.SharedPass;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.plan.MailboxPair;
import io.mailcaravan.progress.Figures;
import io.mailcaravan.progress.MailboxProgress;
import io.mailcaravan.progress.MailboxView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.quartz.SchedulerException;

/** A route that this node shares with others: begins its passes, and works on its mailboxes. */
final class ClusterRoute {

    /** Triggers put there in one transaction, which keeps Quartz's lock for so long. */
    private static final int SPREAD_AT_ONCE = 200;

    /** A mailbox that kills its nodes must not kill one after the other. */
    private static final int MOST_LOSSES = 3;

    private final MailboxConsumer consumer;
    private final Node node;
    private final PassTable passes;
    private final NodeScheduler scheduler;
    private final PassLog told;
    private final int atOnce;
    private final AtomicInteger running = new AtomicInteger();
    private final Map<String, SharedMailbox> mailboxes = new ConcurrentHashMap<>();
    private Optional<Joined> joined = Optional.empty();
    private volatile boolean draining;

    /** A pass with all that was read for it when this node first worked on it. */
    private record Joined(long id, SharedPass pass) {}

    ClusterRoute(MailboxConsumer consumer, Node node, PassTable passes, NodeScheduler scheduler) {
        this.consumer = consumer;
        this.node = node;
        this.passes = passes;
        this.scheduler = scheduler;
        this.told = new PassLog(LOG, consumer.getRouteId(), " on node " + node);
        this.atOnce = consumer.getEndpoint().getConfiguration().getMaxConcurrentMailboxes();
    }

    String id() {
        return consumer.getRouteId();
    }

    int atOnce() {
        return atOnce;
    }

    boolean hasRoom() {
        return !draining && running.get() < atOnce;
    }

    void enter() {
        running.incrementAndGet();
    }

    void leave() {
        running.decrementAndGet();
    }

    int running() {
        return running.get();
    }

    /** The counter of a mailbox that runs on this node. */
    Optional<MailboxView> progress(String source) {
        return Optional.ofNullable(mailboxes.get(source)).map(SharedMailbox::progress);
    }

    /** Begins a pass, or joins the one that is under way. */
    Opened begin() throws LedgerException {
        List<MailboxPair> pairs = consumer.mailboxes();
        return begun(passes.begin(id(), pairs), pairs);
    }

    void beginScheduled(Instant scheduled) {
        try {
            List<MailboxPair> pairs = consumer.mailboxes();
            passes.beginScheduled(id(), scheduled, pairs).ifPresent(opened -> begun(opened, pairs));
        } catch (ConfigurationException e) {
            LOG.error("{}: node {} cannot begin a pass: {}", id(), node, e.getMessage());
        } catch (LedgerException e) {
            LOG.error("{}: node {} cannot begin a pass: {}", id(), node, e.explanation());
        }
    }

    private Opened begun(Opened opened, List<MailboxPair> pairs) {
        if (opened.begun()) {
            LOG.info(
                    "{}: node {} begins pass {} over {} mailboxes",
                    id(),
                    node,
                    opened.id(),
                    pairs.size());
            tidy(pairs);
        } else {
            LOG.info("{}: node {} joins pass {}", id(), node, opened.id());
        }
        spread();
        return opened;
    }

    private void tidy(List<MailboxPair> pairs) {
        try {
            scheduler.keepOnly(
                    id(), pairs.stream().map(MailboxPair::source).collect(Collectors.toSet()));
        } catch (SchedulerException e) {
            LOG.warn("{}: jobs of mailboxes no longer listed stay until the next pass", id(), e);
        }
    }

    /**
     * Sees to it that a trigger stands for each mailbox that is still to be done; nothing to do
     * unless a pass has just begun, or a node has died at a bad moment.
     */
    void spread() {
        try {
            List<Waiting> forgotten;
            do {
                forgotten =
                        passes.forgotten(
                                id(), NodeScheduler.NAME, Jobs.mailboxGroup(id()), SPREAD_AT_ONCE);
                if (!forgotten.isEmpty()) {
                    scheduler.spread(id(), forgotten);
                }
            } while (forgotten.size() == SPREAD_AT_ONCE && !draining);
        } catch (SchedulerException | LedgerException e) {
            LOG.warn("{}: mailboxes are spread later: {}", id(), e.getMessage());
        }
    }

    /** Works on a mailbox to its end, if it is still to be done and no living node has it. */
    void run(String source) {
        try {
            if (draining || mailboxes.containsKey(source)) {
                return; // spread again later
            }
            Optional<Claim> claim = passes.claim(id(), source);
            if (claim.isPresent()) {
                run(claim.get());
            }
        } catch (LedgerException e) {
            LOG.warn("{}: mailbox {} is left to others: {}", id(), source, e.explanation());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Claim claim) throws LedgerException, InterruptedException {
        if (claim.run() > 1) {
            LOG.info(
                    "{}: node {} goes on with mailbox {}, start {} of it",
                    id(),
                    node,
                    claim.source(),
                    claim.run());
        }
        if (claim.losses() > MOST_LOSSES) {
            end(claim, fatal(claim));
            return;
        }
        Optional<SharedMailbox> mailbox;
        try {
            mailbox = pass(claim.pass()).mailbox(claim.source());
        } catch (ConfigurationException e) {
            end(claim, unworked(claim, "node " + node + ": " + e.getMessage(), ""));
            return;
        }
        if (mailbox.isEmpty()) {
            end(claim, unlisted(claim));
        } else {
            run(claim, mailbox.get());
        }
    }

    private void run(Claim claim, SharedMailbox mailbox)
            throws LedgerException, InterruptedException {
        mailboxes.put(claim.source(), mailbox);
        try {
            if (draining) {
                mailbox.cancel();
            }
            MailboxResult result = mailbox.run();
            if (result.stopped().isPresent() && !passes.holds(claim)) {
                leftToOther(claim);
            } else if (result.stopped().isPresent() && mailbox.isCancelled()) {
                handBack(claim);
            } else {
                end(claim, result);
            }
        } finally {
            mailboxes.remove(claim.source());
        }
    }

    /** Others may fire it as soon as this job has ended. */
    private void handBack(Claim claim) throws LedgerException {
        passes.handBack(claim);
        try {
            scheduler.spread(id(), List.of(new Waiting(claim.source(), claim.pass(), claim.run())));
        } catch (SchedulerException e) {
            LOG.warn("{}: mailbox {} is spread later: {}", id(), claim.source(), e.getMessage());
        }
    }

    private void end(Claim claim, MailboxResult result) throws LedgerException {
        Ended ended = passes.done(claim, result);
        if (ended == Ended.TAKEN_OVER && !passes.holds(claim)) {
            leftToOther(claim);
            return;
        }
        tell(result);
        if (ended == Ended.PASS) {
            over(claim.pass());
        }
    }

    /** Told where the last mailbox ran. */
    private void over(long pass) throws LedgerException {
        Sums sums = passes.sums(pass);
        Figures figures = sums.figures();
        Outcome outcome =
                sums.stopped() > 0
                        ? Outcome.STOPPED
                        : sums.incomplete() > 0 ? Outcome.INCOMPLETE : Outcome.COMPLETE;
        consumer.counts().ended(outcome, new Open(figures.failed(), sums.incomplete()));
        told.over("pass " + pass, outcome, figures);
    }

    private void leftToOther(Claim claim) {
        LOG.warn(
                "{}: mailbox {} was taken over while node {} was out of touch; it stops there, and"
                        + " the other goes on",
                id(),
                claim.source(),
                node);
    }

    private void tell(MailboxResult result) {
        result.stopped().ifPresent(reason -> told.stopped(result.source(), reason));
        told.notes(result);
    }

    /** Files are read once a pass, not once a mailbox; whoever comes meanwhile waits for that. */
    private synchronized SharedPass pass(long id) {
        if (joined.filter(of -> of.id() == id).isEmpty()) {
            joined = Optional.of(new Joined(id, consumer.newSharedPass()));
        }
        return joined.get().pass();
    }

    private MailboxResult unlisted(Claim claim) {
        return unworked(
                claim,
                "node " + node + " does not have it in its list of mailboxes",
                "Give all nodes the same files; the next pass has it again.");
    }

    private static MailboxResult fatal(Claim claim) {
        return unworked(
                claim,
                claim.losses() + " nodes died or froze while they worked on it",
                "Look at their last log lines, and at their memory; the next pass tries it again.");
    }

    private static MailboxResult unworked(Claim claim, String why, String advice) {
        return new MailboxResult(
                claim.source(),
                claim.source(),
                new MailboxProgress(claim.source()),
                Optional.of(new MailboxException(Scope.MAILBOX, Retry.LATER, why, advice)));
    }

    /** Takes nothing more, and hands back what runs. */
    void drain() {
        draining = true;
        mailboxes.values().forEach(SharedMailbox::cancel);
    }
}

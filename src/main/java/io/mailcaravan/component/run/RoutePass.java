package io.mailcaravan.component.run;

import io.mailcaravan.component.route.FurtherLegs;
import io.mailcaravan.component.route.ListedMailboxes;
import io.mailcaravan.component.route.MailboxEnd;
import io.mailcaravan.component.route.RouteEnds;
import io.mailcaravan.component.route.RouteMappings;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mapping.WrittenFolders;
import io.mailcaravan.pass.Destination;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.pass.RunningPass;
import io.mailcaravan.plan.MailboxPair;
import io.mailcaravan.progress.MailboxProgress;
import io.mailcaravan.progress.MailboxView;
import io.mailcaravan.session.Delays;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass, or a retry, over all mailboxes of a route, several at once. */
public final class RoutePass implements RunningPass {

    private static final Logger LOG = LoggerFactory.getLogger(RoutePass.class);

    private final MailboxEnd source;
    private final Route route;
    private final MailboxWork work;
    private final ListedMailboxes listed;
    private final Admission admission;
    private final List<MailboxPair> mailboxes;
    private final RouteEnds ends;
    private final List<MailboxEnd> destinations;

    /** These, and those whose mailbox is known only when an item is there. */
    private final List<MailboxEnd> named;

    private final RouteMappings mappings;
    private final WrittenFolders written;

    private final List<MailboxProgress> progress = new ArrayList<>();

    /** One that several mailboxes have open is there as often. */
    private final List<Destination> live = new CopyOnWriteArrayList<>();

    private volatile boolean cancelled;

    /** In so many mailboxes, one after the other. */
    private static final int MOST_STORE_FAILURES = 3;

    private final AtomicInteger storeFailures = new AtomicInteger();
    private volatile MailboxException storeFailure;

    /**
     * @param mailboxes those of the list that the pass goes over
     * @param plan what was read for the whole pass
     * @param written is told by the work which folders there are
     * @param admission when a mailbox may begin
     */
    public RoutePass(
            MailboxEnd source,
            Route route,
            MailboxWork work,
            List<MailboxPair> mailboxes,
            PassPlan plan,
            WrittenFolders written,
            Admission admission) {
        this.listed = plan.listed();
        this.written = written;
        this.admission = admission;
        this.source = source;
        this.route = route;
        this.work = work;
        this.mailboxes = List.copyOf(mailboxes);
        this.ends = plan.ends();
        this.destinations = ends.mailboxes();
        this.named = ends.named();
        this.mappings = plan.mappings();
        named.forEach(mappings::folders); // a mistake shows before anything is moved
        source.store(); // and one in a store's settings
        named.forEach(MailboxEnd::checkDestination);
        mailboxes.forEach(pair -> progress.add(new MailboxProgress(pair.source())));
    }

    @Override
    public List<MailboxView> progress() {
        return Collections.unmodifiableList(progress);
    }

    @Override
    public List<String> remarks() {
        return written.remarks(mailboxes.size());
    }

    @Override
    public void cancel() {
        cancelled = true;
        live.forEach(Destination::cancel);
    }

    boolean isCancelled() {
        return cancelled;
    }

    @Override
    public List<MailboxResult> run() throws InterruptedException {
        try {
            return MailboxThreads.run(
                    RouteThreads.ofPasses(source.getCamelContext()),
                    mailboxes.size(),
                    atOnce(),
                    i -> mailbox(mailboxes.get(i), progress.get(i)));
        } finally {
            source.takeBackLent();
        }
    }

    /** No more than the stores can serve, so that none waits for a second connection in vain. */
    private int atOnce() {
        int most = Math.min(source.maxConcurrentMailboxes(), source.store().connections());
        for (MailboxEnd destination : named) {
            most = Math.min(most, destination.store().connections());
        }
        return most;
    }

    private MailboxResult mailbox(MailboxPair pair, MailboxProgress counts) {
        if (storeFailure != null) {
            return stopped(pair, counts, storeFailure);
        }
        try (Admission.Grant admitted = admit()) {
            MailboxResult result = run(pair, counts);
            noteStoreFailure(result);
            return result;
        } catch (MailboxException e) {
            return stopped(pair, counts, e); // not begun
        } catch (RuntimeException e) {
            // a mistake in the program, or in a step that breaks all rules: this mailbox only
            LOG.error("{}: mailbox {}", route.getRouteId(), pair.source(), e);
            return stopped(
                    pair,
                    counts,
                    new MailboxException(
                            Scope.MAILBOX, Retry.LATER, "unexpected " + e, "The log has more.", e));
        }
    }

    private MailboxResult stopped(
            MailboxPair pair, MailboxProgress counts, MailboxException reason) {
        return new MailboxResult(
                pair.source(), ends.destination(pair), counts, Optional.of(reason));
    }

    /**
     * A host that is down or not trusted is so for every mailbox, which is said once and not once
     * each; one that hangs up may do so for one mailbox only.
     */
    private void noteStoreFailure(MailboxResult result) {
        Optional<MailboxException> failure =
                result.stopped()
                        .filter(reason -> reason.scope() == Scope.STORE)
                        .filter(reason -> reason.retryAfter().isEmpty())
                        .filter(reason -> result.counts().settled() == 0);
        if (failure.isEmpty()) {
            storeFailures.set(0);
        } else if (storeFailures.incrementAndGet() >= MOST_STORE_FAILURES
                || failure.get().retry() == Retry.NEVER) {
            storeFailure = failure.get();
        }
    }

    private MailboxResult run(MailboxPair pair, MailboxProgress counts) throws LedgerException {
        List<Destination> open = new ArrayList<>();
        List<Destination> known = new ArrayList<>();
        List<Destination> further = new ArrayList<>();
        Duration delay = source.reconnectDelay();
        Login from = new Login(pair.source(), pair.sourcePassword());
        for (MailboxEnd endpoint : named) {
            Optional<MailboxException> circle =
                    MailboxStore.oneMailbox(
                            source.store(), from, endpoint.store(), listed.login(endpoint, pair));
            if (circle.isPresent()) {
                return stopped(pair, counts, circle.get());
            }
        }
        try {
            for (MailboxEnd endpoint : named) {
                Destination destination =
                        endpoint.destinations()
                                .open(
                                        listed.login(endpoint, pair),
                                        mappings.folders(endpoint),
                                        endpoint.sole().isEmpty()
                                                ? new Delays(counts, delay, () -> cancelled)
                                                : shared(counts, delay));
                open.add(destination);
                if (destinations.contains(endpoint)) {
                    known.add(destination);
                }
            }
            live.addAll(open);
            if (cancelled) {
                open.forEach(Destination::cancel);
            }
            furtherLegs(pair, counts)
                    .forEach(
                            (leg, endpoint) ->
                                    further.add(
                                            endpoint.destinations()
                                                    .lent(
                                                            listed.login(leg, endpoint.store()),
                                                            mappings.folders(endpoint),
                                                            new Delays(
                                                                    counts,
                                                                    delay,
                                                                    () -> cancelled))));
            MailboxResult result = work.run(pair, known, further, counts, () -> cancelled);
            return new MailboxResult(
                    result.source(), ends.destination(pair), result.counts(), result.stopped());
        } finally {
            further.forEach(Destination::close);
            open.forEach(live::remove);
            named.stream()
                    .limit(open.size())
                    .forEach(
                            endpoint ->
                                    endpoint.destinations().close(endpoint.leg(pair).mailbox()));
        }
    }

    /** One mailbox for all of the list: what any of them gets through is worth the patience. */
    private Delays shared(MailboxProgress shown, Duration delay) {
        return new Delays(
                shown,
                delay,
                () -> cancelled,
                () -> progress.stream().mapToLong(MailboxProgress::settled).sum());
    }

    private Map<Leg, MailboxEnd> furtherLegs(MailboxPair pair, MailboxProgress counts)
            throws LedgerException {
        try {
            return FurtherLegs.of(source, ends, route, pair, counts::problem);
        } catch (LedgerException e) {
            source.ledger().passed(false);
            throw e;
        }
    }

    private Admission.Grant admit() throws MailboxException {
        return admission.admit(source, named, () -> cancelled);
    }
}

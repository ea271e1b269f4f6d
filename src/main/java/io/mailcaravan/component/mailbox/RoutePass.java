package io.mailcaravan.component.mailbox;

import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.pass.Destination;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.plan.MailboxList;
import io.mailcaravan.plan.MailboxPair;
import io.mailcaravan.progress.MailboxProgress;
import io.mailcaravan.session.Delays;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass, or a retry, over all mailboxes of a route, several at once. */
public final class RoutePass {

    private static final Logger LOG = LoggerFactory.getLogger(RoutePass.class);

    private final MailboxEndpoint source;
    private final Route route;
    private final MailboxWork work;
    private final ListedMailboxes listed;
    private final List<MailboxPair> mailboxes;
    private final List<MailboxEndpoint> destinations;

    /** These, and those whose mailbox is known only when an item is there. */
    private final List<MailboxEndpoint> named;

    private final List<MailboxProgress> progress = new ArrayList<>();
    private final Set<Destination> live = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    /** In so many mailboxes, one after the other. */
    private static final int MOST_STORE_FAILURES = 3;

    private final AtomicInteger storeFailures = new AtomicInteger();
    private volatile MailboxException storeFailure;

    /**
     * @param mailboxes those of the list that the pass goes over
     * @param listed what the whole list says
     */
    RoutePass(
            MailboxEndpoint source,
            Route route,
            MailboxWork work,
            List<MailboxPair> mailboxes,
            ListedMailboxes listed) {
        this.listed = listed;
        this.source = source;
        this.route = route;
        this.work = work;
        this.mailboxes = List.copyOf(mailboxes);
        RouteEnds ends = RouteEnds.of(source.getCamelContext(), route);
        this.destinations = ends.mailboxes();
        this.named = ends.named();
        named.forEach(to -> to.folderMapping(RouteFiles.folder(route)));
        source.store(); // a mistake in a store's settings shows before anything is moved
        named.forEach(MailboxEndpoint::store);
        mailboxes.forEach(pair -> progress.add(new MailboxProgress(pair.source())));
    }

    static List<MailboxPair> mailboxes(MailboxEndpoint source, Route route) {
        String file = source.getConfiguration().getMailboxes();
        if (file != null) {
            Path list = RouteFiles.folder(route).resolve(file);
            if (Files.notExists(list)) {
                throw new ConfigurationException(
                        "route '" + route.getRouteId() + "', option mailboxes",
                        "there is no file " + list,
                        "Check the path and its case. If this route is not to run, name those that"
                                + " are.");
            }
            List<MailboxPair> pairs = MailboxList.read(list);
            ListedPasswords.check(list, pairs, source.store(), stores(source, route));
            return pairs;
        }
        Optional<String> from = source.store().soleMailbox();
        Optional<String> to =
                RouteEnds.of(source.getCamelContext(), route).named().stream()
                        .findFirst()
                        .flatMap(endpoint -> endpoint.store().soleMailbox());
        if (from.isEmpty()) {
            throw new ConfigurationException(
                    "route " + route.getRouteId(),
                    "no option mailboxes, and store "
                            + source.getConfiguration().getStore()
                            + " has no username of its own",
                    "Set mailboxes to a CSV file with the columns source and destination.");
        }
        return List.of(
                new MailboxPair(
                        from.get(), to.orElse(from.get()), Optional.empty(), Optional.empty(), 0));
    }

    /**
     * The same, where a whole pass is to go over them.
     *
     * @throws ConfigurationException also when one of them is written and read
     */
    static List<MailboxPair> wholeList(MailboxEndpoint source, Route route) {
        List<MailboxPair> pairs = mailboxes(source, route);
        String file = source.getConfiguration().getMailboxes();
        if (file != null) {
            Path list = RouteFiles.folder(route).resolve(file);
            ListedCircles.check(list, pairs, source.store(), stores(source, route));
        }
        return pairs;
    }

    private static List<MailboxStore> stores(MailboxEndpoint source, Route route) {
        return RouteEnds.of(source.getCamelContext(), route).mailboxes().stream()
                .map(MailboxEndpoint::store)
                .toList();
    }

    /** One counter a mailbox, in the order of the list; safe to read while the pass runs. */
    public List<MailboxProgress> progress() {
        return progress;
    }

    /** Ends the pass early. */
    public void cancel() {
        cancelled = true;
        live.forEach(Destination::cancel);
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Runs all mailboxes to their end; one result a mailbox, in the order of the list. */
    public List<MailboxResult> run() throws InterruptedException {
        try {
            return MailboxThreads.run(
                    mailboxes.size(), atOnce(), i -> mailbox(mailboxes.get(i), progress.get(i)));
        } finally {
            source.getComponent().takeBackLent();
        }
    }

    /** No more than the stores can serve, so that none waits for a second connection in vain. */
    private int atOnce() {
        int most =
                Math.min(
                        source.getConfiguration().getMaxConcurrentMailboxes(),
                        source.store().connections());
        for (MailboxEndpoint destination : named) {
            most = Math.min(most, destination.store().connections());
        }
        return most;
    }

    private MailboxResult mailbox(MailboxPair pair, MailboxProgress counts) {
        if (storeFailure != null) {
            return new MailboxResult(
                    pair.source(), pair.destination(), counts, Optional.of(storeFailure));
        }
        try (Admission.Grant admitted = admit()) {
            MailboxResult result = run(pair, counts, RouteFiles.folder(route));
            noteStoreFailure(result);
            return result;
        } catch (MailboxException e) {
            return new MailboxResult(
                    pair.source(), pair.destination(), counts, Optional.of(e)); // not begun
        } catch (RuntimeException e) {
            // a mistake in the program, or in a step that breaks all rules: this mailbox only
            LOG.error("{}: mailbox {}", route.getRouteId(), pair.source(), e);
            return new MailboxResult(
                    pair.source(),
                    pair.destination(),
                    counts,
                    Optional.of(
                            new MailboxException(
                                    Scope.MAILBOX,
                                    Retry.LATER,
                                    "unexpected " + e,
                                    "The log has more.",
                                    e)));
        }
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

    private MailboxResult run(MailboxPair pair, MailboxProgress counts, Path folder)
            throws LedgerException {
        List<Destination> open = new ArrayList<>();
        List<Destination> ends = new ArrayList<>();
        List<Destination> further = new ArrayList<>();
        Duration delay = Duration.ofMillis(source.getConfiguration().getReconnectDelay());
        Login from = new Login(pair.source(), pair.sourcePassword());
        Login to = new Login(pair.destination(), pair.destinationPassword());
        for (MailboxEndpoint endpoint : named) {
            Optional<MailboxException> circle =
                    MailboxStore.oneMailbox(source.store(), from, endpoint.store(), to);
            if (circle.isPresent()) {
                return new MailboxResult(pair.source(), pair.destination(), counts, circle);
            }
        }
        try {
            for (MailboxEndpoint endpoint : named) {
                Destination destination =
                        endpoint.destinations()
                                .open(
                                        new Login(pair.destination(), pair.destinationPassword()),
                                        folder,
                                        new Delays(counts, delay, () -> cancelled));
                open.add(destination);
                if (destinations.contains(endpoint)) {
                    ends.add(destination);
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
                                                            folder,
                                                            new Delays(
                                                                    counts,
                                                                    delay,
                                                                    () -> cancelled))));
            return work.run(pair, ends, further, counts, () -> cancelled);
        } finally {
            further.forEach(Destination::close);
            open.forEach(live::remove);
            named.forEach(endpoint -> endpoint.destinations().close(pair.destination()));
        }
    }

    private Map<Leg, MailboxEndpoint> furtherLegs(MailboxPair pair, MailboxProgress counts)
            throws LedgerException {
        try {
            return FurtherLegs.of(source, route, pair, counts::problem);
        } catch (LedgerException e) {
            source.ledger().passed(false);
            throw e;
        }
    }

    private Admission.Grant admit() throws MailboxException {
        return source.getComponent().admit(source, named, () -> cancelled);
    }
}

package io.mailcaravan.component.mailbox;

import io.mailcaravan.component.item.ItemExchanges;
import io.mailcaravan.component.item.ItemRun;
import io.mailcaravan.component.item.Stragglers;
import io.mailcaravan.component.route.Kamelets;
import io.mailcaravan.component.route.ListedMailboxes;
import io.mailcaravan.component.route.MailboxEnd;
import io.mailcaravan.component.route.RouteEnds;
import io.mailcaravan.component.route.RouteMailboxes;
import io.mailcaravan.component.route.RouteMappings;
import io.mailcaravan.component.route.RouteRules;
import io.mailcaravan.component.run.Admission;
import io.mailcaravan.component.run.MailboxWork;
import io.mailcaravan.component.run.PassCounts;
import io.mailcaravan.component.run.PassMemory;
import io.mailcaravan.component.run.PassPlan;
import io.mailcaravan.component.run.RoutePass;
import io.mailcaravan.component.run.RouteThreads;
import io.mailcaravan.component.run.RouteVerification;
import io.mailcaravan.component.run.ScheduledPass;
import io.mailcaravan.component.run.SharedMailbox;
import io.mailcaravan.component.run.SharedPass;
import io.mailcaravan.filter.FolderFilter;
import io.mailcaravan.filter.ItemFilter;
import io.mailcaravan.filter.KindFilter;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.pass.Destination;
import io.mailcaravan.pass.ItemHandler;
import io.mailcaravan.pass.ItemOutcome;
import io.mailcaravan.pass.MailboxMove;
import io.mailcaravan.pass.MailboxPass;
import io.mailcaravan.pass.MaxDeletions;
import io.mailcaravan.pass.PassEnds;
import io.mailcaravan.pass.PassItem;
import io.mailcaravan.pass.PassSettings;
import io.mailcaravan.plan.MailboxPair;
import io.mailcaravan.progress.MailboxProgress;
import io.mailcaravan.retry.FailedItems;
import io.mailcaravan.retry.MailboxRetry;
import io.mailcaravan.session.RoutedMailbox;
import io.mailcaravan.verify.VerifySettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One poll is one pass over the route's mailboxes; one exchange is one item. */
public class MailboxConsumer extends ScheduledPollConsumer implements ItemHandler {

    private static final Logger LOG = LoggerFactory.getLogger(MailboxConsumer.class);

    /** What is under way may take this long to arrive when the route stops. */
    private static final int STOP_SECONDS = 30;

    private volatile PassCounts counts = new PassCounts();
    private final ReentrantLock polling = new ReentrantLock();
    private volatile boolean hasStarted;
    private volatile RoutePass running;
    private volatile ListedMailboxes listed = ListedMailboxes.NONE;
    private volatile Optional<Exception> lastFailure = Optional.empty();
    private volatile RouteEnds ends;
    private Stragglers waiting = new Stragglers(Stragglers.PATIENCE);

    public MailboxConsumer(MailboxEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    public MailboxEndpoint getEndpoint() {
        return (MailboxEndpoint) super.getEndpoint();
    }

    @Override
    protected void doBuild() throws Exception {
        setHealthCheck(new MailboxHealthCheck(this, getRouteId()));
        super.doBuild();
    }

    /** One pass; the scheduler waits for its end, so that no two run at once. */
    @Override
    protected int poll() throws Exception {
        long before = counts.copied();
        polling.lock();
        try {
            lastFailure = scheduled().run().map(reason -> reason);
        } finally {
            polling.unlock();
        }
        return (int) Math.min(counts.copied() - before, Integer.MAX_VALUE);
    }

    /** A list or a key that was good at the start may be so no more. */
    private ScheduledPass scheduled() {
        try {
            return new ScheduledPass(getRouteId(), counts, newPass());
        } catch (RuntimeException e) {
            counts.couldNotBegin();
            lastFailure = Optional.of(e);
            throw e;
        }
    }

    /**
     * Why the last scheduled pass could not reach a store, or not begin; empty where it could do
     * both.
     */
    public Optional<Exception> lastFailure() {
        return lastFailure;
    }

    /** What scheduled passes have done so far. */
    public PassCounts counts() {
        return counts;
    }

    /** Goes on counting where the consumer ended whose place it takes; before it starts. */
    public void goOnCounting(PassCounts before) {
        counts = before;
    }

    /**
     * A pass over all mailboxes of the route, ready to be run.
     *
     * @throws io.mailcaravan.mailbox.ConfigurationException for a mistake in the options or in the
     *     list of mailboxes
     */
    public RoutePass newPass() {
        PassPlan plan = plan();
        PassSettings settings = settings(plan);
        return begin(plan, settings, passes(settings));
    }

    /**
     * A pass of which nodes share the mailboxes, by options, list and mapping files as they are
     * now.
     *
     * @throws io.mailcaravan.mailbox.ConfigurationException as {@link #newPass}
     */
    public SharedPass newSharedPass() {
        PassPlan plan = plan();
        PassSettings settings = settings(plan);
        return new SharedPass(plan.mailboxes(), mailbox -> share(plan, settings, mailbox));
    }

    private SharedMailbox share(PassPlan plan, PassSettings settings, MailboxPair mailbox) {
        return new SharedMailbox(
                new RoutePass(
                        getEndpoint(),
                        getRoute(),
                        passes(settings),
                        List.of(mailbox),
                        plan,
                        settings.written(),
                        admission()),
                counts,
                failure -> lastFailure = failure.map(reason -> reason));
    }

    /** What a pass that begins now holds to its end. */
    private PassPlan plan() {
        PassPlan plan = PassPlan.of(getEndpoint(), getRoute());
        listed = plan.listed();
        ends = plan.ends();
        return plan;
    }

    private MailboxWork passes(PassSettings settings) {
        return (pair, destinations, further, progress, cancelling) ->
                new MailboxPass(
                                move(pair, settings, destinations, further, progress, cancelling),
                                FailedItems::before)
                        .run();
    }

    private MailboxMove move(
            MailboxPair pair,
            PassSettings settings,
            List<Destination> destinations,
            List<Destination> further,
            MailboxProgress progress,
            BooleanSupplier cancelling) {
        return new MailboxMove(
                new RoutedMailbox(
                        getRoute().getRouteId(),
                        getEndpoint().store(),
                        new Login(pair.source(), pair.sourcePassword()),
                        pair.destination()),
                getEndpoint().ledger(),
                settings,
                new PassEnds(
                        this,
                        RouteThreads.ofPasses(getEndpoint().getCamelContext()),
                        destinations,
                        further,
                        ends().further()),
                DeadLetterName.files(getEndpoint().getCamelContext()),
                progress,
                cancelling);
    }

    /**
     * Sends the failed items of all mailboxes again, through the same route; ready to be run.
     *
     * @throws io.mailcaravan.mailbox.ConfigurationException as {@link #newPass}
     */
    public RoutePass newRetry() {
        PassPlan plan = plan();
        PassSettings settings = settings(plan);
        return begin(
                plan,
                settings,
                (pair, destinations, further, progress, cancelling) ->
                        new MailboxRetry(
                                        move(
                                                pair,
                                                settings,
                                                destinations,
                                                further,
                                                progress,
                                                cancelling))
                                .run());
    }

    /**
     * Compares both ends of all mailboxes; ready to be run.
     *
     * @param content whether contents are read and compared, too
     * @param named how many differences of each mailbox are told one by one
     * @throws io.mailcaravan.mailbox.ConfigurationException as {@link #newPass}, and when the route
     *     leads to no mailbox
     */
    public RouteVerification newVerification(boolean content, long named) {
        RouteMappings mappings = RouteMappings.of(getRoute());
        PassSettings settings = settings(ends(), mappings, 1);
        return new RouteVerification(
                getEndpoint(),
                getRoute(),
                new VerifySettings(
                        settings.folders(),
                        settings.written(),
                        settings.items(),
                        DeadLetterName.files(getEndpoint().getCamelContext()),
                        settings.mappings(),
                        content,
                        named),
                mappings,
                admission());
    }

    private Admission admission() {
        return getEndpoint().getComponent().admission();
    }

    private RoutePass begin(PassPlan plan, PassSettings settings, MailboxWork work) {
        RoutePass pass =
                new RoutePass(
                        getEndpoint(),
                        getRoute(),
                        work,
                        plan.mailboxes(),
                        plan,
                        settings.written(),
                        admission());
        running = pass;
        return pass;
    }

    /** The pass that runs, or the last one. */
    public Optional<RoutePass> pass() {
        return Optional.ofNullable(running);
    }

    /**
     * How a pass that begins now walks.
     *
     * @throws io.mailcaravan.mailbox.ConfigurationException for a mistake in the options
     */
    public PassSettings settings() {
        return settings(
                RouteEnds.of(getEndpoint().getCamelContext(), getRoute()),
                RouteMappings.of(getRoute()),
                RouteMailboxes.of(getEndpoint(), getRoute()).size());
    }

    private PassSettings settings(PassPlan plan) {
        return settings(plan.ends(), plan.mappings(), plan.mailboxes().size());
    }

    /**
     * @param mailboxes in so many parts memory may be needed
     */
    private PassSettings settings(RouteEnds leadsTo, RouteMappings mappings, int mailboxes) {
        MailboxConfiguration configuration = getEndpoint().getConfiguration();
        PassMemory memory =
                PassMemory.of(
                        Runtime.getRuntime().maxMemory(),
                        Math.min(mailboxes, configuration.getMaxConcurrentMailboxes()),
                        configuration.getConnectionsPerMailbox());
        FolderFilter folders =
                FolderFilter.of(configuration.getFolders(), configuration.getExcludeFolders())
                        .with(new KindFilter(configuration.kinds(), stores(leadsTo)));
        return new PassSettings(
                folders,
                mappings.written(folders, leadsTo),
                ItemFilter.of(
                        configuration.getSince(),
                        configuration.getBefore(),
                        configuration.getDateField(),
                        configuration.getMaxSize(),
                        configuration.getFlags()),
                RouteRules.of(getEndpoint(), leadsTo, mappings),
                mappings.files(),
                configuration.deletions(),
                MaxDeletions.parse(configuration.getMaxDeletions()),
                configuration.isRetryFailed(),
                Duration.ofMillis(configuration.getReconnectDelay()),
                configuration.getConnectionsPerMailbox(),
                memory.windowBytes(),
                memory.inFlightBytes(),
                memory.spoolBytes());
    }

    /** Of all ends that the route names, whichever mailbox it is there. */
    private static List<MailboxStore> stores(RouteEnds leadsTo) {
        return leadsTo.named().stream().map(MailboxEnd::store).toList();
    }

    @Override
    public void handle(PassItem item, Consumer<Map<Leg, ItemOutcome>> done) {
        Exchange exchange = createExchange(false);
        ItemRun run =
                new ItemRun(
                        item,
                        getEndpoint().ledger(),
                        ends().ofItems(),
                        listed::allowed,
                        outcomes -> {
                            waiting.progress();
                            done.accept(outcomes);
                            releaseExchange(exchange, false);
                        });
        ItemExchanges.fill(exchange, run);
        getAsyncProcessor()
                .process(
                        exchange,
                        doneSync -> {
                            run.through(exchange);
                            if (!run.isOver()) {
                                waiting.add(run);
                            }
                        });
    }

    /** Where the route leads; known once all routes are loaded. */
    RouteEnds ends() {
        return ends == null ? RouteEnds.of(getEndpoint().getCamelContext(), getRoute()) : ends;
    }

    /** What can only go wrong is refused before anything is moved. */
    @Override
    protected void doStart() throws Exception {
        ends().check(getRoute());
        Kamelets.countedId(getRoute()).ifPresent(this::refuseId);
        super.doStart();
        hasStarted = true;
    }

    private void refuseId(String id) {
        String kamelet = id.substring(0, id.lastIndexOf('-'));
        throw new ConfigurationException(
                "kamelet:" + kamelet,
                "its route has no id of its own, and the ledger knows mailboxes by that id",
                "Write kamelet:" + kamelet + "/NAME, with a NAME that stays.");
    }

    /** For tests: how long exchanges are waited for that go a way of their own. */
    void setPatience(Duration patience) {
        waiting = new Stragglers(patience);
    }

    /** Ends the running pass between two items; what is under way still arrives. */
    public void cancel() {
        if (running != null) {
            running.cancel();
        }
    }

    /** Camel suspends before it waits for exchanges under way: a pass must not bring new ones. */
    @Override
    protected void doSuspend() throws Exception {
        cancel();
        super.doSuspend();
    }

    /** Returns when the pass has ended, so that nobody closes its stores and ledger before. */
    @Override
    protected void doStop() throws Exception {
        cancel();
        if (polling.tryLock(STOP_SECONDS, TimeUnit.SECONDS)) {
            polling.unlock();
        } else {
            LOG.warn(
                    "{}: the pass did not end within {} s; the next one goes on with what is open",
                    getRouteId(),
                    STOP_SECONDS);
        }
        if (hasStarted) {
            // Quartz' scheduler fails where there is nothing to stop, a route that was refused
            super.doStop();
        }
    }

    /**
     * Waits until a mailbox may be looked at, at the source and at this end of the route, over one
     * connection each.
     *
     * @param cancelling true ends the wait
     * @throws MailboxException when cancelled, or when a store may not have as many connections as
     *     a pass over this route needs
     */
    public Admission.Grant admitLook(MailboxEnd end, BooleanSupplier cancelling)
            throws MailboxException {
        return admission().admitLook(getEndpoint(), ends().named(), end, cancelling);
    }

    /** The mailboxes of the route; checks the list. */
    public List<MailboxPair> mailboxes() {
        List<MailboxPair> pairs = RouteMailboxes.whole(getEndpoint(), getRoute());
        listed = new ListedMailboxes(getEndpoint().store(), pairs);
        return pairs;
    }

    /**
     * How an end of the route is signed in to for a mailbox of {@link #mailboxes}, the last read.
     */
    public Login login(MailboxEnd end, MailboxPair pair) {
        return listed.login(end, pair);
    }
}

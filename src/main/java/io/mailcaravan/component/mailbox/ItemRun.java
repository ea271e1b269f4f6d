package io.mailcaravan.component.mailbox;

import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.UncheckedLedgerException;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.pass.Arrival;
import io.mailcaravan.pass.ItemOutcome;
import io.mailcaravan.pass.PassItem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * One item on its way through the route, in one exchange or, behind a wire tap or a queue, in
 * several: which legs it has reached, and what became of it there. It is over when the last of its
 * exchanges is; until then its content stays readable.
 */
final class ItemRun {

    /** Exchange property, which copies of the exchange share. */
    static final String PROPERTY = "CamelMailboxItemRun";

    private final PassItem item;
    private final Ledger ledger;
    private final RouteEnds ends;
    private final ListedMailboxes listed;
    private final Consumer<Map<Leg, ItemOutcome>> done;
    private final Map<Leg, ItemOutcome> reached = new ConcurrentHashMap<>();
    private final Map<Leg, Exception> refused = new ConcurrentHashMap<>();
    private final Map<Leg, MailboxEndpoint> taken = new ConcurrentHashMap<>();
    private final Set<String> outside = ConcurrentHashMap.newKeySet();
    private final Map<Leg, Integer> cuts = new ConcurrentHashMap<>();
    private final Set<String> riders = ConcurrentHashMap.newKeySet();
    private final Set<Leg> before = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger(1);
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile MailboxException interrupted;
    private volatile String deadLetter = "";
    private volatile String skipReason = "";
    private final Queue<Optional<Exception>> failures = new ConcurrentLinkedQueue<>();
    private volatile Exchange first;

    /**
     * @param ends where its route leads
     * @param listed the mailboxes in its list
     */
    ItemRun(
            PassItem item,
            Ledger ledger,
            RouteEnds ends,
            ListedMailboxes listed,
            Consumer<Map<Leg, ItemOutcome>> done) {
        this.item = item;
        this.ledger = ledger;
        this.ends = ends;
        this.listed = listed;
        this.done = done;
    }

    /** The run that the exchange belongs to; empty where it comes from no mailbox. */
    static Optional<ItemRun> of(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(PROPERTY, ItemRun.class));
    }

    PassItem item() {
        return item;
    }

    /** A copy of the exchange goes a way of its own; it is waited for. */
    void enter(Exchange copy) {
        if (riders.add(copy.getExchangeId())) {
            open.incrementAndGet();
            copy.getExchangeExtension()
                    .addOnCompletion(
                            new SynchronizationAdapter() {
                                @Override
                                public void onDone(Exchange exchange) {
                                    leave(exchange);
                                }
                            });
        }
    }

    /** The exchange that the pass has made is through. */
    void through(Exchange exchange) {
        first = exchange;
        leave(exchange);
    }

    /** One of its exchanges was sent there, and arrived. */
    void sent(String uri) {
        String endpoint = RouteEnds.withoutOptions(uri);
        if (ends.outside().contains(endpoint)) {
            outside.add(endpoint);
        }
    }

    /** One of its exchanges did not get through, or only by handling why. */
    void failed(Exchange exchange) {
        Exception reason = exchange.getException();
        if (reason == null) {
            reason = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        }
        failures.add(Optional.ofNullable(reason));
    }

    private void leave(Exchange exchange) {
        deadLetter = header(exchange, MailboxConstants.DEAD_LETTER, deadLetter);
        skipReason = header(exchange, MailboxConstants.SKIP_REASON, skipReason);
        if (exchange.getException() != null || ExchangeHelper.isFailureHandled(exchange)) {
            failed(exchange);
        }
        if (open.decrementAndGet() == 0 && over.compareAndSet(false, true)) {
            done.accept(outcomes());
        }
    }

    private static String header(Exchange exchange, String name, String otherwise) {
        String value = exchange.getMessage().getHeader(name, "", String.class);
        return value.isEmpty() ? otherwise : value;
    }

    /** Whether the pass has what became of it; nothing can be added to that. */
    boolean isOver() {
        return over.get();
    }

    /**
     * Nobody waits any longer for the exchanges that are still on their way, in a queue that nobody
     * reads for example; what they have not reached comes again with the next pass.
     */
    void giveUp(MailboxException reason) {
        if (over.compareAndSet(false, true)) {
            interrupted = reason;
            done.accept(outcomes());
        }
    }

    /**
     * Whether the endpoint may take it there; false where another one, with other options, has done
     * so, which the ledger could not tell apart.
     */
    boolean take(Leg leg, MailboxEndpoint endpoint) {
        MailboxEndpoint other = taken.putIfAbsent(leg, endpoint);
        return other == null || other == endpoint;
    }

    /**
     * How the mailbox is signed in to that the leg leads to.
     *
     * @throws MailboxException when it is no destination, since the route reads it
     */
    Login login(Leg leg, MailboxEndpoint endpoint) throws MailboxException {
        listed.check(leg, endpoint.store());
        return listed.login(leg, endpoint.store());
    }

    /** The leg has had the item since before. */
    void had(Leg leg) {
        before.add(leg);
    }

    void arrived(Leg leg, Arrival how) {
        refused.remove(leg);
        reached.put(leg, new ItemOutcome.Copied(how));
    }

    /** It may be tried again. */
    void refused(Leg leg, Exception reason) {
        taken.remove(leg);
        refused.put(leg, reason);
    }

    /** The connection was lost while it was being appended there. */
    void cut(Leg leg) {
        cuts.merge(leg, 1, Integer::sum);
    }

    /** How often that was so. */
    int cuts(Leg leg) {
        return cuts.getOrDefault(leg, 0);
    }

    void interrupted(MailboxException reason) {
        interrupted = reason;
    }

    private Map<Leg, ItemOutcome> outcomes() {
        Map<Leg, ItemOutcome> outcomes = new LinkedHashMap<>(reached);
        refused.forEach((leg, reason) -> outcomes.putIfAbsent(leg, failure(reason)));
        boolean anywhere = !outcomes.isEmpty() || !before.isEmpty();
        for (Leg leg : item.open()) {
            if (!outcomes.containsKey(leg)) {
                // an end that stands for what is no mailbox asks for nothing where one has it
                if (!leg.equals(Leg.OTHER) || !anywhere) {
                    outcomes.put(leg, unreached(leg));
                }
            }
        }
        if (interrupted == null) {
            notThrough(outcomes);
        }
        if (outcomes.isEmpty() && interrupted != null) {
            outcomes.put(Leg.OTHER, new ItemOutcome.Stopped(interrupted));
        }
        return outcomes;
    }

    /**
     * What failed although each end has the item was on the way to what is no mailbox, or to an end
     * that a step would have named: the item keeps that failure on an end of its own until it gets
     * through.
     */
    private void notThrough(Map<Leg, ItemOutcome> outcomes) {
        boolean told =
                outcomes.values().stream()
                        .anyMatch(
                                outcome ->
                                        outcome instanceof ItemOutcome.Failed
                                                || outcome instanceof ItemOutcome.Stopped);
        if (hasFailed() && !told) {
            outcomes.put(Leg.OTHER, failure(failures.peek().orElse(null)));
        } else if (!hasFailed() && !outcomes.containsKey(Leg.OTHER)) {
            try {
                ledger.gotThrough(item.key(), Leg.OTHER);
            } catch (MailboxException | UncheckedLedgerException e) {
                outcomes.put(Leg.OTHER, failure(e));
            }
        }
    }

    /** A step that handles an exception may say that the item is not wanted. */
    private boolean hasFailed() {
        boolean handled = first.getException() == null && deadLetter.isEmpty();
        return !failures.isEmpty() && !(handled && !skipReason.isEmpty());
    }

    private ItemOutcome unreached(Leg leg) {
        if (interrupted != null) {
            return new ItemOutcome.Stopped(interrupted);
        }
        if (hasFailed()) {
            return failure(failures.peek().orElse(null));
        }
        if (!skipReason.isEmpty()) {
            return new ItemOutcome.Skipped(skipReason);
        }
        Optional<String> elsewhere =
                RouteEnds.elsewhere(first).or(() -> outside.stream().sorted().findFirst());
        if (leg.equals(Leg.OTHER)) {
            return otherEnd(elsewhere);
        }
        return new ItemOutcome.Skipped(
                elsewhere
                        .map(uri -> "sent to " + uri + " by the route " + first.getFromRouteId())
                        .orElse("left out by the route " + first.getFromRouteId()));
    }

    /** Where the route sends to no mailbox: copied is what it has sent anywhere. */
    private ItemOutcome otherEnd(Optional<String> elsewhere) {
        try {
            if (elsewhere.isPresent()) {
                ledger.copiedElsewhere(
                        item.key(), item.item().head(), "sent to " + elsewhere.get());
            }
            return elsewhere.isPresent() || ledger.contains(item.key().toString())
                    ? new ItemOutcome.Copied(Arrival.APPENDED)
                    : new ItemOutcome.Skipped("left out by the route " + first.getFromRouteId());
        } catch (MailboxException | UncheckedLedgerException e) {
            return failure(e);
        }
    }

    /**
     * The ledger's own come wrapped from the idempotent consumer. The outermost, which says more
     * than what has caused it; Camel's own search begins at the root.
     */
    private static Optional<MailboxException> known(Exception reason) {
        return Stream.iterate((Throwable) reason, Objects::nonNull, Throwable::getCause)
                .filter(MailboxException.class::isInstance)
                .map(MailboxException.class::cast)
                .findFirst();
    }

    private ItemOutcome failure(Exception reason) {
        Optional<MailboxException> known = known(reason);
        if (known.isPresent() && known.get().scope() != Scope.MESSAGE) {
            return new ItemOutcome.Stopped(known.get());
        }
        String text;
        if (reason == null) {
            text = "failed in the route " + first.getFromRouteId();
        } else if (reason instanceof MailboxException) {
            text = reason.getMessage();
        } else {
            text = reason.getClass().getSimpleName() + ": " + reason.getMessage();
        }
        return new ItemOutcome.Failed(text, deadLetter);
    }
}

package io.mailcaravan.component.mailbox;

import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.UncheckedLedgerException;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.pass.ItemOutcome;
import io.mailcaravan.pass.PassItem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.ObjectHelper;

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
    private final Consumer<Map<Leg, ItemOutcome>> done;
    private final Map<Leg, ItemOutcome> reached = new ConcurrentHashMap<>();
    private final Map<Leg, Exception> refused = new ConcurrentHashMap<>();
    private final Map<Leg, Integer> cuts = new ConcurrentHashMap<>();
    private final Set<String> riders = ConcurrentHashMap.newKeySet();
    private final Set<Leg> before = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger(1);
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile MailboxException interrupted;
    private volatile String deadLetter = "";
    private volatile Exchange first;

    ItemRun(PassItem item, Ledger ledger, Consumer<Map<Leg, ItemOutcome>> done) {
        this.item = item;
        this.ledger = ledger;
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

    private void leave(Exchange exchange) {
        String letter =
                exchange.getMessage().getHeader(MailboxConstants.DEAD_LETTER, "", String.class);
        if (!letter.isEmpty()) {
            deadLetter = letter;
        }
        if (open.decrementAndGet() == 0 && over.compareAndSet(false, true)) {
            done.accept(outcomes());
        }
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

    /** The leg has had the item since before. */
    void had(Leg leg) {
        before.add(leg);
    }

    void arrived(Leg leg, boolean adopted) {
        refused.remove(leg);
        reached.put(leg, new ItemOutcome.Copied(adopted));
    }

    /** It may be tried again. */
    void refused(Leg leg, Exception reason) {
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
        if (outcomes.isEmpty() && interrupted != null) {
            outcomes.put(Leg.OTHER, new ItemOutcome.Stopped(interrupted));
        }
        return outcomes;
    }

    private ItemOutcome unreached(Leg leg) {
        if (interrupted != null) {
            return new ItemOutcome.Stopped(interrupted);
        }
        if (first.getException() != null) {
            return failure(first.getException());
        }
        if (ExchangeHelper.isFailureHandled(first)) {
            return failure(first.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
        }
        String reason =
                first.getMessage().getHeader(MailboxConstants.SKIP_REASON, "", String.class);
        if (!reason.isEmpty()) {
            return new ItemOutcome.Skipped(reason);
        }
        Optional<String> elsewhere = RouteEnds.elsewhere(first);
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
                    ? new ItemOutcome.Copied(false)
                    : new ItemOutcome.Skipped("left out by the route " + first.getFromRouteId());
        } catch (MailboxException | UncheckedLedgerException e) {
            return failure(e);
        }
    }

    private ItemOutcome failure(Exception reason) {
        // the ledger's own come wrapped from the idempotent consumer
        MailboxException known =
                reason == null ? null : ObjectHelper.getException(MailboxException.class, reason);
        if (known != null && known.scope() != Scope.MESSAGE) {
            return new ItemOutcome.Stopped(known);
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

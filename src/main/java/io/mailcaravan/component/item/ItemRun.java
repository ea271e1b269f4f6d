package io.mailcaravan.component.item;

import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.UncheckedLedgerException;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.pass.Arrival;
import io.mailcaravan.pass.ItemOutcome;
import io.mailcaravan.pass.PassItem;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * One item on its way through the route, in one exchange or, behind a wire tap or a queue, in
 * several: which legs it has reached, and what became of it there. It is over when the last of its
 * exchanges is; until then its content stays readable.
 */
public final class ItemRun {

    /** Exchange property, which copies of the exchange share. */
    static final String PROPERTY = "CamelMailboxItemRun";

    private final PassItem item;
    private final Ledger ledger;
    private final ItemRoute route;
    private final Logins logins;
    private final Consumer<Map<Leg, ItemOutcome>> done;

    // Thousands of items are under way at once, and most of them need none of these.
    private Map<Leg, ItemOutcome> reached = Map.of();
    private Map<Leg, Exception> refused = Map.of();
    private Map<Leg, Endpoint> taken = Map.of();
    private Set<String> outside = Set.of();
    private Map<Leg, Integer> cuts = Map.of();
    private Map<Leg, Map<FolderPath, String>> lacking = Map.of();
    private Set<String> riders = Set.of();
    private Set<Leg> before = Set.of();
    private List<Optional<Exception>> failures = List.of();

    private int open = 1;
    private volatile boolean over;
    private volatile MailboxException interrupted;
    private volatile String deadLetter = "";
    private volatile String skipReason = "";
    private volatile Exchange first;

    /**
     * @param route that it goes through
     * @param logins to the mailboxes that it comes to
     */
    public ItemRun(
            PassItem item,
            Ledger ledger,
            ItemRoute route,
            Logins logins,
            Consumer<Map<Leg, ItemOutcome>> done) {
        this.item = item;
        this.ledger = ledger;
        this.route = route;
        this.logins = logins;
        this.done = done;
    }

    /** How mailboxes are signed in to that items of a route come to. */
    @FunctionalInterface
    public interface Logins {

        /**
         * @throws MailboxException when it is no destination, since the route reads it
         */
        Login of(Leg leg, MailboxStore store) throws MailboxException;
    }

    /** What of its route it has to know. */
    public ItemRoute route() {
        return route;
    }

    /** The run that the exchange belongs to; empty where it comes from no mailbox. */
    public static Optional<ItemRun> of(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(PROPERTY, ItemRun.class));
    }

    public PassItem item() {
        return item;
    }

    /** A copy of the exchange goes a way of its own; it is waited for. */
    void enter(Exchange copy) {
        if (ride(copy.getExchangeId())) {
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

    private synchronized boolean ride(String exchange) {
        if (riders.contains(exchange)) {
            return false;
        }
        riders = with(riders, exchange);
        open++;
        return true;
    }

    private static <T> Set<T> with(Set<T> some, T one) {
        Set<T> more = new LinkedHashSet<>(some);
        more.add(one);
        return more;
    }

    private static <K, V> Map<K, V> with(Map<K, V> some, K key, V value) {
        if (some.isEmpty()) {
            return Map.of(key, value);
        }
        Map<K, V> more = new LinkedHashMap<>(some);
        more.put(key, value);
        return more;
    }

    private static <K, V> Map<K, V> without(Map<K, V> some, K key) {
        if (!some.containsKey(key)) {
            return some;
        }
        Map<K, V> fewer = new LinkedHashMap<>(some);
        fewer.remove(key);
        return fewer;
    }

    /** The exchange that the pass has made is through. */
    public void through(Exchange exchange) {
        first = exchange;
        leave(exchange);
    }

    /** One of its exchanges was sent there, and arrived. */
    void sent(String uri) {
        String endpoint = EndpointUris.withoutOptions(uri);
        if (route.outside().contains(endpoint)) {
            synchronized (this) {
                outside = with(outside, endpoint);
            }
        }
    }

    /** One of its exchanges did not get through, or only by handling why. */
    public void failed(Exchange exchange) {
        Exception reason = exchange.getException();
        if (reason == null) {
            reason = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        }
        Optional<Exception> failure = Optional.ofNullable(reason);
        synchronized (this) {
            failures = Stream.concat(failures.stream(), Stream.of(failure)).toList();
        }
    }

    private void leave(Exchange exchange) {
        deadLetter = header(exchange, MailboxConstants.DEAD_LETTER, deadLetter);
        skipReason = header(exchange, MailboxConstants.SKIP_REASON, skipReason);
        if (exchange.getException() != null || ExchangeHelper.isFailureHandled(exchange)) {
            failed(exchange);
        }
        if (isLast()) {
            done.accept(outcomes());
        }
    }

    private synchronized boolean isLast() {
        open--;
        return open == 0 && end();
    }

    /** False when it was over before. */
    private synchronized boolean end() {
        boolean ends = !over;
        over = true;
        return ends;
    }

    private static String header(Exchange exchange, String name, String otherwise) {
        String value = exchange.getMessage().getHeader(name, "", String.class);
        return value.isEmpty() ? otherwise : value;
    }

    /** Whether the pass has what became of it; nothing can be added to that. */
    public boolean isOver() {
        return over;
    }

    /**
     * Nobody waits any longer for the exchanges that are still on their way, in a queue that nobody
     * reads for example; what they have not reached comes again with the next pass.
     */
    void giveUp(MailboxException reason) {
        if (end()) {
            interrupted = reason;
            done.accept(outcomes());
        }
    }

    /**
     * Whether the endpoint may take it there; false where another one, with other options, has done
     * so, which the ledger could not tell apart.
     */
    public synchronized boolean take(Leg leg, Endpoint endpoint) {
        Endpoint other = taken.get(leg);
        if (other == null) {
            taken = with(taken, leg, endpoint);
        }
        return other == null || other == endpoint;
    }

    /**
     * How the mailbox is signed in to that the leg leads to.
     *
     * @throws MailboxException when it is no destination, since the route reads it
     */
    public Login login(Leg leg, MailboxStore store) throws MailboxException {
        return logins.of(leg, store);
    }

    /** The leg has had the item since before. */
    public synchronized void had(Leg leg) {
        before = with(before, leg);
    }

    public synchronized void arrived(Leg leg, Arrival how) {
        refused = without(refused, leg);
        reached =
                with(
                        reached,
                        leg,
                        new ItemOutcome.Copied(how, lacking.getOrDefault(leg, Map.of())));
    }

    /** It cannot lie in these further folders there, for these reasons; said anew with each try. */
    public synchronized void places(Leg leg, Map<FolderPath, String> cannotBe) {
        lacking = cannotBe.isEmpty() ? without(lacking, leg) : with(lacking, leg, cannotBe);
    }

    /** It does not lie in these either. */
    public synchronized void lacks(Leg leg, Map<FolderPath, String> places) {
        Map<FolderPath, String> all = new HashMap<>(lacking.getOrDefault(leg, Map.of()));
        all.putAll(places);
        lacking = with(lacking, leg, Map.copyOf(all));
    }

    /** It may be tried again. */
    public synchronized void refused(Leg leg, Exception reason) {
        taken = without(taken, leg);
        refused = with(refused, leg, reason);
    }

    /** The connection was lost while it was being appended there. */
    public synchronized void cut(Leg leg) {
        cuts = with(cuts, leg, cuts(leg) + 1);
    }

    /** How often that was so. */
    public synchronized int cuts(Leg leg) {
        return cuts.getOrDefault(leg, 0);
    }

    public void interrupted(MailboxException reason) {
        interrupted = reason;
    }

    private Map<Leg, ItemOutcome> outcomes() {
        Map<Leg, ItemOutcome> outcomes;
        boolean anywhere;
        synchronized (this) {
            outcomes = new LinkedHashMap<>(reached);
            refused.forEach((leg, reason) -> outcomes.putIfAbsent(leg, failure(reason)));
            anywhere = !outcomes.isEmpty() || !before.isEmpty();
        }
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
            outcomes.put(Leg.OTHER, failure(firstFailure()));
        } else if (!hasFailed() && !outcomes.containsKey(Leg.OTHER)) {
            try {
                ledger.gotThrough(item.key(), Leg.OTHER);
            } catch (MailboxException | UncheckedLedgerException e) {
                outcomes.put(Leg.OTHER, failure(e));
            }
        }
    }

    private synchronized Exception firstFailure() {
        return failures.get(0).orElse(null);
    }

    /** A step that handles an exception may say that the item is not wanted. */
    private synchronized boolean hasFailed() {
        boolean handled = first.getException() == null && deadLetter.isEmpty();
        return !failures.isEmpty() && !(handled && !skipReason.isEmpty());
    }

    private ItemOutcome unreached(Leg leg) {
        if (interrupted != null) {
            return new ItemOutcome.Stopped(interrupted);
        }
        if (hasFailed()) {
            return failure(firstFailure());
        }
        if (!skipReason.isEmpty()) {
            return new ItemOutcome.Skipped(skipReason);
        }
        Optional<String> elsewhere = elsewhere(first).or(this::firstOutside);
        if (leg.equals(Leg.OTHER)) {
            return otherEnd(elsewhere);
        }
        return new ItemOutcome.Skipped(
                elsewhere
                        .map(uri -> "sent to " + uri + " by the route " + first.getFromRouteId())
                        .orElse("left out by the route " + first.getFromRouteId()));
    }

    /**
     * The endpoint outside of the routes that the exchange was sent to last; empty for none.
     *
     * @return its URI without options
     */
    private static Optional<String> elsewhere(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(Exchange.TO_ENDPOINT, String.class))
                .filter(uri -> !EndpointUris.isInside(uri))
                .filter(uri -> !EndpointUris.scheme(uri).equals("mailbox"))
                .map(EndpointUris::withoutOptions);
    }

    private synchronized Optional<String> firstOutside() {
        return outside.stream().sorted().findFirst();
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
        } else if (reason instanceof MailboxException mail) {
            text = mail.explanation();
        } else {
            text = reason.getClass().getSimpleName() + ": " + reason.getMessage();
        }
        return new ItemOutcome.Failed(text, deadLetter);
    }
}

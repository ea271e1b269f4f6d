package io.mailcaravan.report;

import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.MailboxName;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Times each question over a large ledger and prints it; asserts nothing, since machines differ.
 *
 * <pre>
 * mvn verify -DskipITs=false -Dit.test=ReportScaleIT -Dtest=none
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dcaravan.report.items=50000000
 * </pre>
 *
 * <p>With {@code -Dcaravan.report.folder=FOLDER} the ledger is kept there and used again. Cold
 * means a connection of its own, and pages of the file that the kernel was asked to forget where
 * {@code -Dcaravan.report.forget=COMMAND} does so.
 */
@EnabledIfSystemProperty(named = "caravan.report.items", matches = "\\d+")
class ReportScaleIT {

    private static final int SIZE = 50;
    private static final int TIMES = 6;

    @TempDir Path temporary;

    @Test
    void eachQuestionIsTimed() throws Exception {
        String kept = System.getProperty("caravan.report.folder", "");
        Path state = kept.isEmpty() ? temporary : Path.of(kept);
        if (!Files.exists(state.resolve("ledger.db"))) {
            new LargeLedger(
                            Integer.getInteger("caravan.report.mailboxes", 10_000),
                            Long.getLong("caravan.report.items"))
                    .in(state);
        }
        print("%,d bytes", Files.size(state.resolve("ledger.db")));
        for (MailboxOrder order : MailboxOrder.values()) {
            MailboxQuery query = MailboxQuery.of(LargeLedger.ROUTE, SIZE).by(order);
            time(state, "mailboxes by " + order, ledger -> page(ledger, query));
            time(state, "mailboxes by " + order + ", 10th page", ledger -> deep(ledger, query));
        }
        for (MailboxState one : MailboxState.values()) {
            MailboxQuery query = MailboxQuery.of(LargeLedger.ROUTE, SIZE).in(Set.of(one));
            time(state, "mailboxes that are " + one, ledger -> page(ledger, query));
        }
        MailboxQuery worst =
                MailboxQuery.of(LargeLedger.ROUTE, SIZE)
                        .by(MailboxOrder.BYTES)
                        .in(EnumSet.complementOf(EnumSet.of(MailboxState.COMPLETE)));
        time(state, "mailboxes not complete, by BYTES", ledger -> page(ledger, worst));
        time(state, "totals of the route", ledger -> ledger.totals(LargeLedger.ROUTE));
        time(state, "failures by reason", ledger -> ledger.failures(LargeLedger.ROUTE));
        MailboxName largest = largest(state);
        time(
                state,
                "folders of the largest mailbox",
                ledger -> ledger.folders(LargeLedger.ROUTE, largest.store(), largest.mailbox()));
        time(state, "its failures by reason", ledger -> ledger.failures(largest));
        for (ItemState one : List.of(ItemState.COPIED, ItemState.SKIPPED, ItemState.FAILED)) {
            ItemQuery query = ItemQuery.of(largest, Set.of(one), SIZE);
            time(state, "its items that are " + one, ledger -> ledger.items(query));
            time(state, "the same, 10th page", ledger -> deepItems(ledger, query));
            time(
                    state,
                    "its items that are " + one + " for no reason that there is",
                    ledger -> ledger.items(query.because("nothing of the kind")));
        }
        time(state, "all mailboxes", ledger -> ledger.mailboxes(LargeLedger.ROUTE));
    }

    private static MailboxName largest(Path state) throws Exception {
        try (LedgerReport ledger = LedgerReport.open(state)) {
            return page(ledger, MailboxQuery.of(LargeLedger.ROUTE, 1).by(MailboxOrder.BYTES))
                    .rows()
                    .get(0)
                    .name();
        }
    }

    private static Page<MailboxSummary, MailboxQuery> page(LedgerReport ledger, MailboxQuery query)
            throws Exception {
        return ledger.mailboxes(query, file -> true);
    }

    private static MailboxQuery tenth;
    private static ItemQuery tenthItems;

    /** Goes there the first time, and asks for that page alone from then on. */
    private static Object deep(LedgerReport ledger, MailboxQuery query) throws Exception {
        if (tenth == null) {
            tenth = query;
            for (int i = 0; i < 9; i++) {
                tenth = page(ledger, tenth).next().orElse(query);
            }
        }
        return page(ledger, tenth);
    }

    private static Object deepItems(LedgerReport ledger, ItemQuery query) throws Exception {
        if (tenthItems == null) {
            tenthItems = query;
            for (int i = 0; i < 9; i++) {
                tenthItems = ledger.items(tenthItems).next().orElse(query);
            }
        }
        return ledger.items(tenthItems);
    }

    /** A question. */
    @FunctionalInterface
    private interface Question {
        Object ask(LedgerReport ledger) throws Exception;
    }

    private static void time(Path state, String what, Question question) throws Exception {
        tenth = null;
        tenthItems = null;
        double[] cold = {Double.MAX_VALUE, Double.MAX_VALUE};
        double[] warm = {Double.MAX_VALUE, Double.MAX_VALUE};
        for (int i = 0; i < TIMES; i++) {
            forget();
            try (LedgerReport ledger = LedgerReport.open(state)) {
                Callable<Object> asked = () -> question.ask(ledger);
                if (i == 0) {
                    asked.call(); // goes to the tenth page, and warms the JVM
                } else {
                    keepLess(cold, measure(asked));
                    keepLess(warm, measure(asked));
                }
            }
        }
        print(
                "%-55s cold %6.1f ms (CPU %6.1f), warm %6.1f ms (CPU %6.1f)",
                what, cold[0], cold[1], warm[0], warm[1]);
    }

    private static double[] measure(Callable<Object> asked) throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        asked.call();
        return new double[] {
            (System.nanoTime() - start) / 1e6, (threads.getCurrentThreadCpuTime() - cpu) / 1e6
        };
    }

    private static void keepLess(double[] least, double[] now) {
        least[0] = Math.min(least[0], now[0]);
        least[1] = Math.min(least[1], now[1]);
    }

    private static void forget() throws Exception {
        Optional<String> command = Optional.ofNullable(System.getProperty("caravan.report.forget"));
        if (command.isPresent()) {
            new ProcessBuilder("sh", "-c", command.get()).inheritIO().start().waitFor();
        }
    }

    @SuppressWarnings("SystemOut")
    private static void print(String format, Object... values) {
        System.out.printf(format + "%n", values);
    }
}

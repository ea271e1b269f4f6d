package io.mailcaravan.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.MailboxName;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.ledger.sql.LedgerDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteDataSource;

class ReportPagesTest {

    private static final LargeLedger LEDGER = new LargeLedger(120, 5_000);

    @TempDir Path state;

    private final StatementCounter statements = new StatementCounter();
    private LedgerReport report;

    @BeforeEach
    void fill() throws Exception {
        LEDGER.in(state);
        report = open(state);
    }

    private LedgerReport open(Path folder) throws Exception {
        SQLiteDataSource real = new SQLiteDataSource();
        real.setUrl("jdbc:sqlite:" + folder.resolve("ledger.db"));
        return LedgerReport.open(
                folder, LedgerDatabase.sqlite(folder.resolve("ledger.db"), statements.over(real)));
    }

    @AfterEach
    void close() {
        report.close();
    }

    private List<MailboxSummary> pages(MailboxQuery first) throws Exception {
        List<MailboxSummary> all = new ArrayList<>();
        Optional<MailboxQuery> next = Optional.of(first);
        while (next.isPresent()) {
            Page<MailboxSummary, MailboxQuery> page = report.mailboxes(next.get(), file -> false);
            assertThat(page.rows().size()).isBetween(1, first.size());
            all.addAll(page.rows());
            next = page.next();
        }
        return all;
    }

    private static Comparator<MailboxSummary> comparator(MailboxOrder order) {
        return switch (order) {
            case NAME -> Comparator.comparing(MailboxSummary::mailbox);
            case FAILED -> Comparator.comparingLong(one -> -one.totals().failed());
            case BYTES -> Comparator.comparingLong(one -> -one.totals().copiedBytes());
            case LAST_PASS ->
                    Comparator.comparingLong(
                            one -> -one.lastPass().orElseThrow().started().getEpochSecond());
        };
    }

    @ParameterizedTest
    @EnumSource
    void pagesShouldHaveEachMailboxOnceInOrder(MailboxOrder order) throws Exception {
        List<MailboxSummary> all = new ArrayList<>(report.mailboxes(LargeLedger.ROUTE));
        all.sort(comparator(order).thenComparing(MailboxSummary::mailbox));

        assertThat(all).hasSizeGreaterThan(100);
        assertThat(pages(MailboxQuery.of(LargeLedger.ROUTE, 7).by(order))).isEqualTo(all);
    }

    @ParameterizedTest
    @EnumSource
    void mailboxesOfOtherStatesShouldBeLeftOut(MailboxState state) throws Exception {
        List<MailboxSummary> wanted =
                report.mailboxes(LargeLedger.ROUTE).stream()
                        .filter(one -> MailboxState.of(one) == state)
                        .toList();

        assertThat(wanted).isNotEmpty();
        assertThat(pages(MailboxQuery.of(LargeLedger.ROUTE, 3).in(Set.of(state))))
                .isEqualTo(wanted);
    }

    @Test
    void deadLettersThatAreLeftShouldMakeAMailboxIncomplete() throws Exception {
        MailboxSummary whole =
                report.mailboxes(LargeLedger.ROUTE).stream()
                        .filter(one -> MailboxState.of(one) == MailboxState.COMPLETE)
                        .findFirst()
                        .orElseThrow();
        LargeLedger.change(
                state,
                "INSERT INTO left_letter SELECT f.id, 'left.eml' FROM folder f JOIN leg l ON l.id ="
                        + " f.leg_id WHERE f.path = 'INBOX' AND l.mailbox_id = "
                        + whole.id());
        MailboxQuery query =
                MailboxQuery.of(LargeLedger.ROUTE, 500).in(Set.of(MailboxState.INCOMPLETE));

        assertThat(report.mailboxes(query, "left.eml"::equals).rows()).contains(whole);
        assertThat(report.mailboxes(query, file -> false).rows()).doesNotContain(whole);
    }

    @Test
    void totalsShouldBeThoseOfAllMailboxes() throws Exception {
        assertThat(report.totals(LargeLedger.ROUTE))
                .isEqualTo(
                        report.mailboxes(LargeLedger.ROUTE).stream()
                                .map(MailboxSummary::totals)
                                .reduce(Totals.NONE, Totals::plus));
        assertThat(report.totals(LargeLedger.ROUTE).pending()).isPositive();
    }

    @Test
    void totalsOfAMailboxShouldBeThoseOfItsFolders() throws Exception {
        List<MailboxSummary> all = report.mailboxes(LargeLedger.ROUTE);
        Map<MailboxName, List<FolderReport>> folders = report.folders(all);
        for (MailboxSummary mailbox : all) {
            assertThat(mailbox.totals())
                    .isEqualTo(
                            folders.get(mailbox.name()).stream()
                                    .map(FolderReport::totals)
                                    .reduce(Totals.NONE, Totals::plus));
        }
        assertThat(all).anyMatch(mailbox -> mailbox.totals().pending() > 0);
    }

    private List<ReportItem> items(ItemQuery first) throws Exception {
        List<ReportItem> all = new ArrayList<>();
        Optional<ItemQuery> next = Optional.of(first);
        while (next.isPresent()) {
            Page<ReportItem, ItemQuery> page = report.items(next.get());
            assertThat(page.rows().size()).isLessThanOrEqualTo(first.size());
            all.addAll(page.rows());
            next = page.next();
        }
        return all;
    }

    @Test
    void pagesShouldHaveEachItemOnceInOrder() throws Exception {
        for (Set<ItemState> states :
                List.of(
                        Set.of(ItemState.FAILED),
                        Set.of(ItemState.SKIPPED),
                        Set.of(ItemState.PENDING),
                        EnumSet.allOf(ItemState.class))) {
            List<ReportItem> all = new ArrayList<>();
            report.items(LargeLedger.ROUTE, states, all::add);
            List<ReportItem> paged = new ArrayList<>();
            for (MailboxSummary mailbox : report.mailboxes(LargeLedger.ROUTE)) {
                paged.addAll(items(ItemQuery.of(mailbox.name(), states, 30)));
            }
            assertThat(all).isNotEmpty();
            assertThat(paged).isEqualTo(all);
        }
    }

    @Test
    void failuresShouldBeCountedByReasonAndFoundByIt() throws Exception {
        List<ReasonCount> reasons = report.failures(LargeLedger.ROUTE);

        assertThat(reasons).isNotEmpty();
        assertThat(reasons.stream().mapToLong(ReasonCount::items).sum())
                .isEqualTo(report.totals(LargeLedger.ROUTE).failed());
        long found = 0;
        for (MailboxSummary mailbox : report.mailboxes(LargeLedger.ROUTE)) {
            for (ReasonCount reason : report.failures(mailbox.name())) {
                int items =
                        items(
                                        ItemQuery.of(mailbox.name(), Set.of(ItemState.FAILED), 2)
                                                .because(reason.kind()))
                                .size();
                assertThat(items).isEqualTo((int) reason.items());
                found += items;
            }
        }
        assertThat(found).isEqualTo(report.totals(LargeLedger.ROUTE).failed());
    }

    /** All questions that are asked of a route as a whole. */
    private List<Integer> counts(LedgerReport of) throws Exception {
        List<Integer> counts = new ArrayList<>();
        statements.takeCount();
        of.mailboxes(LargeLedger.ROUTE);
        counts.add(statements.takeCount());
        for (MailboxOrder order : MailboxOrder.values()) {
            for (Set<MailboxState> states :
                    List.of(EnumSet.allOf(MailboxState.class), Set.of(MailboxState.COMPLETE))) {
                of.mailboxes(
                        MailboxQuery.of(LargeLedger.ROUTE, 20).by(order).in(states), file -> false);
                counts.add(statements.takeCount());
            }
        }
        of.totals(LargeLedger.ROUTE);
        counts.add(statements.takeCount());
        of.failures(LargeLedger.ROUTE);
        counts.add(statements.takeCount());
        of.left(LargeLedger.ROUTE);
        counts.add(statements.takeCount());
        of.folders(of.mailboxes(LargeLedger.ROUTE));
        counts.add(statements.takeCount());
        return counts;
    }

    @Test
    void statementsShouldNotGrowInNumberWithTheMailboxes(@TempDir Path small, @TempDir Path large)
            throws Exception {
        LEDGER.in(small);
        new LargeLedger(1_200, 50_000).in(large);
        for (Path folder : List.of(small, large)) {
            // one statement more tells of items that are on their way
            LargeLedger.change(folder, "DELETE FROM batch");
        }
        try (LedgerReport few = open(small);
                LedgerReport many = open(large)) {
            assertThat(counts(many)).isEqualTo(counts(few)).allMatch(count -> count < 20);
        }
    }
}

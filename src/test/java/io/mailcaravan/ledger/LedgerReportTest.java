package io.mailcaravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.report.MailboxSummary;
import io.mailcaravan.report.ReportItem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerReportTest extends LedgerTestCase {

    private List<ReportItem> items(LedgerReport report, Set<ItemState> states) throws Exception {
        List<ReportItem> all = new ArrayList<>();
        report.items("acme", states, all::add);
        return all;
    }

    @Test
    void itemsShouldComeInOrderWithAllThatIsKnown() throws Exception {
        copy(1, 3);
        folder.skip(heads(2), "rule");
        folder.fail(head(4), "NO", "4.eml");
        ledger.begin(DESTINATION, FENCE, batch(5));
        sole(mailbox).folder(FolderPath.INBOX, new UidValidity(1)).skip(heads(9), "rule");

        List<ReportItem> all = items(LedgerReport.of(ledger), EnumSet.allOf(ItemState.class));

        assertThat(all)
                .extracting(item -> item.key().uid().value())
                .containsExactly(9L, 1L, 2L, 3L, 4L, 5L);
        assertThat(all)
                .extracting(item -> item.entry().state())
                .containsExactly(
                        ItemState.SKIPPED,
                        ItemState.COPIED,
                        ItemState.SKIPPED,
                        ItemState.COPIED,
                        ItemState.FAILED,
                        ItemState.PENDING);
        assertThat(all.get(1).key()).isEqualTo(folder.key(new Uid(1)));
        assertThat(all.get(1).destination()).contains(DESTINATION);
        assertThat(all.get(1).entry().destinationUid()).contains(new Uid(1001));
        assertThat(all.get(2).destination()).isEmpty();
        assertThat(all.get(4).deadLetter()).isEqualTo("4.eml");
    }

    @Test
    void statesShouldFilter() throws Exception {
        copy(1);
        folder.skip(heads(2), "rule");
        folder.fail(head(3), "NO", "3.eml");
        ledger.begin(DESTINATION, FENCE, batch(4));
        LedgerReport report = LedgerReport.of(ledger);
        for (ItemState state : ItemState.values()) {
            assertThat(items(report, Set.of(state)))
                    .singleElement()
                    .satisfies(item -> assertThat(item.entry().state()).isEqualTo(state));
        }
        List<String> files = new ArrayList<>();
        report.failed("acme", item -> files.add(item.deadLetter()));
        assertThat(files).containsExactly("3.eml");
    }

    @Test
    void manyItemsShouldComeOnceEach() throws Exception {
        copy(LongStream.rangeClosed(1, 4000).toArray());
        assertThat(items(LedgerReport.of(ledger), Set.of(ItemState.COPIED)))
                .extracting(item -> item.key().uid().value())
                .isEqualTo(LongStream.rangeClosed(1, 4000).boxed().toList());
    }

    @Test
    void supersededUidValidityShouldNotBeReported() throws Exception {
        copy(1);
        sole(mailbox).folder(folder.path(), new UidValidity(2)).skip(heads(7), "rule");
        assertThat(items(LedgerReport.of(ledger), EnumSet.allOf(ItemState.class)))
                .extracting(item -> item.key().uid().value())
                .containsExactly(7L);
    }

    @Test
    void mailboxesShouldHaveTotalsAndTheLastPass() throws Exception {
        long first = mailbox.startPass("initial");
        copy(1, 2);
        Totals totals = new Totals(2, 0, 0, 0, 2000);
        mailbox.finishPass(first, "", totals);
        long second = mailbox.startPass("delta");
        openMailbox(ledger, "acme", "bob", "bob");
        openMailbox(ledger, "beta", "bob", "bob");

        LedgerReport report = LedgerReport.of(ledger);

        assertThat(report.routes()).containsExactly("acme", "beta");
        List<MailboxSummary> mailboxes = report.mailboxes("acme");
        assertThat(mailboxes)
                .extracting(MailboxSummary::mailbox)
                .containsExactly("alice@acme.example", "bob");
        MailboxSummary alice = mailboxes.get(0);
        assertThat(alice.destinationMailbox()).isEqualTo("alice@new.example");
        assertThat(alice.totals()).isEqualTo(totals);
        assertThat(alice.lastPass().orElseThrow().id()).isEqualTo(second);
        assertThat(alice.lastPass().orElseThrow().finished()).isEmpty();
        assertThat(mailboxes.get(1).lastPass()).isEmpty();
        assertThat(report.passes("acme"))
                .extracting(PassRecord::kind)
                .containsExactly("initial", "delta");
        assertThat(report.passes("acme").get(0).totals()).isEqualTo(totals);
        assertThat(report.passes("acme").get(0).finished()).isPresent();
    }

    @Test
    void reportShouldBeReadableWhileAnotherHoldsTheFolder() throws Exception {
        copy(1);
        try (LedgerReport report = LedgerReport.open(state, database())) {
            assertThat(report.mailboxes("acme").get(0).totals().copied()).isEqualTo(1);
            copy(2);
            assertThat(report.mailboxes("acme").get(0).totals().copied()).isEqualTo(2);
        }
    }

    @Test
    void reportWithoutALedgerShouldSaySo(@TempDir Path empty) {
        assertThatThrownBy(() -> LedgerReport.open(empty))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no ledger in it");
    }
}

package io.mailcaravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Numbering.NumberedFolder;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.report.FolderProblem;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.report.MailboxSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Forgetting and renaming, wherever the ledger is. */
class LedgerResetTest extends LedgerTestCase {

    private static final String ALICE = "alice@acme.example";

    @Test
    void resetShouldForgetTheFolderAndNothingElse() throws Exception {
        LedgerFolder inbox = sole(mailbox).folder(FolderPath.INBOX, new UidValidity(1));
        inbox.skip(heads(9), "rule");
        copy(1, 2);
        folder.fail(head(3), "NO", "3.eml");
        ledger.begin(DESTINATION, FENCE, batch(4));

        var found = ledger.reset().run("acme", ALICE, Optional.of(folder.path()));

        assertThat(found)
                .singleElement()
                .extracting(LedgerReset.Forgotten::totals)
                .isEqualTo(new Totals(2, 0, 1, 1, 2000));
        MailboxSummary now = LedgerReport.of(ledger).mailboxes("acme").get(0);
        assertThat(now.totals()).isEqualTo(new Totals(0, 1, 0, 0, 0));
        assertThat(now.problems()).extracting(FolderProblem::folder).containsExactly(folder.path());
        open(ledger);
        assertThat(folder.looksFirst()).isTrue();
        assertThat(folder.entries(UidRange.ALL)).isEmpty();
        assertThat(ledger.pending(DESTINATION)).isEmpty();
        assertThat(
                        ledger.knownDestinationUids(DESTINATION, DESTINATION_VALIDITY, UidRange.ALL)
                                .contains(new Uid(1001)))
                .isFalse();
    }

    @Test
    void passThatStillRunsShouldLoseItsRightToWrite() throws Exception {
        copy(1);
        ledger.reset().run("acme", ALICE, Optional.empty());
        assertThatThrownBy(() -> copy(2))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("took over");
    }

    @Test
    void lookShouldChangeNothing() throws Exception {
        copy(1);
        assertThat(ledger.reset().look("acme", ALICE, Optional.empty())).hasSize(1);
        copy(2);
        assertThat(LedgerReport.of(ledger).mailboxes("acme").get(0).totals().copied()).isEqualTo(2);
    }

    @Test
    void renamedStoreShouldKeepItsNumbers() throws Exception {
        copy(1);
        NumberedFolder folder = new NumberedFolder("acme-old", "anna", "Mb3d4");
        NumberedFolder renamed = new NumberedFolder("older", "anna", "Mb3d4");
        Map<String, Uid> numbers = ledger.numbering().number(folder, List.of("a", "b"));
        ledger.numbering().number(renamed, List.of("b"));
        ledger.rename().store("acme-old", "older");
        assertThat(ledger.numbering().number(renamed, List.of("a", "b"))).isEqualTo(numbers);
    }

    @Test
    void renamedRouteStoreAndMailboxShouldKeepWhatIsKnown() throws Exception {
        copy(1, 2);
        assertThat(ledger.rename().route("acme", "acme-2")).isEqualTo(1);
        assertThat(ledger.rename().store("acme-old", "older")).isEqualTo(1);
        assertThat(ledger.rename().store("acme-new", "newer")).isPositive();
        assertThat(ledger.rename().mailbox("acme-2", ALICE, "Alice@ACME.example")).isEqualTo(1);
        MailboxSummary now = LedgerReport.of(ledger).mailboxes("acme-2").get(0);
        assertThat(now.store()).isEqualTo("older");
        assertThat(now.mailbox()).isEqualTo("Alice@ACME.example");
        assertThat(now.legs().keySet()).containsExactly(new Leg("newer", "alice@new.example"));
        assertThat(now.totals().copied()).isEqualTo(2);
        DestinationFolder there =
                new DestinationFolder("newer", DESTINATION.mailbox(), DESTINATION.folder());
        assertThat(
                        ledger.knownDestinationUids(there, DESTINATION_VALIDITY, UidRange.ALL)
                                .contains(new Uid(1001)))
                .isTrue();
        assertThat(LedgerReport.of(ledger).routes()).containsExactly("acme-2");
    }

    @Test
    void nameThatIsTakenOrUnknownShouldBeRefused() throws Exception {
        openMailbox(ledger, "beta", "bob", "bob");
        openMailbox(ledger, "acme", "bob", "bob");
        assertThatThrownBy(() -> ledger.rename().route("acme", "beta"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("knows something of that name already");
        assertThatThrownBy(() -> ledger.rename().store("acme-old", "acme-new"))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> ledger.rename().mailbox("acme", ALICE, "bob"))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> ledger.rename().route("acne", "new"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nothing of it is in the ledger");
        assertThat(LedgerReport.of(ledger).routes()).containsExactly("acme", "beta");
    }
}

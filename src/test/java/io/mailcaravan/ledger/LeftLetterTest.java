package io.mailcaravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.report.LedgerReport;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever takes a failure out of the ledger, the name of its file is kept. */
class LeftLetterTest extends LedgerTestCase {

    private static final String ALICE = "alice@acme.example";

    @BeforeEach
    void fail() throws Exception {
        folder.fail(head(3), "NO", "3.eml");
        folder.fail(head(4), "NO", "");
        assertThat(left()).isEmpty();
    }

    @Test
    void putBackFolderShouldLeaveIt() throws Exception {
        mailbox.wentBack(folder.path(), folder.uidValidity(), new Uid(4));
        assertThat(left()).containsExactly("3.eml");
    }

    @Test
    void itemsAboveShouldStayFailedWhereAFolderIsPutBack() throws Exception {
        mailbox.wentBack(folder.path(), folder.uidValidity(), new Uid(3));
        assertThat(left()).isEmpty();
    }

    @Test
    void resetShouldLeaveIt() throws Exception {
        ledger.reset().run("acme", ALICE, Optional.empty());
        assertThat(left()).containsExactly("3.eml");
    }

    @Test
    void ruleShouldLeaveIt() throws Exception {
        folder.skip(heads(3, 4), "rule");
        assertThat(left()).containsExactly("3.eml");
    }

    @Test
    void itemThatIsForgottenOrDeletedShouldLeaveIt() throws Exception {
        folder.fail(head(5), "NO", "5.eml");
        folder.forget(List.of(new Uid(3)));
        folder.deleted(List.of(new Uid(5)));
        assertThat(left()).containsExactly("3.eml", "5.eml");
    }

    @Test
    void anotherFileOfTheItemShouldLeaveTheFirst() throws Exception {
        folder.fail(head(3), "NO", "3.eml");
        assertThat(left()).isEmpty();
        folder.fail(head(3), "NO", "3-2.eml");
        assertThat(left()).containsExactly("3.eml");
    }

    @Test
    void formerLifeAndLegThatIsNotInUseShouldLeaveIt() throws Exception {
        sole(mailbox).folder(folder.path(), new UidValidity(2));
        assertThat(left()).containsExactly("3.eml");
        ledger.open(
                "acme", "acme-old", ALICE, "other", List.of(new Leg("acme-new", "other")), false);
        assertThat(left()).containsExactly("3.eml");
    }

    @Test
    void fileThatAFailureNamesAgainShouldNotBeLeft() throws Exception {
        folder.skip(heads(3), "rule");
        folder.fail(head(3), "NO", "3.eml");
        assertThat(left()).isEmpty();
    }

    @Test
    void namesShouldFollowTheRouteAndEndWithTheFile() throws Exception {
        folder.skip(heads(3), "rule");
        ledger.rename().route("acme", "acme-2");
        assertThat(left("acme-2")).containsExactly("3.eml");
        ledger.forgetLeft("acme-2", "acme-old", ALICE, file -> false);
        assertThat(left("acme-2")).containsExactly("3.eml");
        ledger.forgetLeft("acme-2", "acme-old", ALICE, file -> file.equals("3.eml"));
        assertThat(left("acme-2")).isEmpty();
    }

    /** Nor is it found where that batch has put the former message. */
    @Test
    void itemWhoseUidWasGivenAgainShouldHaveNothingOfTheFormer() throws Exception {
        folder.retry(new Uid(3));
        ledger.begin(DESTINATION, FENCE, batch(3, 6));
        folder.givenAgain(head(3));
        assertThat(left()).containsExactly("3.eml");
        assertThat(stateOf(3)).isEqualTo(ItemState.FAILED);
        assertThat(ledger.pending(DESTINATION))
                .singleElement()
                .extracting(PendingBatch::items)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.ITERABLE)
                .containsExactly(folder.key(new Uid(6)));
    }

    @Test
    void fileShouldBeNobodysOnceAllLegsHaveLetItGo() throws Exception {
        Leg other = new Leg("acme-new", "other");
        LedgerFolder there = mailbox.leg(other).folder(folder.path(), folder.uidValidity());
        there.fail(head(3), "NO", "3.eml");
        there.fail(head(4), "NO", "4.eml"); // another's
        folder.skip(heads(3), "as if it had arrived");

        assertThat(mailbox.letGo("3.eml", new Uid(3), List.of(folder))).isFalse();
        there.skip(heads(3), "as if it had arrived");
        assertThat(left()).containsExactly("3.eml");
        assertThat(mailbox.letGo("3.eml", new Uid(3), List.of(there))).isTrue();
        assertThat(left()).containsExactly("3.eml"); // until the file is gone
    }

    @Test
    void fileThatWasLeftOnAnotherLegShouldBeNeeded() throws Exception {
        LedgerFolder there =
                mailbox.leg(new Leg("acme-new", "other"))
                        .folder(folder.path(), folder.uidValidity());
        there.fail(head(3), "NO", "3.eml");
        there.skip(heads(3), "rule");
        assertThat(mailbox.letGo("3.eml", new Uid(3), List.of(folder, there)))
                .as("which is failed still")
                .isFalse();
        folder.skip(heads(3), "as if it had arrived");
        there.fail(head(3), "NO", "3.eml");
        there.skip(heads(3), "rule");
        assertThat(mailbox.letGo("3.eml", new Uid(3), List.of(folder))).isFalse();
        assertThat(mailbox.letGo("3.eml", new Uid(3), List.of(folder, there))).isTrue();
    }

    private List<String> left() throws Exception {
        return left("acme");
    }

    private List<String> left(String route) throws Exception {
        return LedgerReport.of(ledger).left(route, "acme-old", ALICE).stream()
                .map(LeftLetter::file)
                .toList();
    }
}

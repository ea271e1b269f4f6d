package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.deadletter.DeadLetters;
import io.mailcaravan.deadletter.LeftLetters;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.report.FolderProblem;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.report.MailboxSummary;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A dead letter is named until its file is gone, and its bytes are sent for the item they belong to
 * and for no other. The sixth message fails, and is lost at the source then.
 */
class LeftLettersTest {

    private static final Item LOST = Messages.plain("the lost one");

    /** As long as the lost one. */
    private static final Item TWIN =
            Messages.with(
                    Messages.with(
                            Messages.plain("the next one"), Messages.DATE.plus(Duration.ofDays(9))),
                    Flags.parse("\\Flagged"));

    private static final Item LONGER =
            Messages.with(
                    Messages.with(
                            Messages.plain("another message"),
                            Messages.DATE.plus(Duration.ofDays(9))),
                    Flags.parse("\\Flagged"));

    @TempDir Path folder;

    private RouteFixture route;
    private Runnable backup;
    private Path letter;

    @BeforeEach
    void failTheLastOfSix() throws Exception {
        route = new RouteFixture(folder).impatient();
        route.put("INBOX", Messages.varied(5));
        backup = route.source.backUp(RouteFixture.MAILBOX, FolderPath.INBOX);
        route.put("INBOX", LOST);
        refuseTheSixth();
        route.start().pass();
        letter = letters().get(0);
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    // --- named until it is gone -------------------------------------------------------------

    @Test
    void shouldBeNamedAfterTheSourceWasPutBack() throws Exception {
        backup.run();
        assertNamedUntilGone();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldBeNamedAfterAReset(boolean numberedAnew) throws Exception {
        deleteTheSixth();
        route.destination.faults().clear();
        if (numberedAnew) {
            route.source.renumber(RouteFixture.MAILBOX, FolderPath.INBOX);
            route.passOfAlice();
        }
        route.ledger().reset().run("acme", RouteFixture.MAILBOX, Optional.empty());
        assertNamedUntilGone();
    }

    @Test
    void shouldBeNamedAfterARuleHasLeftItsItemOut() throws Exception {
        route.consumer("excludeFolders: INBOX").restart().pass();
        deleteTheSixth();
        route.consumer("maxConcurrentMailboxes: 4").restart();
        route.destination.faults().clear();
        assertNamedUntilGone();
    }

    /** Its leg is not in use any more. */
    @Test
    void shouldBeNamedWhereTheDestinationIsAnotherOne() throws Exception {
        deleteTheSixth();
        MemoryStore newer = new MemoryStore("newer");
        route.around(store -> store, store -> newer).names("acme", "old", "newer").restart();
        assertNamedUntilGone();
    }

    @Test
    void shouldNotBeNamedOnceItHasArrivedAfterAReset() throws Exception {
        route.ledger().reset().run("acme", RouteFixture.MAILBOX, Optional.empty());
        assertThat(route.passOfAlice().counts().failed()).isEqualTo(1);
        assertThat(letters()).containsExactly(letter); // the same bytes, the same file
        assertThat(route.passOfAlice().counts().problems()).isEmpty();
        route.destination.faults().clear();
        assertThat(route.passOfAlice().counts().problems()).isEmpty();
        assertThat(letters()).isEmpty();
        assertSame();
    }

    // --- never overwritten ------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotBeOverwrittenByTheNextItemOfItsUid(boolean retrying) throws Exception {
        if (retrying) { // as a process that died has left it
            Path taken = letter.resolveSibling(letter.getFileName() + ".retrying");
            letter = Files.move(letter, taken);
        }
        route.consumer("retryFailed: false").restart();
        backup.run();
        route.passOfAlice();
        route.put("INBOX", TWIN);
        MailboxResult pass = route.passOfAlice();
        assertThat(pass.counts().failed()).isEqualTo(1);
        assertThat(letters()).hasSize(2);
        assertThat(letter).hasBinaryContent(bytes(LOST));
        assertThat(letters())
                .filteredOn(file -> !file.equals(letter))
                .singleElement()
                .satisfies(file -> assertThat(file).hasBinaryContent(bytes(TWIN)));

        route.destination.faults().clear();
        assertThat(route.retryOfAlice().counts().copied()).isEqualTo(1);
        assertSame();
        assertNamedUntilGone();
    }

    // --- sent for its own item --------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotBeSentForALongerMessageWithItsUid(boolean retry) throws Exception {
        assertNotSentFor(LONGER, retry);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotBeSentForAMessageAsLongWithItsUid(boolean retry) throws Exception {
        assertThat(bytes(TWIN)).hasSameSizeAs(bytes(LOST));
        assertNotSentFor(TWIN, retry);
    }

    private void assertNotSentFor(Item next, boolean retry) throws Exception {
        backup.run();
        route.put("INBOX", next);
        route.destination.faults().clear();
        MailboxResult result = retry ? route.retryOfAlice() : route.passOfAlice();
        assertThat(result.counts().copied()).isEqualTo(1);
        assertThat(result.counts().failed()).isZero();
        assertSame();
        assertThat(letter).hasBinaryContent(bytes(LOST));
        assertThat(route.verify(true, new ArrayList<>()).counts().equal()).isEqualTo(6);
        assertNamedUntilGone();
        assertSame();
    }

    @Test
    void nextMessageThatFailsTooShouldHaveAFileOfItsOwn() throws Exception {
        backup.run();
        route.put("INBOX", LONGER);
        assertThat(route.passOfAlice().counts().failed()).isEqualTo(1);
        assertThat(letter).hasBinaryContent(bytes(LOST));
        assertThat(letters()).hasSize(2);
        route.destination.faults().clear();
        assertThat(route.passOfAlice().counts().copied()).isEqualTo(1);
        assertSame();
        assertNamedUntilGone();
    }

    @Test
    void nextMessageThatCannotBeReadShouldLeaveAllAsItIs() throws Exception {
        backup.run();
        route.put("INBOX", LONGER);
        route.destination.faults().clear();
        route.source
                .faults()
                .failReading(
                        head ->
                                head.uid().value() == 6
                                        ? Optional.of(
                                                new MailboxException(
                                                        Scope.MESSAGE, Retry.NEVER, "no", ""))
                                        : Optional.empty());
        for (int i = 0; i < 2; i++) {
            assertThat(route.passOfAlice().counts().failed()).isEqualTo(1);
            assertThat(route.atDestination("INBOX")).hasSize(5);
        }
        route.source.faults().clear();
        assertThat(route.passOfAlice().counts().copied()).isEqualTo(1);
        assertSame();
        assertNamedUntilGone();
    }

    /** Some servers announce other sizes once they have been asked for the message. */
    @Test
    void shouldBeSentWhereOnlyTheAnnouncedSizeIsAnotherOne() throws Exception {
        FolderStatus status;
        try (MailboxSession session = session()) {
            status = session.status(FolderPath.INBOX);
        }
        route.ledgerFolder(FolderPath.INBOX, status.uidValidity())
                .fail(
                        new ItemHead(new Uid(6), Flags.NONE, Messages.DATE, 1),
                        "refused",
                        route.deadLetters().relativize(letter).toString());
        route.destination.faults().clear();
        MailboxResult pass = route.passOfAlice();
        assertThat(pass.counts().copied()).isEqualTo(1);
        assertThat(pass.counts().problems()).isEmpty();
        assertThat(letters()).isEmpty();
        assertSame();
    }

    // --- tools ------------------------------------------------------------------------------

    private void assertNamedUntilGone() throws Exception {
        String name =
                route.deadLetters().relativize(letter).toString().replaceFirst("\\.retrying$", "");
        for (int i = 0; i < 2; i++) {
            assertNames(route.passOfAlice().counts().problems(), name);
            assertNames(reported(), name);
            assertNames(route.retryOfAlice().counts().problems(), name);
            List<String> differences = new ArrayList<>();
            route.verify(false, differences);
            assertNames(differences, name);
        }
        assertThat(letter).exists();
        Files.delete(letter);
        assertThat(reported()).isEmpty();
        assertThat(route.passOfAlice().counts().problems()).isEmpty();
        assertThat(route.retryOfAlice().counts().problems()).isEmpty();
        List<String> differences = new ArrayList<>();
        assertThat(route.verify(false, differences).counts().faults()).isZero();
        assertThat(LedgerReport.of(route.ledger()).left("acme", "old", RouteFixture.MAILBOX))
                .as("what is kept of it")
                .hasSizeLessThanOrEqualTo(1);
    }

    private static void assertNames(List<String> said, String name) {
        assertThat(said).filteredOn(text -> text.contains(name)).hasSize(1);
    }

    private List<String> reported() throws Exception {
        return LeftLetters.toldIn(
                        LedgerReport.of(route.ledger()),
                        DeadLetters.of(route.stateFolder()),
                        "acme")
                .stream()
                .map(MailboxSummary::problems)
                .flatMap(List::stream)
                .map(FolderProblem::text)
                .toList();
    }

    private void assertSame() throws Exception {
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
    }

    private void refuseTheSixth() {
        route.destination.faults().refuse(item -> item.head().uid().value() == 6);
    }

    private void deleteTheSixth() throws Exception {
        try (MailboxSession session = session()) {
            session.delete(FolderPath.INBOX, List.of(new Uid(6)));
        }
    }

    private MailboxSession session() throws MailboxException {
        return route.source.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE);
    }

    private static byte[] bytes(Item item) {
        try (InputStream in = item.content().open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> letters() {
        try (Stream<Path> files = Files.walk(route.deadLetters())) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

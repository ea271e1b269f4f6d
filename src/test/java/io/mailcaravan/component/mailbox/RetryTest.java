package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.ledger.BatchItem;
import io.mailcaravan.ledger.DestinationFolder;
import io.mailcaravan.ledger.Fence;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.InternalDate;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.testkit.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void failOneOfTen() throws Exception {
        route = new RouteFixture(folder);
        route.put("INBOX", Messages.varied(10));
        route.destination.faults().refuse(item -> item.head().uid().value() == 4);
        route.start().pass();
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    @Test
    void failedItemShouldArriveOnceTheCauseIsGone() throws Exception {
        route.destination.faults().clear();
        MailboxResult retry = route.retryOfAlice();
        assertThat(retry.counts().copied()).isEqualTo(1);
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
        assertThat(route.ledgerStates().values()).hasSize(10).containsOnly("COPIED ");
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void nothingShouldBeSentTwice() throws Exception {
        route.destination.faults().clear();
        route.retryOfAlice();
        assertThat(route.retryOfAlice().counts().copied()).isZero();
        assertThat(route.passOfAlice().counts().copied()).isZero();
        assertThat(route.atDestination("INBOX")).hasSize(10);
    }

    @Test
    void itemThatFailsAgainShouldStayFailedWithItsBytesAndTheNewReason() throws Exception {
        route.destination.faults().refuse(item -> true);
        List<Path> before = deadLetters();
        byte[] bytes = Files.readAllBytes(before.get(0));
        MailboxResult retry = route.retryOfAlice();
        assertThat(retry.counts().failed()).isEqualTo(1);
        assertThat(route.ledgerStates().get("INBOX 4")).startsWith("FAILED Store new refused");
        assertThat(deadLetters()).isEqualTo(before);
        assertThat(before.get(0)).hasBinaryContent(bytes);
    }

    @Test
    void deadLetterShouldDoWhenTheSourceHasDeletedTheItem() throws Exception {
        List<String> wanted = route.atSource("INBOX");
        deleteAtSource(4);
        route.destination.faults().clear();
        assertThat(route.retryOfAlice().counts().copied()).isEqualTo(1);
        assertThat(route.atDestination("INBOX")).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void deadLetterShouldDoWhenTheSourceCannotBeReached() throws Exception {
        route.destination.faults().clear();
        route.source.password(RouteFixture.MAILBOX, "changed");
        MailboxResult retry = route.retryOfAlice();
        assertThat(retry.stopped()).isEmpty();
        assertThat(retry.counts().copied()).isEqualTo(1);
        assertThat(route.atDestination("INBOX")).hasSize(10);
    }

    @Test
    void sourceShouldBeReadWhenTheDeadLetterIsGone() throws Exception {
        Files.delete(deadLetters().get(0));
        route.destination.faults().clear();
        assertThat(route.retryOfAlice().counts().copied()).isEqualTo(1);
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
    }

    /** Its name leaves no room for that of a file that is being sent. */
    @Test
    void deadLetterThatCannotBeMovedShouldStopNothingElse() throws Exception {
        Path letter = deadLetters().get(0);
        route.destination.faults().refuse(item -> true);
        route.put("INBOX", Messages.plain("second"));
        route.pass();
        Path moved = Files.move(letter, letter.resolveSibling("x".repeat(250)));
        nameDeadLetter(4, route.deadLetters().relativize(moved).toString());
        route.destination.faults().clear();
        for (int i = 0; i < 2; i++) {
            MailboxResult retry = route.retryOfAlice();
            assertThat(retry.stopped()).isEmpty();
            assertThat(retry.counts().copied()).isEqualTo(1 - i);
            assertThat(retry.counts().failed()).isEqualTo(1);
            assertThat(route.ledgerStates().get("INBOX 4"))
                    .startsWith("FAILED The dead letter ")
                    .contains("cannot be moved");
        }
        route.put("INBOX", Messages.plain("new"));
        MailboxResult pass = route.passOfAlice();
        assertThat(pass.stopped()).isEmpty();
        assertThat(pass.counts().copied()).isEqualTo(1);
        assertThat(moved).exists();
    }

    private void nameDeadLetter(long uid, String name) throws Exception {
        try (MailboxSession source =
                route.source.signIn(Login.of(RouteFixture.MAILBOX), Access.READ)) {
            List<ItemHead> heads = new ArrayList<>();
            source.list(FolderPath.INBOX, new UidRange(new Uid(uid), new Uid(uid)), heads::add);
            route.ledgerFolder(FolderPath.INBOX, source.status(FolderPath.INBOX).uidValidity())
                    .fail(heads.get(0), "refused", name);
        }
    }

    @Test
    void itemThatIsGoneAtBothPlacesShouldStayFailedAndSaySo() throws Exception {
        Files.delete(deadLetters().get(0));
        deleteAtSource(4);
        route.destination.faults().clear();
        for (int i = 0; i < 2; i++) {
            assertThat(route.retryOfAlice().counts().failed()).isEqualTo(1);
            assertThat(route.ledgerStates().get("INBOX 4"))
                    .matches(
                            "FAILED cannot be sent again: its dead letter \\S+ is gone, and the"
                                    + " source no longer has it. It failed with: Store new refused"
                                    + " a message of \\d+ bytes.");
        }
    }

    @Test
    void unreachableSourceShouldBeReportedWhereOnlyItHasTheBytes() throws Exception {
        Files.delete(deadLetters().get(0));
        route.source.password(RouteFixture.MAILBOX, "changed");
        MailboxResult retry = route.retryOfAlice();
        assertThat(retry.stopped().map(MailboxException::scope)).contains(Scope.MAILBOX);
        assertThat(route.ledgerStates().get("INBOX 4")).startsWith("FAILED Store new refused");
    }

    @Test
    void interruptedRetryShouldNeitherLoseNorDouble() throws Exception {
        route.destination.faults().clear();
        route.destination.faults().failNextAppend(AppendFault.LOST_AFTER);
        assertThat(route.retryOfAlice().counts().copied()).isEqualTo(1);
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
    }

    /** The process dies after the batch was noted and appended, before its answer. */
    @Test
    void retryShouldBeRepeatableAfterTheProcessDied() throws Exception {
        killDuringRetry(true);
        assertThat(route.retryOfAlice().counts().copied()).isEqualTo(1);
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
        assertThat(route.ledgerStates().values()).hasSize(10).containsOnly("COPIED ");
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void nextPassShouldSendAFailedItemAgainAfterTheProcessDied() throws Exception {
        killDuringRetry(false);
        deleteAtSource(4);
        route.put("INBOX", Messages.plain("new"));
        route.pass();
        assertThat(route.atDestination("INBOX")).hasSize(11);
        assertThat(route.retryOfAlice().counts().copied()).isZero();
        assertThat(route.atDestination("INBOX")).hasSize(11);
    }

    private void killDuringRetry(boolean appended) throws Exception {
        Path letter = deadLetters().get(0);
        Files.move(letter, letter.resolveSibling(letter.getFileName() + ".retrying"));
        if (appended) {
            Files.writeString(letter, "half a mess"); // as if the route was just writing it again
        }
        DestinationFolder target =
                new DestinationFolder("new", RouteFixture.MAILBOX, FolderPath.INBOX);
        try (MailboxSession source =
                        route.source.signIn(Login.of(RouteFixture.MAILBOX), Access.READ);
                MailboxSession destination =
                        route.destination.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE)) {
            FolderStatus from = source.status(FolderPath.INBOX);
            FolderStatus to = destination.status(FolderPath.INBOX);
            LedgerFolder ledger = route.ledgerFolder(FolderPath.INBOX, from.uidValidity());
            List<ItemHead> heads = new ArrayList<>();
            source.list(FolderPath.INBOX, new UidRange(new Uid(4), new Uid(4)), heads::add);
            route.ledger()
                    .begin(
                            target,
                            new Fence(to.uidValidity(), to.uidNext()),
                            List.of(new BatchItem(ledger.key(new Uid(4)), heads.get(0))));
            route.destination.faults().clear();
            if (appended) {
                source.read(
                        FolderPath.INBOX,
                        List.of(heads).iterator(),
                        item -> destination.append(FolderPath.INBOX, List.of(item)));
            }
        }
    }

    @Test
    void refusedSignInShouldStopTheRetryAndLoseNothing() throws Exception {
        route.destination.faults().clear();
        route.destination
                .faults()
                .failNextSignIn(
                        new MailboxException(
                                Scope.MAILBOX, Retry.NEVER, "sign-in refused", "advice"));
        List<Path> before = deadLetters();
        // the destination's session of the first pass is closed, so this one signs in anew
        assertThat(route.retryOfAlice().stopped()).isPresent();
        assertThat(route.ledgerStates().get("INBOX 4")).startsWith("FAILED ");
        assertThat(deadLetters()).isEqualTo(before);
        assertThat(route.retryOfAlice().counts().copied()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void undatedItemShouldGetTheDateOfTheMessageWhenItIsSentAgain(boolean again) throws Exception {
        putUndated("Tue, 2 Jan 2024 11:00:00 +0000");
        failToRead();
        route.destination.faults().clear();
        if (again) {
            assertThat(route.retryOfAlice().counts().copied()).isEqualTo(2);
        } else {
            assertThat(route.passOfAlice().counts().copied()).isEqualTo(2);
        }
        assertThat(route.atDestination("INBOX"))
                .anyMatch(message -> message.startsWith("2024-01-02T11:00:00Z "));
        assertThat(route.ledgerStates().get("INBOX 11"))
                .isEqualTo("COPIED date of receipt from its Received field");
        List<String> differences = new ArrayList<>();
        assertThat(route.verify(true, differences).counts().equal()).isEqualTo(11);
        assertThat(differences).isEmpty();
    }

    @Test
    void undatedDeadLetterShouldGetTheDateOfTheMessage() throws Exception {
        putUndated("Tue, 2 Jan 2024 11:00:00 +0000");
        route.destination.faults().refuse(item -> true);
        assertThat(route.passOfAlice().counts().failed()).isEqualTo(2);
        deleteAtSource(11);
        route.destination.faults().clear();
        assertThat(route.retryOfAlice().counts().copied()).isEqualTo(2);
        assertThat(route.atDestination("INBOX"))
                .anyMatch(message -> message.startsWith("2024-01-02T11:00:00Z "));
    }

    @ParameterizedTest
    @CsvSource({
        "since: \"2023-01-01\", received 2019-01-02T11:00:00Z",
        "since: \"2023-01-01\" | dateField: date-header, dated 2019-01-02",
        "before: \"2018-01-01\" | dateField: date-header, dated 2019-01-02"
    })
    void dateFilterShouldHoldForWhatIsSentAgain(String options, String reason) throws Exception {
        putUndated("Wed, 2 Jan 2019 11:00:00 +0000");
        failToRead();
        route.consumer(options.replace(" | ", "\n")).restart();
        route.destination.faults().clear();
        route.retryOfAlice();
        assertThat(route.ledgerStates().get("INBOX 11")).startsWith("SKIPPED " + reason + ", ");
        assertThat(route.atDestination("INBOX")).noneMatch(message -> message.contains("undated"));
    }

    @Test
    void dateFilterShouldHoldForADeadLetter() throws Exception {
        putUndated("Wed, 2 Jan 2019 11:00:00 +0000");
        route.destination.faults().refuse(item -> true);
        route.pass();
        route.consumer("since: \"2023-01-01\"\ndateField: date-header").restart();
        deleteAtSource(11);
        route.destination.faults().clear();
        route.retryOfAlice();
        assertThat(route.ledgerStates().get("INBOX 11")).startsWith("SKIPPED dated 2019-01-02, ");
    }

    @Test
    void deadLetterThatCannotBeReadShouldStopNothingElse() throws Exception {
        Path letter = deadLetters().get(0);
        putUndated("Tue, 2 Jan 2024 11:00:00 +0000");
        route.destination.faults().refuse(item -> true);
        route.pass();
        Files.delete(letter);
        Files.createDirectory(letter); // as a disk error
        route.consumer("since: \"2020-01-01\"\ndateField: date-header").restart();
        route.destination.faults().clear();
        MailboxResult retry = route.retryOfAlice();
        assertThat(retry.stopped()).isEmpty();
        assertThat(retry.counts().copied()).isEqualTo(1);
        assertThat(route.ledgerStates().get("INBOX 4")).startsWith("FAILED it cannot be read to ");
        assertThat(letter).isDirectory();
    }

    /** Nobody knows whether the source still has it under another UID. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void deadLetterShouldBeToldAfterTheSourceWasNumberedAnew(boolean retrying) throws Exception {
        deleteAtSource(4);
        route.source.renumber(RouteFixture.MAILBOX, FolderPath.INBOX);
        route.destination.faults().clear();
        Path letter = deadLetters().get(0);
        String name = route.deadLetters().relativize(letter).toString();
        if (retrying) { // as a process that died has left it
            Files.move(letter, letter.resolveSibling(letter.getFileName() + ".retrying"));
        }
        for (int i = 0; i < 2; i++) {
            assertThat(route.passOfAlice().counts().problems())
                    .singleElement()
                    .asString()
                    .startsWith("folder 'INBOX': messages had failed before ")
                    .contains(name);
        }
        assertThat(route.retryOfAlice().counts().problems()).hasSize(1);
        List<String> differences = new ArrayList<>();
        assertThat(route.verify(false, differences).counts().faults()).isEqualTo(1);
        assertThat(differences).singleElement().asString().contains(name);

        Files.delete(deadLetters().get(0));
        assertThat(route.passOfAlice().counts().problems()).isEmpty();
        assertThat(route.retryOfAlice().counts().problems()).isEmpty();
        assertThat(route.verify(false, differences).counts().faults()).isZero();
    }

    @Test
    void itemsWithoutDeadLettersShouldNotBeToldAfterTheSourceWasNumberedAnew() throws Exception {
        nameDeadLetter(4, "");
        Files.delete(deadLetters().get(0));
        route.source.renumber(RouteFixture.MAILBOX, FolderPath.INBOX);
        route.destination.faults().clear();
        assertThat(route.passOfAlice().counts().problems()).isEmpty();
    }

    private void putUndated(String date) throws Exception {
        String message =
                "Received: from a by b; "
                        + date
                        + "\r\nDate: "
                        + date
                        + "\r\nSubject: undated\r\n\r\nx\r\n";
        route.put(
                "INBOX",
                Messages.item(
                        message.getBytes(StandardCharsets.US_ASCII),
                        Flags.NONE,
                        InternalDate.UNKNOWN));
    }

    /** The eleventh fails before anybody knows what is in it. */
    private void failToRead() throws Exception {
        route.source
                .faults()
                .failReading(
                        head ->
                                head.uid().value() == 11
                                        ? Optional.of(
                                                new MailboxException(
                                                        Scope.MESSAGE, Retry.NEVER, "no", ""))
                                        : Optional.empty());
        assertThat(route.passOfAlice().counts().failed()).isEqualTo(2);
        route.source.faults().clear();
    }

    private List<Path> deadLetters() {
        try (Stream<Path> files = Files.walk(route.deadLetters())) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deleteAtSource(long uid) throws Exception {
        try (MailboxSession session =
                route.source.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE)) {
            session.delete(FolderPath.INBOX, List.of(new Uid(uid)));
        }
    }
}

package io.mailcaravan.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.AppendOutcome.Appended;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.InternalDate;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Keyword;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Oddity;
import io.mailcaravan.testkit.Received;
import io.mailcaravan.testkit.Sessions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What this store writes, and what is left when it dies. */
class MaildirDestinationTest {

    @TempDir private Path folder;
    private MaildirFixture mail;

    @BeforeEach
    void createMaildir() throws Exception {
        mail = new MaildirFixture(folder);
        mail.append(Messages.plain("first"));
    }

    @ParameterizedTest
    @EnumSource
    void bytesShouldComeBackWhateverTheLineEnds(Oddity oddity) throws Exception {
        Item odd = Messages.item(oddity.bytes(), Flags.NONE, Messages.DATE);
        mail.append(odd);
        assertThat(mail.received().get(1).sha256()).isEqualTo(Received.sha256(odd));
    }

    @Test
    void readingOwnMaildirShouldChangeNothingOnDisk() throws Exception {
        mail.append(Messages.varied(5));
        Map<String, String> before = mail.everything();
        assertThat(mail.received()).hasSize(6);
        mail.status();
        assertThat(mail.everything()).isEqualTo(before);
        assertThat(folder.resolve("spool")).doesNotExist();
    }

    /** A name like {@code -2147483648.R...} and a file of 1901 are no date of anything. */
    @Test
    void undatedMessageShouldHaveTheTimeOfItsDelivery() throws Exception {
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        mail.append(Messages.with(Messages.plain("undated"), InternalDate.UNKNOWN));
        assertThat(mail.received().get(1).head().internalDate()).isBetween(before, Instant.now());
        assertThat(mail.names("cur")).noneMatch(name -> name.startsWith("-"));
        try (Stream<Path> files = Files.list(mail.maildir.resolve("cur"))) {
            assertThat(files.map(file -> file.toFile().lastModified()))
                    .anyMatch(time -> time >= before.toEpochMilli());
        }
    }

    @Test
    void halfWrittenMessageOfAKilledProcessShouldNotShowAndBeRemoved() throws Exception {
        mail.write("tmp/1600000000.R0123456789abcdefQ1.caravan", "Subject: ha");
        mail.write("tmp/1600000000.M1P1.other", "another program is writing this");

        assertThat(mail.received()).hasSize(1);
        mail.append(Messages.plain("second"));
        assertThat(mail.received()).hasSize(2);
        assertThat(mail.names("tmp")).containsExactly("1600000000.M1P1.other");
    }

    @Test
    void killBetweenListAndRenameShouldCostOnlyAUid() throws Exception {
        Uid fence = mail.status().uidNext();
        appendToList(fence + " :1600000000.R0123456789abcdefQ1.caravan,S=1,W=1\n");

        assertThat(mail.received()).hasSize(1);
        mail.append(Messages.plain("again"));
        assertThat(mail.received().get(1).uid()).isEqualTo(fence.next());
    }

    @Test
    void killWithinALineOfTheListShouldCostOnlyAUid() throws Exception {
        Uid fence = mail.status().uidNext();
        appendToList(fence + " :1600000000.R0123");

        assertThat(mail.status().messages()).isEqualTo(1);
        mail.append(Messages.plain("again"), Messages.plain("and again"));
        assertThat(mail.received())
                .extracting(Received::uid)
                .containsExactly(new Uid(1), fence.next(), fence.next().next());
    }

    @Test
    void messageThatTheListLacksShouldBeFoundFromTheFence() throws Exception {
        Uid fence = mail.status().uidNext();
        mail.write(
                "cur/1600000000.R0123456789abcdefQ1.caravan,S=27,W=27:2,S",
                "Message-ID: <lost@x>\r\n\r\nx\r\n");
        try (MailboxSession session = mail.destination()) {
            assertThat(
                            Sessions.fingerprints(session, FolderPath.INBOX, UidRange.from(fence))
                                    .values())
                    .singleElement()
                    .satisfies(print -> assertThat(print.identity()).contains("<lost@x>"));
        }
        assertThat(mail.received().get(1).uid()).isEqualTo(fence);
    }

    private void appendToList(String text) throws IOException {
        Files.writeString(mail.maildir.resolve("dovecot-uidlist"), text, StandardOpenOption.APPEND);
    }

    @Test
    void failingContentShouldLeaveNothingOfItsBatch() throws Exception {
        Content broken =
                new Content() {
                    @Override
                    public long size() {
                        return 10;
                    }

                    @Override
                    public InputStream open() throws IOException {
                        throw new IOException("No space left on device");
                    }

                    @Override
                    public void close() {}
                };
        Item item = new Item(Messages.plain("x").head(), broken);

        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class,
                        () -> mail.append(Messages.plain("a"), item, Messages.plain("b")));

        assertThat(failure.scope()).isEqualTo(Scope.STORE);
        assertThat(failure.isFull()).isTrue();
        assertThat(failure).hasMessageContaining("the disk is full");
        assertThat(mail.names("tmp")).isEmpty();
        assertThat(mail.received()).hasSize(1);
    }

    @Test
    void keywordsBeyondTheLettersShouldBeReportedAsDropped() throws Exception {
        Flags thirty =
                new Flags(
                        Set.of(),
                        IntStream.range(10, 40)
                                .mapToObj(i -> new Keyword("k" + i))
                                .collect(Collectors.toSet()));

        AppendOutcome outcome = mail.append(Messages.with(Messages.plain("many"), thirty)).get(0);

        Flags dropped = ((Appended) outcome).dropped();
        assertThat(dropped.keywords()).hasSize(4);
        assertThat(mail.received().get(1).head().flags()).isEqualTo(thirty.without(dropped));
    }

    @Test
    void writersAtOnceShouldNotShareUids() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all =
                    IntStream.range(0, 6)
                            .<Future<?>>mapToObj(
                                    i ->
                                            threads.submit(
                                                    () -> {
                                                        for (int n = 0; n < 5; n++) {
                                                            mail.append(Messages.varied(4));
                                                        }
                                                        return null;
                                                    }))
                            .toList();
            for (Future<?> each : all) {
                each.get();
            }
        }
        assertThat(mail.received()).hasSize(121).extracting(Received::uid).doesNotHaveDuplicates();
        assertThat(mail.status().uidNext()).isEqualTo(new Uid(122));
    }

    @Test
    void statusOfAnOpenDestinationShouldKnowItsOwnAppendsAndOthers() throws Exception {
        try (MailboxSession session = mail.destination()) {
            FolderStatus before = session.status(FolderPath.INBOX);
            session.append(FolderPath.INBOX, List.of(Messages.varied(3)));
            assertThat(session.status(FolderPath.INBOX).messages()).isEqualTo(4);
            mail.append(Messages.varied(2));
            assertThat(session.status(FolderPath.INBOX).messages()).isEqualTo(6);
            session.append(FolderPath.INBOX, List.of(Messages.varied(1)));
            FolderStatus after = session.status(FolderPath.INBOX);
            assertThat(after.messages()).isEqualTo(7);
            assertThat(after.uidNext().value()).isEqualTo(before.uidNext().value() + 6);
            assertThat(Sessions.heads(session, FolderPath.INBOX)).hasSize(7);
        }
    }

    @Test
    void directoryThatIsNoMaildirShouldNotBecomeOne() throws Exception {
        Path other = Files.createDirectories(folder.resolve("mail/bert"));
        Files.writeString(other.resolve("letter.txt"), "dear");

        assertThatThrownBy(() -> mail.store.signIn(Login.of("bert"), Access.WRITE).close())
                .isInstanceOf(MailboxException.class)
                .hasMessageContaining("is no Maildir");
        assertThat(other.resolve("cur")).doesNotExist();
    }

    @Test
    void folderAboveShouldNotBeMadeUnasked() throws Exception {
        try (MailboxSession session = mail.destination()) {
            session.create(FolderPath.of("Archive", "2019"), Optional.empty());
            assertThat(session.folders())
                    .extracting(each -> each.path() + " " + each.selectable())
                    .containsExactly("INBOX true", "Archive false", "Archive/2019 true");
        }
    }

    @Test
    void tooLongFolderNameShouldBeRefused() throws Exception {
        try (MailboxSession session = mail.destination()) {
            MailboxException failure =
                    catchThrowableOfType(
                            MailboxException.class,
                            () ->
                                    session.create(
                                            FolderPath.of("\u65e5".repeat(200)), Optional.empty()));
            assertThat(failure.scope()).isEqualTo(Scope.FOLDER);
            assertThat(failure.retry()).isEqualTo(Retry.NEVER);
        }
    }
}

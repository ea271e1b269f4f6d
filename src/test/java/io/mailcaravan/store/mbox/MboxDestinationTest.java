package io.mailcaravan.store.mbox;

import static io.mailcaravan.store.mbox.MboxFiles.FROM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Received;
import io.mailcaravan.testkit.Sessions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an append leaves in a file, whatever interrupts it. */
class MboxDestinationTest {

    @TempDir private Path folder;
    private MboxFiles files;

    @BeforeEach
    void mailbox() {
        files = new MboxFiles(folder).layout(MboxLayout.FILE);
    }

    private void append(Item... items) throws Exception {
        try (MailboxSession session = files.write()) {
            session.append(FolderPath.INBOX, List.of(items));
        }
    }

    private List<String> subjects() throws Exception {
        return files.received(FolderPath.INBOX).stream()
                .map(each -> each.text().replaceAll("(?s).*Subject: ([^\r\n]*).*", "$1"))
                .toList();
    }

    private Path dotLock() {
        return files.anna().resolveSibling("anna.lock");
    }

    private Path note() {
        return files.anna().resolveSibling(".anna.caravan");
    }

    /** That of a process that is no more. */
    private void leaveLock() throws IOException {
        Files.writeString(dotLock(), "caravan 999999999 0123456789abcdef\n");
    }

    /** Like a pass: looks for what is there, and appends what is missing. */
    private void pass(Item... items) throws Exception {
        try (MailboxSession session = files.write()) {
            Collection<Fingerprint> there =
                    Sessions.fingerprints(session, FolderPath.INBOX, UidRange.ALL).values();
            List<Item> missing = new ArrayList<>();
            for (Item item : items) {
                ItemHead head = item.head();
                try (InputStream in = item.content().open()) {
                    if (!there.contains(Fingerprint.of(in, head.size(), head.internalDate()))) {
                        missing.add(item);
                    }
                }
            }
            session.append(FolderPath.INBOX, missing);
        }
    }

    /** The file as it was when the process died after so many bytes of the second batch. */
    @ParameterizedTest
    @EnumSource
    void batchThatWasKilledAnywhereShouldComeAgainOnce(MboxFormat format) throws Exception {
        files.format(format);
        append(Messages.plain("one"));
        byte[] before = Files.readAllBytes(files.anna());
        byte[] noted = Files.readAllBytes(note());
        Item quoting =
                Messages.item(
                        Messages.header("three")
                                + "\r\n\r\nFrom a@b Tue Jun 15 08:30:00 2021\r\nX: y\r\n\r\nz\r\n");
        Item[] batch = {Messages.plain("two"), quoting};
        append(batch);
        byte[] after = Files.readAllBytes(files.anna());

        int step = format == MboxFormat.MBOXRD ? 1 : 11;
        for (int length = before.length; length <= after.length; length += step) {
            Files.write(files.anna(), Arrays.copyOf(after, length));
            Files.write(note(), noted);
            leaveLock();
            pass(batch);
            assertThat(subjects())
                    .as("%s of %s bytes", length, after.length)
                    .containsExactly("one", "two", "three");
            assertThat(dotLock()).doesNotExist();
        }
    }

    /** What lies there in the middle of a batch is what a kill would leave. */
    @Test
    void whatABatchLeavesWhenItIsKilledShouldBeUnderstood() throws Exception {
        Path copied = folder.resolve("killed").resolve("mail");
        Item one = Messages.plain("one");
        Item large = Messages.large("large", 300_000);
        Item two = Messages.plain("two");
        Item copying =
                new Item(
                        two.head(),
                        new Content() {
                            @Override
                            public long size() {
                                return two.content().size();
                            }

                            @Override
                            public InputStream open() throws IOException {
                                if (Files.notExists(copied)) {
                                    copy(files.anna().getParent(), copied);
                                }
                                return two.content().open();
                            }

                            @Override
                            public void close() {}
                        });
        append(one);
        append(large, copying);

        files = new MboxFiles(folder.resolve("killed")).layout(MboxLayout.FILE);
        assertThat(dotLock()).exists();
        assertThatThrownBy(this::subjects).isInstanceOf(MailboxException.class);
        pass(one, large, two);
        assertThat(files.received(FolderPath.INBOX))
                .extracting(Received::sha256)
                .containsExactly(
                        Received.sha256(one), Received.sha256(large), Received.sha256(two));
        assertThat(dotLock()).doesNotExist();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
            for (Path each : entries) {
                Files.copy(each, to.resolve(each.getFileName()));
            }
        }
    }

    @Test
    void batchThatWasKilledBehindItsLastByteShouldNotComeAgain() throws Exception {
        append(Messages.plain("one"));
        leaveLock();
        assertThat(subjects()).containsExactly("one");
        pass(Messages.plain("one"));
        assertThat(subjects()).containsExactly("one");
        assertThat(dotLock()).doesNotExist();
    }

    /** Else its end would be missing in a copy, and nobody told. */
    @Test
    void sourceWithTheEndOfAKilledBatchShouldNotBeReadInSilence() throws Exception {
        append(Messages.plain("one"));
        byte[] noted = Files.readAllBytes(note());
        append(Messages.plain("two"));
        Files.write(note(), noted);
        leaveLock();
        assertThatThrownBy(this::subjects)
                .isInstanceOfSatisfying(
                        MailboxException.class,
                        e -> {
                            assertThat(e.scope()).isEqualTo(Scope.FOLDER);
                            assertThat(e.retry()).isEqualTo(Retry.LATER);
                            assertThat(e.explanation()).contains("anna.lock");
                        });
        append(Messages.plain("three"));
        assertThat(subjects()).containsExactly("one", "three");
    }

    @Test
    void zerosThatAPowerCutLeftShouldBeTakenAway() throws Exception {
        append(Messages.plain("one"));
        byte[] noted = Files.readAllBytes(note());
        append(Messages.plain("two"));
        byte[] after = Files.readAllBytes(files.anna());
        Arrays.fill(after, after.length - 60, after.length, (byte) 0);
        Files.write(files.anna(), after);
        Files.write(note(), noted);
        leaveLock();
        append(Messages.plain("three"));
        assertThat(subjects()).containsExactly("one", "three");
    }

    private void shouldBeRefused() throws Exception {
        byte[] before = Files.readAllBytes(files.anna());
        assertThatThrownBy(() -> append(Messages.plain("more")))
                .isInstanceOfSatisfying(
                        MailboxException.class,
                        e -> {
                            assertThat(e.scope()).isEqualTo(Scope.FOLDER);
                            assertThat(e.retry()).isEqualTo(Retry.NEVER);
                            assertThat(e.explanation())
                                    .contains("anna was written")
                                    .contains("maildir");
                        });
        assertThat(files.anna()).hasBinaryContent(before);
    }

    @Test
    void fileOfAnotherProgramShouldBeLeftAlone() throws Exception {
        files.one(FROM + "Subject: theirs\n\nx\n");
        shouldBeRefused();
        assertThat(dotLock()).doesNotExist();
        assertThat(subjects()).containsExactly("theirs");
    }

    @Test
    void emptyFileOfAnotherProgramShouldBeFilled() throws Exception {
        files.one("");
        append(Messages.plain("one"));
        append(Messages.plain("two"));
        assertThat(subjects()).containsExactly("one", "two");
    }

    @Test
    void fileThatAnotherProgramHasAddedToShouldBeLeftAlone() throws Exception {
        append(Messages.plain("one"));
        files.add(FROM + "Subject: theirs\n\nx\n");
        shouldBeRefused();
        assertThat(subjects()).containsExactly("one", "theirs");
    }

    @Test
    void fileOfWhichAnotherProgramHasChangedTheEndShouldBeLeftAlone() throws Exception {
        append(Messages.plain("one"));
        files.one(Files.readString(files.anna()).replace("body of", "BODY OF"));
        shouldBeRefused();
    }

    @Test
    void mailThatAnotherProgramHasAddedBehindAKilledBatchShouldStay() throws Exception {
        append(Messages.plain("one"));
        byte[] before = Files.readAllBytes(files.anna());
        byte[] noted = Files.readAllBytes(note());
        append(Messages.plain("two"));
        Files.write(
                files.anna(), Arrays.copyOf(Files.readAllBytes(files.anna()), before.length + 200));
        files.add("\n\n" + FROM + "Subject: theirs\n\nx\n\n");
        Files.write(note(), noted);
        leaveLock();
        shouldBeRefused();
    }

    @Test
    void killedBatchShouldNotBeCutWhereTheBytesBeforeItDoNotFit() throws Exception {
        append(Messages.plain("one"));
        byte[] noted = Files.readAllBytes(note());
        append(Messages.plain("two"));
        files.one(Files.readString(files.anna()).replace("body of one", "BODY OF ONE"));
        Files.write(note(), noted);
        leaveLock();
        shouldBeRefused();
    }

    @Test
    void uidsShouldStayThroughAppends() throws Exception {
        append(Messages.plain("one"));
        FolderStatus before = status();
        append(Messages.plain("two"), Messages.plain("three"));
        assertThat(subjects()).containsExactly("one", "two", "three");
        assertThat(status().uidValidity()).isEqualTo(before.uidValidity());
        assertThat(status().uidNext()).isEqualTo(new Uid(4));
    }

    private FolderStatus status() throws Exception {
        try (MailboxSession session = files.read()) {
            return session.status(FolderPath.INBOX);
        }
    }

    @Test
    void batchThatCannotBeReadShouldLeaveTheFileAsItWas() throws Exception {
        append(Messages.plain("one"));
        byte[] before = Files.readAllBytes(files.anna());
        Item plain = Messages.plain("bad");
        Item broken = new Item(plain.head(), new BrokenContent());
        try (MailboxSession session = files.write()) {
            assertThatThrownBy(
                            () ->
                                    session.append(
                                            FolderPath.INBOX,
                                            List.of(Messages.plain("two"), broken)))
                    .isInstanceOf(MailboxException.class);
            assertThat(files.anna()).hasBinaryContent(before);
            session.append(FolderPath.INBOX, List.of(Messages.plain("three")));
        }
        assertThat(subjects()).containsExactly("one", "three");
    }

    private record BrokenContent() implements Content {
        @Override
        public long size() {
            return 10;
        }

        @Override
        public InputStream open() throws IOException {
            throw new IOException("the spool is gone");
        }

        @Override
        public void close() {}
    }

    @Test
    void messagesOwnLinesOfStorageShouldComeBack() throws Exception {
        Item item =
                Messages.item(
                        "X-Caravan-Stored: 3 lines, 1 bytes of 1, 00000000, crlf, quoted\r\n"
                                + "Status: RO\r\nContent-Length: 5\r\nX-Mozilla-Status: 0008\r\n"
                                + "Subject: x\r\n\r\nFrom a@b Tue Jun 15 08:30:00 2021\r\n"
                                + "Subject: y\r\n\r\n>From z\r\n");
        append(item, Messages.plain("next"));
        List<Received> got = files.received(FolderPath.INBOX);
        assertThat(got).hasSize(2);
        assertThat(got.get(0).sha256()).isEqualTo(Received.sha256(item));
    }

    /** Such as mutt, which writes its own lines in the place of ours. */
    @Test
    void messageThatAnotherProgramHasChangedShouldBeReadAsAnyOther() throws Exception {
        append(Messages.plain("one"), Messages.plain("two"));
        String text = Files.readString(files.anna(), StandardCharsets.ISO_8859_1);
        files.one(text.replaceFirst("Status: O\n", "").replaceFirst("\n\n", "\nStatus: RO\n\n"));
        List<Received> got = files.received(FolderPath.INBOX);
        assertThat(got).hasSize(2);
        assertThat(got.get(0).sha256()).isEqualTo(Received.sha256(Messages.plain("one")));
        assertThat(got.get(0).head().flags().toString()).isEqualTo("\\Seen");
    }

    @Test
    void fileShouldBeReadableByOthers() throws Exception {
        append(Messages.item("Subject: x\r\n\r\nFrom here\r\n"));
        assertThat(Files.readString(files.anna()))
                .matches(
                        "(?s)From MAILER-DAEMON Tue Jun 15 08:30:00 2021\n"
                                + "X-Caravan-Stored: [^\n]*\nStatus: O\n"
                                + "Subject: x\n\n>From here\n\n");
    }
}

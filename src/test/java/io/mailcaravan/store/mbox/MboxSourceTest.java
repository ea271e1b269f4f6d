package io.mailcaravan.store.mbox;

import static io.mailcaravan.store.mbox.MboxFiles.FROM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.testkit.Received;
import io.mailcaravan.testkit.Sessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as other programs have written them. */
class MboxSourceTest {

    private static final String ONE = FROM + "Subject: one\n\nfirst\n\n";
    private static final String TWO = FROM + "Subject: two\n\nsecond\n\n";

    @TempDir private Path folder;
    private MboxFiles files;

    @BeforeEach
    void mailbox() {
        files = new MboxFiles(folder);
    }

    private FolderStatus status() throws Exception {
        try (MailboxSession session = files.read()) {
            return session.status(FolderPath.INBOX);
        }
    }

    private String unreadable(long uid) throws Exception {
        try (MailboxSession session = files.read()) {
            return session.unreadable(FolderPath.INBOX, new Uid(uid)).orElse("");
        }
    }

    @Test
    void messagesShouldBeDeliveredWithCrlfAndWithoutTheLinesOfTheFile() throws Exception {
        files.one(
                FROM
                        + "Status: RO\nSubject: one\nX-Status: A\nX-Keywords: $Forwarded\n Work\n"
                        + "Content-Length: 6\nStatus-Code: 5\n\nfirst\n\n"
                        + TWO);
        List<Received> got = files.received(FolderPath.INBOX);
        assertThat(got.get(0).text()).isEqualTo("Subject: one\r\nStatus-Code: 5\r\n\r\nfirst\r\n");
        assertThat(got.get(0).head().flags())
                .isEqualTo(Flags.parse("\\Seen \\Answered $Forwarded Work"));
        assertThat(got.get(1).text()).isEqualTo("Subject: two\r\n\r\nsecond\r\n");
        assertThat(got.get(1).head().flags()).isEqualTo(Flags.NONE);
    }

    @Test
    void fileWithCrlfShouldGiveTheSame() throws Exception {
        files.one((ONE + TWO).replace("\n", "\r\n"));
        assertThat(files.texts())
                .containsExactly("Subject: one\n\nfirst\n", "Subject: two\n\nsecond\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user at example.com  Mon Jan  1 10:00:00 2001",
                "\"john doe\"@x.example Tue Jun 15 08:30:00 2021",
                "a@b Mon, 1 Jan 2001 10:00:00 +0100 (CET)",
                "a@b 2001-01-01 10:00:00"
            })
    void messageShouldBeginWhateverItsSenderAndTheFormOfItsDate(String line) throws Exception {
        files.one(ONE + TWO.replaceFirst("From .*", "From " + line) + ONE);
        assertThat(files.texts()).hasSize(3);
        assertThat(overlooked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "first\nFrom b@test.example Tue Jun 15 08:30:00 2021\nSubject: no\n\nx\n",
                "first\n\nFrom b@test.example am 15. Juni 2021\nSubject: no\n\nx\n",
                "first\n\nFrom b@test.example Tue Jun 15 08:30:00 2021\nno field\n\nx\n"
            })
    void lineThatMayHaveBeenMeantToBeginAMessageShouldBeTold(String body) throws Exception {
        files.one(ONE.replace("first\n", body) + TWO);
        assertThat(files.texts()).hasSize(2);
        assertThat(overlooked()).singleElement().asString().contains("anna has 1 line 'From ");
    }

    @Test
    void filesThatBeginLikeAnMboxShouldBeToldWhateverTheirName() throws Exception {
        files.write(files.anna().resolve("Inbox"), ONE)
                .write(
                        files.anna().resolve("old.txt"),
                        "From somebody, long ago\nSubject: x\n\nx\n");
        assertThat(overlooked()).singleElement().asString().endsWith("/old.txt is no mbox.");
    }

    @Test
    void mailBehindADotShouldBeTold() throws Exception {
        Path root = files.anna();
        files.write(root.resolve("Inbox"), ONE)
                .write(root.resolve(".Old"), TWO)
                .write(root.resolve(".empty"), "")
                .write(root.resolve(".settings"), "a=b\n")
                .write(root.resolve(".imap/Inbox/dovecot.index"), "x")
                .write(root.resolve(".hidden/below/Work"), TWO);
        assertThat(overlooked())
                .hasSize(2)
                .anyMatch(each -> each.endsWith("/.Old is an mbox, and has a dot in front."))
                .anyMatch(
                        each ->
                                each.endsWith(
                                        "/.hidden has a dot in front, and mbox files in it."));
        try (MailboxSession session = files.read()) {
            assertThat(Sessions.paths(session)).containsExactly(FolderPath.INBOX);
        }
    }

    /** What follows FROM and a header; ~ stands for a line end, | for what is delivered. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "no blank line before~From b@test.example Tue Jun 15 08:30:00 2021~Subject: no~",
                "~From here on we go~~",
                "~From b@test.example Tue Jun 15 08:30:00 2021 he wrote~Subject: no~",
                "~From b@test.example Tue Jun 15 08:30:00 2021~and no header behind it~",
                "~From b@test.example~To: nobody~",
                "~From Tuesday June 15 we are away~X: y~",
                "~From ~",
                "~From -~",
                "a~~~b~~~",
                "~",
                "~~~",
                "~>>not From ~>Fro~>",
                "no line end"
            })
    void linesThatBeginWithFromShouldStayInTheirMessage(String body) throws Exception {
        String lines = body.replace("~", "\n");
        files.one(FROM + "Subject: x\n\n" + lines + "\n" + TWO);
        String end = lines.endsWith("\n") ? "" : "\n";
        if (end.isEmpty()) {
            assertThat(files.texts())
                    .containsExactly("Subject: x\n\n" + lines, "Subject: two\n\nsecond\n");
        } else {
            assertThat(files.texts()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MBOXRD, >From a, From a",
        "MBOXRD, >>From a, >From a",
        "MBOXRD, >From, >From",
        "MBOXO, >From a, From a",
        "MBOXO, >>From a, >>From a",
        "MBOXCL2, >From a, >From a"
    })
    void quotingShouldBeUndoneByFormat(MboxFormat format, String stored, String delivered)
            throws Exception {
        files.format(format).one(FROM + "Subject: x\n\n" + stored + "\n\n" + TWO);
        assertThat(files.texts())
                .containsExactly("Subject: x\n\n" + delivered + "\n", "Subject: two\n\nsecond\n");
    }

    @Test
    void contentLengthShouldTellTheEndInMboxcl2Only() throws Exception {
        String body = "a\n\nFrom b@test.example Tue Jun 15 08:30:00 2021\nSubject: quoted\n\nb\n";
        String one = FROM + "Subject: x\nContent-Length: " + body.length() + "\n\n" + body + "\n";
        files.format(MboxFormat.MBOXCL2).one(one + TWO);
        assertThat(files.texts())
                .containsExactly("Subject: x\n\n" + body, "Subject: two\n\nsecond\n");
        files.one(one.replace("Length: " + body.length(), "Length: 7") + TWO);
        assertThat(files.texts()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "From a@b Tue Jun 15 08:30:00 2021|2021-06-15T08:30:00Z",
                "From a@b Tue Jun  1 08:30:00 2021|2021-06-01T08:30:00Z",
                "From a@b Tue Jun 15 08:30 2021|2021-06-15T08:30:00Z",
                "From 1703@xxx Tue Jun 15 08:30:00 +0000 2021|2021-06-15T08:30:00Z",
                "From a@b Tue Jun 15 08:30:00 2021 +0200|2021-06-15T06:30:00Z",
                "From a@b Tue Jun 15 08:30:00 CEST 2021|2021-06-15T08:30:00Z",
                "From \"john doe\"@x.example Tue Jun 15 08:30:00 2021|2021-06-15T08:30:00Z",
                "From user at example.com  Mon Jan  1 10:00:00 2001|2001-01-01T10:00:00Z",
                "From a@b Tue, 15 Jun 2021 08:30:00 +0200|2021-06-15T06:30:00Z",
                "From a@b 15 Jun 2021|2021-06-15T00:00:00Z",
                "From a@b Tue Jun 15 08:30:00 2021 +01:00|2021-06-15T07:30:00Z",
                "From a@b Tue Jun 15 08:30:00 2021 (CET)|2021-06-15T08:30:00Z",
                "From a@b 2021-06-15T08:30:00Z|2021-06-15T08:30:00Z",
                "From a@b 2021-06-15 08:30:00.123 -0100|2021-06-15T09:30:00Z",
                "From - Tue Jun 15 08:30:00 2021|2020-01-02T03:04:05Z",
                "From a@b Thu Jan 01 00:00:00 1970|2020-01-02T03:04:05Z",
                "From a@b Tue Jun 31 08:30:00 2021|2020-01-02T03:04:05Z"
            })
    void internalDateShouldBeThatOfReceipt(String line, String date) throws Exception {
        files.one(
                line
                        + "\nReceived: by x; Thu, 2 Jan 2020 03:04:05 +0000\n"
                        + "Date: Wed, 1 Jan 2020 03:04:05 +0000\nSubject: x\n\nx\n");
        assertThat(files.heads(FolderPath.INBOX))
                .extracting(ItemHead::internalDate)
                .containsExactly(Instant.parse(date));
    }

    @Test
    void thunderbirdsFilesShouldBeReadWithoutWhatItHasDeleted() throws Exception {
        files.one(
                "From - Tue Jun 15 08:30:00 2021\nX-Mozilla-Status: 0007\n"
                        + "X-Mozilla-Status2: 00000000\nX-Mozilla-Keys: $label1    \n"
                        + "Subject: one\n\nfirst\n\n"
                        + "From \nX-Mozilla-Status: 0009\nSubject: gone\n\nx\n\n"
                        + "From \nX-Mozilla-Status: 1000\nSubject: two\n\n>From x\n\n");
        List<Received> got = files.received(FolderPath.INBOX);
        assertThat(got).extracting(Received::uid).containsExactly(new Uid(1), new Uid(3));
        assertThat(got)
                .extracting(Received::text)
                .containsExactly("Subject: one\r\n\r\nfirst\r\n", "Subject: two\r\n\r\nFrom x\r\n");
        assertThat(got)
                .extracting(each -> each.head().flags())
                .containsExactly(
                        Flags.parse("\\Seen \\Answered \\Flagged $label1"),
                        Flags.parse("$Forwarded"));
        assertThat(status().messages()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Status: RESOLVED~X-Status: Deferred|''",
                "Status: DONE|''",
                "Status: DRAFT|''",
                "Status: ROD|\\Seen",
                "Status: RO~X-Status: AFTD|\\Seen \\Answered \\Flagged \\Draft \\Deleted",
                "Status: RESOLVED~Subject: x~Status: RO|\\Seen",
                "Status: R~Subject: x~Status: O|''",
                "Status: RO~Subject: x~Status: CLOSED|\\Seen",
                "X-Status: A~Subject: x~X-Status: |''"
            })
    void flagsShouldBeThoseThatProgramsHaveWrittenLast(String fields, String flags)
            throws Exception {
        files.one(FROM + fields.replace("~", "\n") + "\n\nx\n\n");
        assertThat(files.heads(FolderPath.INBOX))
                .extracting(ItemHead::flags)
                .containsExactly(Flags.parse(flags));
    }

    private List<String> overlooked() throws Exception {
        try (MailboxSession session = files.read()) {
            return session.overlooked();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-IMAP: x", "X-Mozilla-Status: 0008", "Status: RO\nX-IMAP: 1 2"})
    void senderShouldNotHideHisMessage(String field) throws Exception {
        String subject = "Subject: one\n";
        files.one(ONE.replace(subject, field + "\n" + subject) + TWO + TWO);
        assertThat(files.texts()).hasSize(3);
        files.one(ONE + TWO.replace("Subject", field + "\nSubject"));
        assertThat(files.texts()).hasSize(2);
        files.one(ONE.replace("a@test.example", "-").replace("\n\n", "\n" + field + "\n\n"));
        assertThat(files.texts()).hasSize(1);
        assertThat(overlooked()).isEmpty();
    }

    @Test
    void messagesThatAreHiddenShouldBeToldWithTheirNumber() throws Exception {
        String internal =
                "From MAILER-DAEMON Fri Jul  7 08:25:47 2000\nFrom: Mail System Internal Data\n"
                        + "Subject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA\n"
                        + "X-IMAP: 0962950000 0000000002\nStatus: RO\n\nThis text is part\n\n";
        files.one(internal + ONE);
        assertThat(files.texts()).hasSize(1);
        assertThat(overlooked()).singleElement().asString().contains("anna has 1 message ");
        String gone =
                "From - Tue Jun 15 08:30:00 2021\nX-Account-Key: account1\nX-UIDL: 7\n"
                        + "X-Mozilla-Status: 0009\nSubject: gone\n\nx\n\n";
        files.one(gone + ONE + gone);
        assertThat(files.texts()).hasSize(1);
        assertThat(overlooked()).singleElement().asString().contains("anna has 2 messages ");
    }

    @Test
    void treeShouldBeReadAsThunderbirdLaysItOut() throws Exception {
        Path root = files.anna();
        files.write(root.resolve("Inbox"), ONE)
                .write(root.resolve("Inbox.msf"), "// <!-- <mdb:mork:z")
                .write(root.resolve("msgFilterRules.dat"), "version=\"9\"")
                .write(root.resolve("Inbox.sbd/Work"), TWO)
                .write(root.resolve("Empty"), "")
                .write(root.resolve("Takeout.mbox"), ONE + TWO)
                .write(root.resolve("Level/Deep"), ONE)
                .write(root.resolve("notes"), "no mail\n");
        Files.createSymbolicLink(root.resolve("Link"), root.resolve("Inbox"));
        try (MailboxSession session = files.read()) {
            assertThat(Sessions.paths(session))
                    .containsExactly(
                            FolderPath.INBOX,
                            FolderPath.of("Empty"),
                            FolderPath.of("Takeout"),
                            FolderPath.of("INBOX", "Work"),
                            FolderPath.of("Level", "Deep"));
            assertThat(session.overlooked())
                    .hasSize(2)
                    .anyMatch(
                            each ->
                                    each.endsWith(
                                            "/Link is a symbolic link, and links are not followed."))
                    .anyMatch(each -> each.endsWith("/notes is no mbox."));
            assertThat(session.status(FolderPath.of("Takeout")).messages()).isEqualTo(2);
        }
    }

    @Test
    void uidsShouldStayWhereTheFileHasOnlyGrown() throws Exception {
        files.one(ONE);
        FolderStatus before = status();
        files.add(TWO);
        assertThat(status().uidValidity()).isEqualTo(before.uidValidity());
        assertThat(status().uidNext()).isEqualTo(new Uid(3));
    }

    @Test
    void changedFlagsShouldLeaveTheUids() throws Exception {
        files.one(ONE + TWO);
        FolderStatus before = status();
        files.one(ONE.replaceFirst("\n\n", "\nStatus: RO\n\n") + TWO);
        assertThat(status().uidValidity()).isEqualTo(before.uidValidity());
        assertThat(files.heads(FolderPath.INBOX).get(0).flags()).isEqualTo(Flags.parse("\\Seen"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"removed", "before", "other", "empty"})
    void changedMessagesShouldChangeTheUidValidity(String change) throws Exception {
        files.one(ONE + TWO);
        FolderStatus before = status();
        files.one(
                switch (change) {
                    case "removed" -> TWO + TWO + TWO;
                    case "before" -> TWO + ONE + TWO;
                    case "other" -> ONE.replace("one", "eno") + TWO;
                    default -> "";
                });
        assertThat(status().uidValidity()).isNotEqualTo(before.uidValidity());
    }

    @Test
    void fileThatIsCutOffInAHeaderShouldBeToldByMessage() throws Exception {
        files.one(ONE + FROM + "Subject: cut\nMessage-I");
        assertThat(files.texts()).containsExactly("Subject: one\n\nfirst\n");
        assertThat(files.heads(FolderPath.INBOX)).hasSize(2);
        assertThat(unreadable(2)).contains("cut off");
        assertThat(unreadable(1)).isEmpty();
    }

    @Test
    void fileThatIsCutOffInAPartShouldBeToldByMessage() throws Exception {
        String open =
                "Subject: two\nContent-Type: multipart/mixed;\n boundary=\"Xy\"\n\n--Xy\n\ntext and";
        files.one(ONE + FROM + open);
        assertThat(files.texts()).hasSize(1);
        assertThat(unreadable(2)).contains("cut off");
        files.one(ONE + FROM + open + "\n--Xy--");
        assertThat(files.texts()).hasSize(2);
    }

    @Test
    void nulBytesInPlaceOfAnEndShouldBeToldByMessage() throws Exception {
        files.one(ONE + FROM + "Subject: nul\n\nx\n" + "\0".repeat(5000));
        assertThat(files.texts()).hasSize(1);
        assertThat(unreadable(2)).contains("NUL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Subject: nul\n\nx\n", "Subject: nul\n\nx", "Subject: nul\nX-"})
    void messageBehindNulBytesShouldNotBeSwallowed(String cut) throws Exception {
        for (int nuls : new int[] {1, 70, 9000}) {
            files.one(ONE + FROM + cut + "\0".repeat(nuls) + TWO + ONE);
            assertThat(files.texts())
                    .containsExactly(
                            "Subject: one\n\nfirst\n",
                            "Subject: two\n\nsecond\n",
                            "Subject: one\n\nfirst\n");
            assertThat(unreadable(2)).contains("NUL");
        }
    }

    @Test
    void nulBytesWithinAMessageShouldStay() throws Exception {
        files.one(ONE.replace("first", "a\0b\0\0") + TWO);
        assertThat(files.texts())
                .containsExactly("Subject: one\n\na\0b\0\0\n", "Subject: two\n\nsecond\n");
    }

    @Test
    void lastMessageWithoutALineEndShouldBeToldAndCopiedWhenItIsWhole() throws Exception {
        files.one(ONE + FROM + "Subject: two\n\nsec");
        assertThat(files.texts()).hasSize(1);
        assertThat(unreadable(2)).contains("ends within one of its lines");
        files.add("ond\n");
        assertThat(files.texts()).hasSize(2);
        files.one(ONE + FROM + "Subject: two\nContent-Length: 6\n\nsecond");
        assertThat(files.texts()).hasSize(2);
    }

    @Test
    void lastMessageShouldWaitForAnotherProgramsLock() throws Exception {
        files.one(ONE + TWO);
        Path lock = files.anna().resolveSibling("anna.lock");
        files.write(lock, "4711");
        assertThat(files.texts()).containsExactly("Subject: one\n\nfirst\n");
        assertThat(unreadable(2)).contains("another program is writing");
        assertThat(unreadable(1)).isEmpty();
        Files.delete(lock);
        assertThat(files.texts()).hasSize(2);
    }

    @Test
    void fileThatIsNoMboxShouldBeRefused() throws Exception {
        files.one("Subject: an eml\n\nx\n");
        assertThatThrownBy(this::status)
                .isInstanceOf(MailboxException.class)
                .hasMessageContaining("no mbox")
                .hasMessageContaining(files.anna().toString());
    }

    @Test
    void mailboxThatIsNotThereShouldBeRefused() throws Exception {
        files.write(folder.resolve("mail/other"), ONE);
        assertThatThrownBy(() -> files.read())
                .isInstanceOf(MailboxException.class)
                .hasMessageContaining("no mailbox anna");
    }
}

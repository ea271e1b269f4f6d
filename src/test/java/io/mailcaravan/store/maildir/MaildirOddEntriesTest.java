package io.mailcaravan.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.testkit.Received;
import io.mailcaravan.testkit.Sessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may lie in a folder beside good messages stops only itself, and is counted. */
class MaildirOddEntriesTest {

    @TempDir private Path folder;
    private MaildirFixture mail;

    @BeforeEach
    void createMaildir() throws Exception {
        mail = new MaildirFixture(folder);
        mail.directories("");
        mail.message("cur", "1500000001.a:2,S", "good");
        mail.message("cur", "1500000009.z:2,", "good too");
    }

    /** Both good messages come; the odd one is counted and its reason told. */
    private void assertOnlyTheOddOneIsLeftOut(String reason) throws Exception {
        try (MailboxSession session = mail.source()) {
            List<ItemHead> heads = Sessions.heads(session, FolderPath.INBOX);
            assertThat(heads).hasSize(3);
            assertThat(session.status(FolderPath.INBOX).messages()).isEqualTo(3);
            assertThat(Sessions.fingerprints(session, FolderPath.INBOX, UidRange.ALL)).hasSize(3);
            assertThat(Sessions.read(session, FolderPath.INBOX, heads))
                    .extracting(Received::text)
                    .containsExactlyInAnyOrder(text("good"), text("good too"));
            List<String> reasons = new ArrayList<>();
            for (ItemHead head : heads) {
                session.unreadable(FolderPath.INBOX, head.uid()).ifPresent(reasons::add);
            }
            assertThat(reasons).singleElement().asString().contains(reason);
        }
    }

    private static String text(String id) {
        return "Message-ID: <" + id + "@x>\r\n\r\n" + id + "\r\n";
    }

    @Test
    void directoryShouldStopOnlyItself() throws Exception {
        Files.createDirectory(mail.maildir.resolve("cur/1500000005.dir:2,"));
        assertOnlyTheOddOneIsLeftOut("cur/1500000005.dir:2, is a directory");
    }

    @Test
    void directoryWithANameOfOursShouldStopOnlyItself() throws Exception {
        Files.createDirectory(
                mail.maildir.resolve("cur/1500000005.R0123456789abcdefQ1.caravan,S=9,W=9:2,"));
        assertOnlyTheOddOneIsLeftOut("is a directory");
    }

    @Test
    void linkShouldStopOnlyItselfAndNotBeFollowed() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "not for anna");
        Files.createSymbolicLink(mail.maildir.resolve("new/1500000005.link"), secret);
        assertOnlyTheOddOneIsLeftOut("new/1500000005.link is a symbolic link");
    }

    @Test
    void linkThatLeadsNowhereShouldStopOnlyItself() throws Exception {
        Files.createSymbolicLink(mail.maildir.resolve("new/1500000005.link"), Path.of("nowhere"));
        assertOnlyTheOddOneIsLeftOut("new/1500000005.link is a symbolic link");
    }

    @Test
    void pipeShouldNotBeWaitedFor() throws Exception {
        Path pipe = mail.maildir.resolve("cur/1500000005.pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
        assertOnlyTheOddOneIsLeftOut("cur/1500000005.pipe is no regular file");
    }

    @Test
    void unreadableFileShouldStopOnlyItself() throws Exception {
        Path file = mail.message("cur", "1500000005.denied:2,", "denied");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "root may read everything");
        assertOnlyTheOddOneIsLeftOut("cur/1500000005.denied:2, may not be read");
    }

    @Test
    void anyNameShouldBeReadAndKeepItsUid() throws Exception {
        List<String> names =
                List.of(
                        "1500000002.\u00ff\u00fe:2,S", // no UTF-8
                        ByteNames.bytes("1500000003.j\u00f6rg:2,F"),
                        "1500000004.line\nfeed:2,S",
                        "1500000005.cr\rcr:2,S",
                        "1500000006. :blank",
                        "%",
                        "no date");
        for (String name : names) {
            mail.message("cur", name, ByteNames.printable(name));
        }
        mail.message("new", "1500000004.line\nother", "other");

        List<Received> first = mail.received();
        assertThat(first).hasSize(2 + names.size() + 1);
        assertThat(first).extracting(Received::text).doesNotHaveDuplicates();
        Path flagged = ByteNames.resolve(mail.maildir, "cur/1500000004.line\nfeed:2,S");
        Files.move(flagged, ByteNames.resolve(mail.maildir, "cur/1500000004.line\nfeed:2,"));
        assertThat(mail.received())
                .extracting(each -> each.uid() + each.sha256())
                .containsExactlyElementsOf(
                        first.stream().map(each -> each.uid() + each.sha256()).toList());
    }

    @Test
    void filesOfOneBaseNameShouldAllBeRead() throws Exception {
        mail.message("cur", "1500000001.a:2,RS", "second");
        mail.message("new", "1500000001.a", "third");
        mail.write("dovecot-uidlist", "3 V77 N9 G00\n1 :1500000001.a\n8 :1500000009.z\n");

        List<Received> first = mail.received();
        assertThat(first)
                .extracting(Received::text)
                .containsExactlyInAnyOrder(
                        text("good"), text("good too"), text("second"), text("third"));
        assertThat(mail.received()).isEqualTo(first);
    }

    @Test
    void sizeThatANameTellsWronglyShouldNotBeBelieved() throws Exception {
        mail.message("cur", "1500000005.x,S=3,W=3:2,", "larger than that");
        mail.message("cur", "1500000006.x,S=3,W=99999999999:2,", "less than that");
        try (MailboxSession session = mail.source()) {
            assertThat(Sessions.heads(session, FolderPath.INBOX))
                    .extracting(ItemHead::size)
                    .contains((long) text("larger than that").length())
                    .contains((long) text("less than that").length());
        }
    }

    @Test
    void copyThatLostItsTimeShouldHaveTheDateOfItsName() throws Exception {
        mail.write("cur/1500000005.x:2,", "Subject: x\n\n", "1970-01-01T00:00:00Z");
        assertThat(mail.received())
                .extracting(each -> each.head().internalDate().getEpochSecond())
                .contains(1500000005L);
    }

    @Test
    void unreadableMessageShouldHaveAFingerprintThatClaimsNothing() throws Exception {
        Files.createDirectory(mail.maildir.resolve("cur/1400000005.dir:2,"));
        try (MailboxSession session = mail.source()) {
            assertThat(Sessions.fingerprints(session, FolderPath.INBOX, UidRange.ALL).values())
                    .extracting(Fingerprint::identity)
                    .containsOnlyOnce(Optional.empty());
        }
    }
}

package io.mailcaravan.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Received;
import io.mailcaravan.testkit.Sessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maildirs of other programs, without any list of UIDs. */
class MaildirSourceTest {

    private static final String TEXT = "Message-ID: <%s@x>\n\nbody %s\n";

    @TempDir private Path folder;
    private MaildirFixture mail;

    @BeforeEach
    void writeAsPostfixDoes() throws Exception {
        mail = new MaildirFixture(folder);
        mail.directories("");
        message("cur/1500000003.V1I3.host:2,S", "c", "2017-07-14T02:40:03Z");
        message("cur/1500000001.V1I1.host:2,RS", "a", "2017-07-14T02:40:01Z");
        message("new/1500000002.V1I2.host", "b", "2017-07-14T02:40:02Z");
    }

    private void message(String file, String name, String date) throws Exception {
        mail.write(file, TEXT.formatted(name, name), date);
    }

    private List<String> idsByUid() throws Exception {
        try (MailboxSession session = mail.source()) {
            return Sessions.fingerprints(session, FolderPath.INBOX, UidRange.ALL)
                    .entrySet()
                    .stream()
                    .map(each -> each.getKey() + each.getValue().identity().orElse("none"))
                    .toList();
        }
    }

    @Test
    void readingShouldChangeNothingOnDisk() throws Exception {
        Map<String, String> before = mail.everything();
        assertThat(mail.received()).hasSize(3);
        assertThat(idsByUid()).hasSize(3);
        try (MailboxSession session = mail.source()) {
            session.folders();
        }
        assertThat(mail.everything()).isEqualTo(before);
    }

    @Test
    void uidsShouldFollowTheDatesAndStay() throws Exception {
        FolderStatus first = mail.status();
        assertThat(idsByUid()).containsExactly("1<a@x>", "2<b@x>", "3<c@x>");

        message("new/1400000000.V1I9.host", "late", "2014-05-13T16:53:20Z");
        Files.move(
                mail.maildir.resolve("new/1500000002.V1I2.host"),
                mail.maildir.resolve("cur/1500000002.V1I2.host:2,S"));

        assertThat(idsByUid()).containsExactly("1<a@x>", "2<b@x>", "3<c@x>", "4<late@x>");
        assertThat(mail.status().uidValidity()).isEqualTo(first.uidValidity());
    }

    @Test
    void uidOfARemovedMessageShouldNotComeBack() throws Exception {
        assertThat(idsByUid()).hasSize(3);
        Files.delete(mail.maildir.resolve("cur/1500000003.V1I3.host:2,S"));
        message("new/1600000000.V1I9.host", "d", "2020-09-13T12:26:40Z");

        assertThat(idsByUid()).containsExactly("1<a@x>", "2<b@x>", "4<d@x>");
    }

    /** mbsync and OfflineIMAP note their own numbers in names, and take them away again. */
    @Test
    void fileWithAnotherProgramsNotesInItsNameShouldKeepItsUid() throws Exception {
        assertThat(idsByUid()).containsExactly("1<a@x>", "2<b@x>", "3<c@x>");
        rename("cur/1500000001.V1I1.host:2,RS", "cur/1500000001.V1I1.host,U=1:2,RS");
        rename("new/1500000002.V1I2.host", "cur/1500000002.V1I2.host,U=2,FMD5=0f:2,");
        message("new/1500000009.V1I9.host,U=4", "d", "2017-07-14T02:41:00Z");
        assertThat(idsByUid()).containsExactly("1<a@x>", "2<b@x>", "3<c@x>", "4<d@x>");

        rename("cur/1500000001.V1I1.host,U=1:2,RS", "cur/1500000001.V1I1.host,U=9:2,S");
        rename("new/1500000009.V1I9.host,U=4", "cur/1500000009.V1I9.host:2,");
        assertThat(idsByUid()).containsExactly("1<a@x>", "2<b@x>", "3<c@x>", "4<d@x>");
    }

    @Test
    void filesWhosePartBeforeTheCommaIsNotUniqueShouldBeToldApart() throws Exception {
        message("cur/1500000005.same,S=1:2,", "e", "2017-07-14T02:40:05Z");
        message("cur/1500000005.same,S=2:2,", "f", "2017-07-14T02:40:06Z");
        assertThat(idsByUid()).containsExactly("1<a@x>", "2<b@x>", "3<c@x>", "4<e@x>", "5<f@x>");

        Files.delete(mail.maildir.resolve("cur/1500000005.same,S=1:2,"));
        message("cur/1500000005.same,S=3:2,", "g", "2017-07-14T02:40:07Z");
        assertThat(idsByUid()).containsExactly("1<a@x>", "2<b@x>", "3<c@x>", "5<f@x>", "6<g@x>");
    }

    @Test
    void fileShouldNotGetTheUidOfADeletedOneWithTheSamePartBeforeTheComma() throws Exception {
        message("cur/1500000005.same,U=5:2,", "e", "2017-07-14T02:40:05Z");
        message("cur/1500000005.same,U=6:2,", "f", "2017-07-14T02:40:06Z");
        assertThat(idsByUid()).containsExactly("1<a@x>", "2<b@x>", "3<c@x>", "4<e@x>", "5<f@x>");

        rename("cur/1500000005.same,U=5:2,", "cur/1500000005.same,U=15:2,");
        Files.delete(mail.maildir.resolve("cur/1500000005.same,U=6:2,"));
        assertThat(idsByUid()).containsExactly("1<a@x>", "2<b@x>", "3<c@x>", "6<e@x>");
        assertThat(idsByUid()).containsExactly("1<a@x>", "2<b@x>", "3<c@x>", "6<e@x>");
    }

    @RepeatedTest(20)
    void whateverIsRenamedAndDeletedNoFileShouldGetTheUidOfAnother(RepetitionInfo run)
            throws Exception {
        Random random = new Random(run.getCurrentRepetition());
        List<String> files = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            // two share each part, but for those that have one for themselves
            String part = "160000000" + (i < 6 ? i / 2 : i) + ".same";
            files.add("cur/" + part + ",U=" + i + ":2,");
            message(files.get(i), "m" + i, "2020-09-13T12:26:4" + i + "Z");
        }
        Map<String, String> owners = new HashMap<>();
        for (int pass = 0; pass < 6; pass++) {
            List<String> found = idsByUid();
            for (String uidAndId : found) {
                int id = uidAndId.indexOf('<');
                String uid = uidAndId.substring(0, id);
                assertThat(owners.merge(uid, uidAndId, (owner, now) -> owner)).isEqualTo(uidAndId);
            }
            assertThat(found).hasSize(3 + files.size());
            assertThat(idsByUid()).isEqualTo(found);
            for (String file : List.copyOf(files)) {
                int what = random.nextInt(5);
                if (what < 3) {
                    files.remove(file);
                }
                if (what == 0) {
                    Files.delete(mail.maildir.resolve(file));
                } else if (what < 3) {
                    String part = file.substring(0, file.indexOf(".same") + 5);
                    int fresh = 100 + random.nextInt(1_000_000);
                    files.add(part + (what == 1 ? ",S=7" : "") + ",U=" + fresh + ":2,S");
                    rename(file, files.get(files.size() - 1));
                }
            }
        }
    }

    private void rename(String from, String to) throws Exception {
        Files.move(mail.maildir.resolve(from), mail.maildir.resolve(to));
    }

    @Test
    void lostNumberingShouldShowAsAnotherUidValidity() throws Exception {
        FolderStatus before = mail.status();
        try (var lists = Files.list(folder.resolve("spool/maildir-uidlists"))) {
            for (Path list : lists.toList()) {
                Files.delete(list);
            }
        }
        assertThat(mail.status().uidValidity()).isNotEqualTo(before.uidValidity());
        assertThat(mail.status().messages()).isEqualTo(3);
    }

    @Test
    void messageThatNobodyNumberedShouldNotTakeAUidThatItsOwnerMayGiveToAnother() throws Exception {
        mail.write(
                "dovecot-uidlist",
                "3 V77 N4 G00\n1 :1500000001.V1I1.host\n3 :1500000003.V1I3.host\n");

        assertThat(mail.status().uidValidity().value()).isNotEqualTo(77);
        assertThat(idsByUid()).containsExactly("1<a@x>", "2<c@x>", "3<b@x>");
        FolderStatus own = mail.status();
        mail.write(
                "dovecot-uidlist",
                """
                3 V77 N5 G00
                1 :1500000001.V1I1.host
                3 :1500000003.V1I3.host
                4 :1500000002.V1I2.host
                """);
        assertThat(mail.status()).isEqualTo(own);
    }

    @Test
    void renamedFileShouldStillBeReadAndDeletedOneLeftOut() throws Exception {
        try (MailboxSession session = mail.source()) {
            List<ItemHead> heads = Sessions.heads(session, FolderPath.INBOX);
            Files.move(
                    mail.maildir.resolve("cur/1500000001.V1I1.host:2,RS"),
                    mail.maildir.resolve("cur/1500000001.V1I1.host:2,FRS"));
            Files.delete(mail.maildir.resolve("new/1500000002.V1I2.host"));

            assertThat(Sessions.read(session, FolderPath.INBOX, heads))
                    .extracting(Received::uid)
                    .containsExactly(heads.get(0).uid(), heads.get(2).uid());
        }
    }

    @Test
    void itemShouldStayReadableWhenItsFileGoes() throws Exception {
        mail.write("cur/1500000009.V1I9.host:2,", "Subject: x\n\n" + "line\n".repeat(5000));
        try (MailboxSession session = mail.source()) {
            List<ItemHead> heads = Sessions.heads(session, FolderPath.INBOX);
            session.read(
                    FolderPath.INBOX,
                    List.of(heads.subList(3, 4)).iterator(),
                    item -> {
                        assertThat(
                                        mail.maildir
                                                .resolve("cur/1500000009.V1I9.host:2,")
                                                .toFile()
                                                .delete())
                                .isTrue();
                        assertThat(Received.of(item).head().size()).isEqualTo(14 + 5000 * 6);
                    });
        }
    }

    /** In the text, {@code n} stands for LF and {@code r} for CR. */
    @ParameterizedTest
    @CsvSource({
        "A: 1nn2n, A: 1rnrn2rn",
        "A: 1rnrn2rn, A: 1rnrn2rn",
        "A: 1nn2rn3n, A: 1rnrn2rn3rn",
        "A: 1nn2r3, A: 1rnrn2r3",
        "A: 1nn2rrn3r, A: 1rnrn2rrn3r",
        "nnn, rnrnrn"
    })
    void otherProgramsLineEndsShouldBecomeThoseOfImap(String stored, String delivered)
            throws Exception {
        mail.write("new/1700000000.V1I7.host", text(stored));

        Received last = mail.received().get(3);

        assertThat(last.text()).isEqualTo(text(delivered));
        assertThat(last.head().size()).isEqualTo(text(delivered).length());
    }

    private static String text(String written) {
        return written.replace('n', '\n').replace('r', '\r');
    }

    @Test
    void compressedMessageShouldBeLeftOutAndItsNeighboursRead() throws Exception {
        mail.write("cur/1600000000.V1I8.host,S=500:2,S", "\u001f\u008b\b\0\0\0");

        assertThat(mail.received()).hasSize(3);
        try (MailboxSession session = mail.source()) {
            assertThat(Sessions.heads(session, FolderPath.INBOX)).hasSize(4);
            assertThat(session.unreadable(FolderPath.INBOX, new Uid(4)).orElseThrow())
                    .contains(
                            "GZIP",
                            "cur/1600000000.V1I8.host",
                            "read it with a store of type imap");
            assertThat(session.unreadable(FolderPath.INBOX, new Uid(1))).isEmpty();
        }
    }

    @Test
    void strangeFolderNamesShouldBeListedAndReadable() throws Exception {
        for (String name : List.of(".caf\u00e9", ".a..b", ".bad&utf7", ".a\\2eb")) {
            mail.directories(name);
        }
        try (MailboxSession session = mail.source()) {
            assertThat(Sessions.paths(session))
                    .containsExactly(
                            FolderPath.INBOX,
                            FolderPath.of("a..b"),
                            FolderPath.of("a.b"),
                            FolderPath.of("bad&utf7"),
                            FolderPath.of("caf\u00e9"));
            for (FolderPath path : Sessions.paths(session)) {
                assertThat(session.status(path).path()).isEqualTo(path);
            }
        }
    }

    @Test
    void damagedListShouldBeNamed() throws Exception {
        mail.write("dovecot-uidlist", "9 what is this\n");

        MailboxException failure = catchThrowableOfType(MailboxException.class, mail::status);

        assertThat(failure.scope()).isEqualTo(Scope.FOLDER);
        assertThat(failure).hasMessageContaining("dovecot-uidlist").hasMessageContaining("9 what");
    }

    @Test
    void destinationShouldNumberWhatOthersBrought() throws Exception {
        mail.append(Messages.plain("ours"));
        try (MailboxSession session = mail.destination()) {
            assertThat(session.status(FolderPath.INBOX).messages()).isEqualTo(4);
        }
        assertThat(mail.received()).hasSize(4);
        assertThat(folder.resolve("spool")).doesNotExist();
    }
}

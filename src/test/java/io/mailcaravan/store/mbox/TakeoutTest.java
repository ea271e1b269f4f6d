package io.mailcaravan.store.mbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.component.mailbox.RouteFixture;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Sessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Google Takeout's file: each message once, with its labels. */
class TakeoutTest {

    private static final FolderPath WORK = FolderPath.of("Work", "2021");

    @TempDir private Path folder;
    private Path file;
    private MboxStore store;
    private RouteFixture route;

    @BeforeEach
    void takeout() throws Exception {
        file = folder.resolve("mail/" + RouteFixture.MAILBOX + ".mbox");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                mail("Inbox,Work/2021,Important,Opened", "one")
                        + mail("=?UTF-8?Q?Gr=C3=BC=C3=9Fe,Sent,Unread?=", "two")
                        + mail("Archived,Opened,Category Updates", "three")
                        + mail("\"a, b\",Starred", "four"));
        store =
                new MboxStore(
                        "old",
                        folder.resolve("mail/{mailbox}.mbox"),
                        MboxLayout.AUTO,
                        MboxFormat.MBOXRD,
                        new Spool(folder.resolve("spool"), 4096));
        route = new RouteFixture(folder).impatient().around(old -> store, to -> to);
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    private static String mail(String labels, String subject) {
        return "From 1703@xxx Tue Jun 15 08:30:00 +0000 2021\nX-GM-THRID: 1703\nX-Gmail-Labels: "
                + labels
                + "\nMessage-ID: <"
                + subject
                + "@test.example>\nSubject: "
                + subject
                + "\n\nbody of "
                + subject
                + "\n\n";
    }

    private List<ItemHead> heads(MailboxSession session, FolderPath path) throws Exception {
        return Sessions.heads(session, path);
    }

    private MailboxSession destination() throws Exception {
        return route.destination.signIn(Login.of(RouteFixture.MAILBOX), Access.READ);
    }

    @Test
    void messageShouldBeListedOnceWithItsLabels() throws Exception {
        try (MailboxSession session = store.signIn(Login.of(RouteFixture.MAILBOX), Access.READ)) {
            assertThat(session.capabilities()).contains(StoreCapability.PLACES);
            assertThat(Sessions.paths(session))
                    .containsExactly(
                            FolderPath.INBOX,
                            FolderPath.of("Work"),
                            WORK,
                            FolderPath.of("Sent"),
                            FolderPath.of("Gr\u00fc\u00dfe"),
                            GmailLabels.ARCHIVE,
                            FolderPath.of("a, b"));
            ItemHead one = heads(session, FolderPath.INBOX).get(0);
            assertThat(one.places()).isEqualTo(Places.of(WORK));
            assertThat(one.flags()).isEqualTo(Flags.parse("\\Seen $Important"));
            assertThat(heads(session, WORK)).isEmpty();
            assertThat(session.status(WORK).messages()).isZero();
            assertThat(session.status(FolderPath.INBOX).messages()).isEqualTo(1);
            assertThat(heads(session, FolderPath.of("Sent")))
                    .singleElement()
                    .satisfies(two -> assertThat(two.flags()).isEqualTo(Flags.NONE));
            assertThat(Sessions.read(session, FolderPath.INBOX, List.of(one)).get(0).text())
                    .isEqualTo(
                            "Message-ID: <one@test.example>\r\nSubject: one\r\n\r\nbody of one\r\n");
        }
    }

    @Test
    void messagesShouldArriveWithAllTheirLabels() throws Exception {
        route.start();
        assertThat(route.passOfAlice().counts().copied()).isEqualTo(4);
        try (MailboxSession session = destination()) {
            assertThat(heads(session, FolderPath.INBOX))
                    .singleElement()
                    .satisfies(head -> assertThat(head.places()).isEqualTo(Places.of(WORK)));
            assertThat(heads(session, FolderPath.of("Sent")).get(0).places())
                    .isEqualTo(Places.of(FolderPath.of("Gr\u00fc\u00dfe")));
            assertThat(heads(session, FolderPath.of("a, b")).get(0).flags())
                    .isEqualTo(Flags.parse("\\Flagged \\Seen"));
            assertThat(heads(session, WORK)).isEmpty();
        }
        assertThat(route.passOfAlice().counts().copied()).isZero();
    }

    @Test
    void messagesThatTheFileHasGrownByShouldBeAllThatIsCopied() throws Exception {
        route.start();
        route.passOfAlice();
        Files.writeString(
                file, mail("Inbox", "five") + mail("New label", "six"), StandardOpenOption.APPEND);
        assertThat(route.passOfAlice().counts().copied()).isEqualTo(2);
        try (MailboxSession session = destination()) {
            assertThat(heads(session, FolderPath.INBOX)).hasSize(2);
            assertThat(heads(session, FolderPath.of("New label"))).hasSize(1);
        }
    }

    /** A later Takeout has the messages in another order, and some more. */
    @Test
    void anotherTakeoutShouldBringNothingTwice() throws Exception {
        route.start();
        route.passOfAlice();
        Files.writeString(
                file,
                mail("Archived", "zero")
                        + mail("Archived,Opened,Category Updates", "three")
                        + mail("Inbox,Work/2021,Important,Opened", "one")
                        + mail("\"a, b\",Starred", "four")
                        + mail("=?UTF-8?Q?Gr=C3=BC=C3=9Fe,Sent,Unread?=", "two"));
        route.passOfAlice();
        assertThat(RouteFixture.counts(route.destination, Login.of(RouteFixture.MAILBOX)).values())
                .extracting(Number::longValue)
                .satisfies(
                        counts ->
                                assertThat(counts.stream().mapToLong(Long::longValue).sum())
                                        .isEqualTo(5));
    }

    @Test
    void fileOfOursShouldBeNoTakeoutWhateverItsFirstMessageIs() throws Exception {
        Files.delete(file);
        try (MailboxSession session = store.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE)) {
            session.append(
                    FolderPath.INBOX,
                    List.of(
                            Messages.item(
                                    "X-Gmail-Labels: Work\r\nSubject: x\r\n\r\n"
                                            + "a line\r\n".repeat(50_000))));
        }
        try (MailboxSession session = store.signIn(Login.of(RouteFixture.MAILBOX), Access.READ)) {
            assertThat(Sessions.paths(session)).containsExactly(FolderPath.INBOX);
            assertThat(heads(session, FolderPath.INBOX)).hasSize(1);
        }
    }

    @Test
    void fileThatSomebodyTriedToWriteToShouldBeReadWithItsLabels() throws Exception {
        try (MailboxSession session = store.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE)) {
            assertThatThrownBy(
                            () -> session.append(FolderPath.INBOX, List.of(Messages.plain("five"))))
                    .hasMessageContaining("was written or changed by another program");
        }
        try (MailboxSession session = store.signIn(Login.of(RouteFixture.MAILBOX), Access.READ)) {
            assertThat(Sessions.paths(session)).contains(WORK);
            assertThat(heads(session, FolderPath.INBOX)).hasSize(1);
        }
    }

    @Test
    void takeoutShouldNotBeWrittenTo() {
        MboxStore takeout =
                new MboxStore(
                        "old",
                        folder.resolve("mail"),
                        MboxLayout.TAKEOUT,
                        MboxFormat.MBOXRD,
                        new Spool(folder.resolve("spool"), 4096));
        assertThat(takeout.isSourceOnly()).isTrue();
        assertThatThrownBy(() -> takeout.signIn(Login.of("x"), Access.WRITE))
                .hasMessageContaining("Google Takeout");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Trash,Inbox|Trash|INBOX",
                "Spam,Unread|Spam|''",
                "Drafts,Work|Drafts|Work",
                "Work,Family|Work|Family",
                "''|Archive|''",
                "a//b|a/b|''"
            })
    void homeShouldBeTheFolderThatSaysMost(String labels, String home, String places) {
        GmailLabels parsed = GmailLabels.parse(labels);
        assertThat(parsed.home()).isEqualTo(FolderPath.parse(home));
        assertThat(parsed.places()).isEqualTo(Places.parse(places));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "Category Wine,Category Updates,Opened,Archived|Category Wine",
                "opened,Category promotions,archived|opened;archived",
                "19\" racks,Work,Sent|19\" racks;Work",
                "\"open,Work|\"open;Work",
                "a \"quoted\" word,\"x, \\\"y\\\"\" , Work|a \"quoted\" word;x, \"y\";Work",
                "Work,=?UTF-8?Q?a=2C_b?=,=?UTF-8?B?Yyxk?=|Work;a, b;c,d",
                "Work,=?UTF-8?Q?a,_b?= =?UTF-8?Q?c?=|Work;a, bc",
                "=?UTF-8?Q?a,\"b,_c\",d?=|a;b, c;d",
                ",,Work, |Work"
            })
    void ownersLabelsShouldAllBeKept(String field, String labels) {
        GmailLabels parsed = GmailLabels.parse(field);
        Set<FolderPath> folders = new HashSet<>(parsed.places().folders());
        folders.add(parsed.home());
        folders.remove(FolderPath.of("Sent"));
        assertThat(folders)
                .extracting(FolderPath::name)
                .containsExactlyInAnyOrder(labels.split(";"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "=?UTF-8?B?w6Q=?=|\u00e4",
                "=?UTF-8?Q?=C3?= =?UTF-8?Q?=A4_b?=|\u00e4 b",
                "a =?iso-8859-1?Q?=E4?= b|a \u00e4 b",
                "=?nonsense?Q?x?=|x",
                "=?UTF-8?B?%%%?=|''",
                "plain|plain"
            })
    void encodedLabelsShouldBeDecoded(String field, String text) {
        assertThat(EncodedWords.decode(field)).isEqualTo(text);
    }
}

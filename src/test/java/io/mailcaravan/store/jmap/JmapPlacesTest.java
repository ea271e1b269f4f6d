package io.mailcaravan.store.jmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.AppendOutcome.Appended;
import io.mailcaravan.mailbox.ChangeCursor;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.store.jmap.JmapServer.Fault;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where emails are, what their mailboxes are called, and whose they are. */
class JmapPlacesTest extends JmapFixture {

    private static final FolderPath WORK = FolderPath.of("Work");

    @Test
    void emailsShouldBeInTheHomeFolderAndMailboxesBeEmpty() throws Exception {
        try (MailboxSession session = destination()) {
            session.create(WORK, Optional.empty());
            session.append(
                    session.home(WORK),
                    List.of(
                            in(Places.of(WORK, FolderPath.INBOX), Messages.plain("both")),
                            in(Places.of(WORK), Messages.plain("one"))));

            assertThat(session.home(WORK)).isEqualTo(Home.PATH);
            assertThat(Sessions.heads(session, Home.PATH))
                    .extracting(ItemHead::places)
                    .containsExactly(Places.of(WORK, FolderPath.INBOX), Places.of(WORK));
            assertThat(session.status(Home.PATH).messages()).isEqualTo(2);
            assertThat(Sessions.heads(session, WORK)).isEmpty();
            assertThat(session.status(WORK).messages()).isZero();
            assertThat(session.folders())
                    .filteredOn(folder -> folder.use().equals(Optional.of(SpecialUse.ALL)))
                    .isEmpty(); // no email lies in it alone
            assertThatThrownBy(() -> session.append(WORK, List.of(Messages.plain("x"))))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void itemWithoutPlaceShouldGoToTheArchiveOrElseToTheInbox() throws Exception {
        try (MailboxSession session = destination()) {
            session.append(Home.PATH, List.of(Messages.plain("to the inbox")));
            session.create(FolderPath.of("Archiv"), Optional.of(SpecialUse.ARCHIVE));
            session.append(Home.PATH, List.of(Messages.plain("to the archive")));

            assertThat(Sessions.heads(session, Home.PATH))
                    .extracting(ItemHead::places)
                    .containsExactly(
                            Places.of(FolderPath.INBOX), Places.of(FolderPath.of("Archiv")));
        }
    }

    @Test
    void mailboxWithTheNameOfAnotherFolderShouldHaveAPathOfItsOwn() throws Exception {
        anna().mailbox("ALL mail", null, null);
        anna().mailbox("inbox", null, null);
        anna().mailbox("Everything", null, "all");
        try (MailboxSession session = destination()) {
            assertThat(Sessions.paths(session))
                    .containsExactlyInAnyOrder(
                            Home.PATH,
                            FolderPath.INBOX,
                            FolderPath.of("ALL mail (mailbox)"),
                            FolderPath.of("inbox (mailbox)"));
            session.create(FolderPath.of("all mail"), Optional.empty());
            assertThat(session.listed(FolderPath.of("all mail"))).isEqualTo(Home.PATH);
            assertThat(Sessions.paths(session)).hasSize(4);
        }
    }

    @Test
    void renamedMailboxShouldMakeChangesUnknown() throws Exception {
        try (MailboxSession session = destination()) {
            session.create(WORK, Optional.empty());
            session.append(Home.PATH, List.of(in(Places.of(WORK), Messages.plain("x"))));
            ChangeCursor since = session.status(Home.PATH).cursor().orElseThrow();
            anna().mailboxes.values().stream()
                    .filter(mailbox -> mailbox.get("name").asText().equals("Work"))
                    .forEach(mailbox -> mailbox.put("name", "Jobs"));

            assertThat(session.changes(Home.PATH, since, change -> {})).isFalse();
            assertThat(session.status(Home.PATH).cursor()).isNotEqualTo(Optional.of(since));
            assertThat(Sessions.heads(session, Home.PATH).get(0).places())
                    .isEqualTo(Places.of(FolderPath.of("Jobs")));
        }
    }

    @Test
    void contentThatIsThereShouldBeTheCopyAndLieInBothPlaces() throws Exception {
        server.manner.onceOnly = true;
        Item seen = Messages.with(Messages.plain("same"), Flags.parse("\\Seen"));
        try (MailboxSession session = destination()) {
            session.create(WORK, Optional.empty());
            var first =
                    session.append(Home.PATH, List.of(in(Places.of(WORK), Messages.plain("same"))));
            var second = session.append(Home.PATH, List.of(in(Places.of(FolderPath.INBOX), seen)));

            assertThat(((Appended) second.get(0)).uid()).isEqualTo(((Appended) first.get(0)).uid());
            assertThat(((Appended) second.get(0)).dropped()).isEqualTo(Flags.parse("\\Seen"));
            assertThat(Sessions.heads(session, Home.PATH))
                    .singleElement()
                    .satisfies(
                            head ->
                                    assertThat(head.places())
                                            .isEqualTo(Places.of(WORK, FolderPath.INBOX)));
        }
    }

    @Test
    void passwordThatIsRefusedShouldBeTriedOnce() {
        Login wrong = new Login("anna", Optional.of(new Secret("wrong")));
        assertFails(Scope.MAILBOX, Retry.NEVER, () -> store.signIn(wrong, Access.READ).close());
        assertThat(server.asked).hasSize(1);
    }

    private MailboxStore byToken(String token) {
        return JmapStores.plain(
                server.url(),
                folder.resolve("spool"),
                numbering,
                "auth",
                "bearer",
                "oauth.access-token",
                token);
    }

    @Test
    void tokenShouldSignInToItsOwnMailboxOnly() throws Exception {
        Login ben = Login.of("ben");
        try (MailboxStore tokens = byToken("token-anna")) {
            tokens.signIn(Login.of("anna"), Access.READ).close();
            tokens.signIn(Login.of("anna@acme.example"), Access.READ).close();
            assertFails(Scope.MAILBOX, Retry.NEVER, () -> tokens.signIn(ben, Access.READ).close());
        }
        try (MailboxStore tokens = byToken("token-anna")) {
            server.manner.user = "";
            tokens.signIn(Login.of("anna"), Access.READ).close();
            assertFails(Scope.MAILBOX, Retry.NEVER, () -> tokens.signIn(ben, Access.READ).close());
        }
    }

    @Test
    void refusedTokenShouldBeAnErrorOfTheMailbox() throws Exception {
        try (MailboxStore tokens = byToken("token-anna");
                MailboxSession session = tokens.signIn(Login.of("anna"), Access.READ)) {
            server.plan("Mailbox/get", Fault.REFUSED_TOKEN);
            assertFails(Scope.MAILBOX, Retry.NEVER, session::folders);
        }
    }

    @Test
    void tokenThatIsRefusedMeanwhileShouldBeRenewedOnce() throws Exception {
        Path file = folder.resolve("token");
        Files.writeString(file, "token-anna.1");
        try (MailboxStore tokens =
                        JmapStores.plain(
                                server.url(),
                                folder.resolve("spool"),
                                numbering,
                                "auth",
                                "bearer",
                                "oauth.access-token-file",
                                file.toString());
                MailboxSession session = tokens.signIn(Login.of("anna"), Access.READ)) {
            server.plan("Mailbox/get", Fault.REFUSED_TOKEN);
            server.refused = () -> write(file, "token-anna.2");
            assertThat(session.folders()).isNotEmpty();
            assertThat(server.count("Mailbox/get")).isEqualTo(2);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void flagsOfManyItemsShouldBeStoredInPartsThatTheServerTakes() throws Exception {
        for (int i = 0; i < 20; i++) {
            deliver("number " + i, Messages.DATE.plusSeconds(i));
        }
        try (MailboxSession session = destination()) {
            List<ItemHead> heads = Sessions.heads(session, Home.PATH);
            Map<Uid, Flags> flags = new HashMap<>();
            heads.forEach(head -> flags.put(head.uid(), Flags.parse("\\Seen")));
            session.storeFlags(Home.PATH, flags);
            assertThat(Sessions.heads(session, Home.PATH))
                    .hasSize(20)
                    .allSatisfy(head -> assertThat(head.flags()).isEqualTo(Flags.parse("\\Seen")));
        }
    }
}

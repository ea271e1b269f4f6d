package io.mailcaravan.store.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ChangeCursor;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.NewFolder;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often a session waits for its server. A transcript plays on only while the client asks
 * without waiting, so the turns it has are the round trips.
 */
class RoundTripsTest {
    private static final FolderPath GONE = FolderPath.of("gone");

    @TempDir private Path spool;
    private ScriptedServer server;
    private MailboxSession session;

    @AfterEach
    void stop() throws Exception {
        if (session != null) {
            session.close();
        }
        server.close();
    }

    @Test
    void unchangedMailboxShouldTakeOneRoundTripAfterSignIn() throws Exception {
        play("dovecot/list-status.txt", Access.READ);
        FolderPath list = FolderPath.of("lists", "R&");

        assertThat(session.folders()).hasSize(3);
        List<FolderStatus> told = session.statuses(List.of(FolderPath.INBOX, list));
        assertThat(server.roundTrips()).as("sign-in, and all the rest").isEqualTo(2);
        List<FolderStatus> asked = session.statuses(List.of(FolderPath.INBOX, list));

        assertThat(told.get(0).uidNext()).isEqualTo(new Uid(11));
        assertThat(told.get(0).cursor()).contains(new ChangeCursor("20"));
        assertThat(told.get(1).messages()).isZero();
        assertThat(asked.get(0)).isEqualTo(told.get(0));
        assertThat(asked.get(1).messages()).isEqualTo(1);
        server.assertPlayed();
        assertThat(server.roundTrips()).isEqualTo(3);
    }

    @Test
    void statusesShouldNotWaitForEachOther() throws Exception {
        play("made-up/status-one-by-one.txt", Access.READ);
        FolderPath a = FolderPath.of("a");

        assertThat(session.statuses(List.of(FolderPath.INBOX, a)))
                .extracting(FolderStatus::messages)
                .containsExactly(3L, 4L);
        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class,
                        () -> session.statuses(List.of(FolderPath.INBOX, GONE, a)));

        assertThat(failure).hasMessageContaining("gone").hasMessageContaining("no such mailbox");
        assertThat(failure.scope()).isEqualTo(Scope.FOLDER);
        assertThat(failure.retry()).isEqualTo(Retry.NEVER);
        assertThat(session.status(FolderPath.INBOX).messages()).isEqualTo(3);
        server.assertPlayed();
    }

    @Test
    void listingShouldGoOutWithTheOpeningOfAKnownFolder() throws Exception {
        play("dovecot/listing-ahead.txt", Access.READ);
        UidRange range = new UidRange(Uid.MIN, new Uid(16_000));
        List<Long> found = new ArrayList<>();

        session.status(FolderPath.INBOX);
        session.list(FolderPath.INBOX, range, head -> found.add(head.uid().value()));
        assertThat(found).containsExactly(5_000L, 5_001L, 10_001L, 16_000L);

        session.status(GONE);
        List<ItemHead> none = new ArrayList<>();
        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class, () -> session.list(GONE, range, none::add));
        assertThat(failure.scope()).isEqualTo(Scope.FOLDER);
        assertThat(none).isEmpty();

        found.clear();
        UidRange one = new UidRange(new Uid(16_000), new Uid(16_000));
        session.list(FolderPath.INBOX, one, head -> found.add(head.uid().value()));
        assertThat(found).containsExactly(16_000L);
        server.assertPlayed();
    }

    @Test
    void destinationShouldBeReadyInTwoRoundTripsAfterSignIn() throws Exception {
        play("cyrus/create-many-new.txt", Access.WRITE);
        FolderPath a = FolderPath.of("a");
        FolderPath b = FolderPath.of("a", "b");

        session.folders();
        assertThat(session.createAll(List.of(folder(a, true), folder(b, true))))
                .containsOnly(Optional.empty());
        assertThat(session.statuses(List.of(b, a)))
                .extracting(status -> status.uidValidity().value())
                .containsExactly(9L, 8L);
        server.assertPlayed();
        assertThat(server.roundTrips()).isEqualTo(3);
    }

    @Test
    void onlyRefusedFoldersShouldCostMoreRoundTrips() throws Exception {
        play("cyrus/create-many.txt", Access.WRITE);
        FolderPath sent = FolderPath.of("Sent");
        FolderPath b = FolderPath.of("b");

        List<Optional<MailboxException>> failures =
                session.createAll(
                        List.of(
                                folder(FolderPath.INBOX, true),
                                new NewFolder(sent, Optional.of(SpecialUse.SENT), true),
                                folder(FolderPath.of("a"), true),
                                folder(FolderPath.of("b/c"), false),
                                folder(b, false),
                                folder(FolderPath.of("bad"), true)));

        assertThat(failures).extracting(Optional::isPresent).endsWith(true, false, true);
        assertThat(failures.subList(0, 3)).containsOnly(Optional.empty());
        assertThat(failures.get(3).orElseThrow()).hasMessageContaining("separates folders");
        assertThat(failures.get(5).orElseThrow()).hasMessageContaining("invalid name");
        assertThat(failures.get(5).orElseThrow().scope()).isEqualTo(Scope.FOLDER);
        assertThat(session.statuses(List.of(FolderPath.INBOX, b, sent)))
                .extracting(FolderStatus::messages)
                .containsExactly(3L, 5L, 0L);
        server.assertPlayed();
    }

    private static NewFolder folder(FolderPath path, boolean subscribed) {
        return new NewFolder(path, Optional.empty(), subscribed);
    }

    private void play(String transcript, Access access) throws Exception {
        server = new ScriptedServer(transcript);
        Login anna = new Login("anna@acme.example", Optional.of(new Secret("secret")));
        session = ImapStores.plain(server.port(), spool).signIn(anna, access);
    }
}

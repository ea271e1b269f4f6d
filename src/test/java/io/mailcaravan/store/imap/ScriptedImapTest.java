package io.mailcaravan.store.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.AppendOutcome.Appended;
import io.mailcaravan.mailbox.AppendOutcome.Refused;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Received;
import io.mailcaravan.testkit.Sessions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What neither GreenMail nor Dovecot does, from transcripts. */
class ScriptedImapTest {
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
    void messageThatIsListedAndNotFetchedShouldBeLeftOut() throws Exception {
        play("exchange/listed-but-not-fetched.txt", Access.READ);

        List<ItemHead> heads = Sessions.heads(session, FolderPath.INBOX);
        List<Received> got = Sessions.read(session, FolderPath.INBOX, heads);

        assertThat(heads).hasSize(3);
        assertThat(got).extracting(Received::text).containsExactly("first\r\n");
        assertThat(got.get(0).head().internalDate()).isEqualTo("1996-07-17T09:44:25Z");
        server.assertPlayed();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void mixedAnswersShouldBeDeliveredInOrder(boolean split) throws Exception {
        server = new ScriptedServer("dovecot/interleaved.txt", split);
        signIn(Access.READ, "secret");

        List<Received> got =
                Sessions.readWindows(
                        session,
                        FolderPath.INBOX,
                        List.of(List.of(head(10), head(11)), List.of(head(12), head(13))));

        assertThat(got)
                .extracting(Received::text)
                .containsExactly("first\r\n", "second\r\n", "third\r\n", "fourth\r\n");
        server.assertPlayed();
    }

    @Test
    void brokenMessageShouldNotSpoilItsWindow() throws Exception {
        play("dovecot/one-broken-message.txt", Access.READ);

        List<Received> got =
                Sessions.read(session, FolderPath.INBOX, List.of(head(10), head(11), head(12)));

        assertThat(got).extracting(Received::text).containsExactly("first\r\n", "third\r\n");
        server.assertPlayed();
    }

    @Test
    void messageLargerThanAnnouncedShouldBeReadToItsEnd() throws Exception {
        play("made-up/larger-than-announced.txt", Access.READ);
        ItemHead head = new ItemHead(new Uid(10), Flags.NONE, Messages.DATE, 20_000);

        List<Received> got = Sessions.read(session, FolderPath.INBOX, List.of(head));

        assertThat(got).hasSize(1);
        assertThat(got.get(0).head().size()).isEqualTo(20_010);
        assertThat(got.get(0).sha256())
                .isEqualTo(Received.sha256(bytes("a".repeat(20_005) + "\r\nb\r\n")));
        assertThat(got.get(0).head().flags()).isEqualTo(Flags.parse("\\Draft"));
        assertThat(spool).isEmptyDirectory();
        server.assertPlayed();
    }

    @Test
    void synchronizingLiteralsShouldWaitAndBeRefusedAlone() throws Exception {
        play("courier/synchronizing-literals.txt", Access.WRITE);

        List<AppendOutcome> outcomes = append("abc", "abcd", "abcde");

        assertThat(uid(outcomes.get(0))).isEqualTo(100);
        assertThat(reason(outcomes.get(1)).scope()).isEqualTo(Scope.MESSAGE);
        assertThat(reason(outcomes.get(1)).retry()).isEqualTo(Retry.NEVER);
        assertThat(reason(outcomes.get(1))).hasMessageContaining("Message too large");
        assertThat(uid(outcomes.get(2))).isEqualTo(101);
        server.assertPlayed();
    }

    @Test
    void literalMinusShouldWaitForLargeLiteralsOnly() throws Exception {
        play("gmail/literal-minus.txt", Access.WRITE);

        List<AppendOutcome> outcomes =
                append("a".repeat(4096), "a".repeat(10_001), "a".repeat(4097));

        assertThat(uid(outcomes.get(0))).isEqualTo(100);
        assertThat(reason(outcomes.get(1)))
                .hasMessageContaining("10001 bytes")
                .hasMessageContaining("10000 bytes");
        assertThat(uid(outcomes.get(2))).isEqualTo(101);
        assertThat(session.appendLimit()).hasValue(10_000);
        server.assertPlayed();
    }

    @Test
    void refusedBatchShouldBeHalvedUntilTheBadMessageIsAlone() throws Exception {
        play("cyrus/multiappend-bad-message.txt", Access.WRITE);

        List<AppendOutcome> outcomes = append("abc", "abcd", "abcde", "abcdef");

        assertThat(uid(outcomes.get(0))).isEqualTo(100);
        assertThat(reason(outcomes.get(1))).hasMessageContaining("NUL characters");
        assertThat(uid(outcomes.get(2))).isEqualTo(101);
        assertThat(uid(outcomes.get(3))).isEqualTo(205);
        server.assertPlayed();
    }

    @Test
    void byeShouldBeTriedAgainOnANewConnection() throws Exception {
        play("dovecot/bye-while-appending.txt", Access.WRITE);

        MailboxException failure =
                catchThrowableOfType(MailboxException.class, () -> append("abc"));

        assertThat(failure.scope()).isEqualTo(Scope.STORE);
        assertThat(failure.retry()).isEqualTo(Retry.NOW);
        assertThat(failure)
                .hasMessageContaining("Server is shutting down")
                .hasMessageContaining("INBOX");
        server.assertPlayed();
    }

    @Test
    void fullMailboxShouldBeSoUntilSomebodyMakesRoom() throws Exception {
        play("dovecot/over-quota.txt", Access.WRITE);

        List<AppendOutcome> outcomes = append("abc", "abcd");
        assertThat(uid(outcomes.get(0))).isEqualTo(100);
        assertThat(reason(outcomes.get(1)).scope()).isEqualTo(Scope.MAILBOX);

        MailboxException failure =
                catchThrowableOfType(MailboxException.class, () -> append("abc"));
        assertThat(failure.scope()).isEqualTo(Scope.MAILBOX);
        assertThat(failure.isFull()).isTrue();
        server.assertPlayed();
    }

    @Test
    void throttlingShouldTellHowLongToWait() throws Exception {
        play("exchange/throttled.txt", Access.READ);

        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class, () -> Sessions.heads(session, FolderPath.INBOX));

        assertThat(failure.retry()).isEqualTo(Retry.LATER);
        assertThat(failure.retryAfter()).contains(Duration.ofMillis(299_904));
    }

    @Test
    void throttledAppendsShouldBeTriedAfterAWait() throws Exception {
        play("exchange/throttled-append.txt", Access.WRITE);

        List<AppendOutcome> outcomes = append("abc", "abcd");
        assertThat(uid(outcomes.get(0))).isEqualTo(100);
        assertThat(reason(outcomes.get(1)).isDelay()).isTrue();
        assertThat(reason(outcomes.get(1)).retryAfter()).contains(Duration.ofMillis(1500));

        MailboxException none = catchThrowableOfType(MailboxException.class, () -> append("abc"));
        assertThat(none.isDelay()).isTrue();
        assertThat(none.scope()).as("nothing arrived").isEqualTo(Scope.MAILBOX);
        server.assertPlayed();
    }

    @Test
    void byeOfAThrottlingServerShouldLeaveOpenWhatArrived() throws Exception {
        play("made-up/bye-throttled-append.txt", Access.WRITE);

        MailboxException failure =
                catchThrowableOfType(MailboxException.class, () -> append("abc"));

        assertThat(failure.scope()).isEqualTo(Scope.STORE);
        assertThat(failure.isDelay()).isTrue();
        server.assertPlayed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gmail/too-many-connections.txt", "dovecot/too-many-connections.txt"})
    void tooManyConnectionsShouldBeADelay(String transcript) throws Exception {
        MailboxException failure =
                catchThrowableOfType(MailboxException.class, () -> play(transcript, Access.READ));

        assertThat(failure.scope()).isEqualTo(Scope.MAILBOX);
        assertThat(failure.isDelay()).isTrue();
        server.assertPlayed();
    }

    @Test
    void usedUpBandwidthShouldPauseTheMailbox() throws Exception {
        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class, () -> play("gmail/bandwidth.txt", Access.READ));

        assertThat(failure.scope()).isEqualTo(Scope.MAILBOX);
        assertThat(failure.isPause()).isTrue();
        assertThat(failure.explanation()).contains("caravan.stores.acme.bytes-per-day-per-mailbox");
        server.assertPlayed();
    }

    @Test
    void flagsThatAppendForgetsShouldBeStored() throws Exception {
        play("exchange/flagged-lost-on-append.txt", Access.WRITE);
        Item flagged =
                Messages.item(
                        bytes("abc"),
                        Flags.parse("\\Flagged \\Seen $MDNSent Projekt-X"),
                        Messages.DATE);

        List<AppendOutcome> outcomes =
                session.append(FolderPath.INBOX, List.of(flagged, Messages.item("abcd")));

        assertThat(outcomes)
                .containsExactly(
                        new Appended(Optional.of(new Uid(100)), Flags.parse("Projekt-X")),
                        new Appended(Optional.of(new Uid(101)), Flags.NONE));
        server.assertPlayed();
    }

    @Test
    void messageShouldCountAsArrivedThoughTheConnectionEndsBeforeItsFlagIsStored()
            throws Exception {
        play("made-up/cut-after-append.txt", Access.WRITE);

        assertThat(appendFlagged(FolderPath.INBOX)).isEqualTo(arrived(100, "\\Flagged"));
        server.assertPlayed();
    }

    @Test
    void messageShouldCountAsArrivedThoughItsFolderCannotBeSelectedForItsFlag() throws Exception {
        play("made-up/folder-locked-after-append.txt", Access.WRITE);

        assertThat(appendFlagged(FolderPath.INBOX)).isEqualTo(arrived(100, ""));
        assertThat(appendFlagged(FolderPath.of("Other"))).isEqualTo(arrived(50, ""));
        assertThat(appendFlagged(FolderPath.INBOX)).isEqualTo(arrived(101, "\\Flagged"));
        server.assertPlayed();
    }

    private List<AppendOutcome> appendFlagged(FolderPath folder) throws MailboxException {
        Item flagged = Messages.item(bytes("abc"), Flags.parse("\\Flagged"), Messages.DATE);
        return session.append(folder, List.of(flagged));
    }

    private static List<AppendOutcome> arrived(long uid, String dropped) {
        return List.of(new Appended(Optional.of(new Uid(uid)), Flags.parse(dropped)));
    }

    @Test
    void backslashShouldSeparateFolders() throws Exception {
        play("exchange/backslash-separator.txt", Access.READ);
        FolderPath about = FolderPath.of("Projekte", "\u00fcber \"uns\"");

        List<Folder> folders = session.folders();

        assertThat(folders)
                .containsExactly(
                        new Folder(FolderPath.INBOX, true, false, Optional.empty()),
                        new Folder(FolderPath.of("Projekte"), true, true, Optional.empty()),
                        new Folder(about, true, false, Optional.empty()),
                        new Folder(FolderPath.of("R&D"), true, false, Optional.empty()));
        assertThatThrownBy(() -> session.fingerprints(about, range(), (uid, print) -> {}))
                .isInstanceOf(MailboxException.class);
        server.assertPlayed();
    }

    @Test
    void serverWithoutHierarchyShouldRefuseChildren() throws Exception {
        play("made-up/no-hierarchy.txt", Access.WRITE);

        assertThat(Sessions.paths(session))
                .containsExactly(FolderPath.INBOX, FolderPath.of("a/b.c"));
        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class,
                        () -> session.create(FolderPath.of("a", "b"), Optional.empty()));
        assertThat(failure.scope()).isEqualTo(Scope.FOLDER);
        assertThat(failure).hasMessageContaining("no folders inside folders");
        server.assertPlayed();
    }

    @Test
    void utf8ShouldBeUsedForNamesAndHeaders() throws Exception {
        play("cyrus/utf8-accept.txt", Access.WRITE);
        FolderPath folder = FolderPath.of("\u65e5\u672c\u8a9e & mehr");

        List<Folder> folders = session.folders();
        List<AppendOutcome> outcomes =
                session.append(
                        folder,
                        List.of(
                                Messages.item(
                                        bytes("Subject: \u00fc\r\n\r\n\u00e4x\r\n"),
                                        Flags.NONE,
                                        Messages.DATE),
                                Messages.item("X: \u00fc\r\n\r\n")));

        assertThat(folders)
                .contains(new Folder(folder, true, true, Optional.of(SpecialUse.SENT)))
                .contains(new Folder(FolderPath.of("weg"), false, false, Optional.empty()));
        assertThat(uid(outcomes.get(0))).isEqualTo(100);
        assertThat(uid(outcomes.get(1))).isEqualTo(101);
        server.assertPlayed();
    }

    @Test
    void inboxPrefixShouldNotBePartOfPaths() throws Exception {
        play("courier/login-with-literal.txt", Access.WRITE, "geh\u00e4\u00df");
        FolderPath sent = FolderPath.of("Sent", "2020");

        assertThat(session.folders())
                .containsExactly(
                        new Folder(FolderPath.INBOX, true, false, Optional.empty()),
                        new Folder(FolderPath.of("Sent"), false, false, Optional.empty()),
                        new Folder(sent, true, true, Optional.empty()));
        session.create(FolderPath.of("New", "Sub"), Optional.empty());
        server.assertPlayed();
    }

    @Test
    void refusedSignInShouldNotBeTriedAgain() throws Exception {
        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class,
                        () -> play("dovecot/refused-sign-in.txt", Access.READ));

        assertThat(failure.scope()).isEqualTo(Scope.MAILBOX);
        assertThat(failure.retry()).isEqualTo(Retry.NEVER);
        assertThat(failure)
                .hasMessageContaining("Authentication failed")
                .hasMessageContaining("acme")
                .hasMessageContaining("anna@acme.example");
        assertThat(failure.explanation()).doesNotContain("secret");
        server.assertPlayed();
    }

    @Test
    void passwordShouldNotBeSentWhereLoginIsDisabled() throws Exception {
        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class,
                        () -> play("dovecot/login-disabled.txt", Access.READ));

        assertThat(failure.scope()).isEqualTo(Scope.STORE);
        assertThat(failure.explanation()).contains("LOGINDISABLED").contains("starttls");
    }

    @Test
    void compressedSessionShouldBeLikeAnyOther() throws Exception {
        server = new ScriptedServer("dovecot/compressed.txt");
        signIn(Access.WRITE, "secret", "compress", "always");

        List<AppendOutcome> outcomes = append("abc", "a".repeat(100_000));
        List<Received> got = Sessions.read(session, FolderPath.INBOX, List.of(head(10), head(11)));

        assertThat(uid(outcomes.get(1))).isEqualTo(101);
        assertThat(got).extracting(Received::text).containsExactly("first\r\n", "second\r\n");
        server.assertPlayed();
    }

    @Test
    void refusedCompressionShouldBeDoneWithout() throws Exception {
        server = new ScriptedServer("made-up/compression-refused.txt");
        signIn(Access.READ, "secret", "compress", "auto");

        assertThat(session.status(FolderPath.INBOX).messages()).isEqualTo(3);
        server.assertPlayed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"made-up/compression-refused.txt", "made-up/status-one-by-one.txt"})
    void compressionThatIsRequiredShouldNotBeDoneWithout(String transcript) throws Exception {
        server = new ScriptedServer(transcript);
        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class,
                        () -> signIn(Access.READ, "secret", "compress", "always"));

        assertThat(failure.scope()).isEqualTo(Scope.STORE);
        assertThat(failure.retry()).isEqualTo(Retry.NEVER);
        assertThat(failure.explanation()).contains("compress=auto");
    }

    @ParameterizedTest
    @ValueSource(strings = {"made-up/silent-after-sign-in.txt", "made-up/silent-in-a-message.txt"})
    void silentServerShouldBeGivenUp(String transcript) throws Exception {
        server = new ScriptedServer(transcript);
        signIn(Access.READ, "secret", "timeout", "1");

        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class,
                        () -> Sessions.read(session, FolderPath.INBOX, List.of(head(10))));

        assertThat(failure.scope()).isEqualTo(Scope.STORE);
        assertThat(failure.retry()).isEqualTo(Retry.NOW);
        assertThat(failure).hasMessageContaining("no answer in time");
    }

    @Test
    void messageThatAnExpungeSkippedShouldBeDeletedAgain() throws Exception {
        play("dovecot/expunge-skipped.txt", Access.WRITE);

        session.delete(FolderPath.INBOX, List.of(new Uid(10), new Uid(11)));

        server.assertPlayed();
    }

    @Test
    void expungeWithoutEffectShouldBeAnError() throws Exception {
        play("made-up/expunge-without-effect.txt", Access.WRITE);

        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class,
                        () -> session.delete(FolderPath.INBOX, List.of(new Uid(10))));

        assertThat(failure.scope()).isEqualTo(Scope.FOLDER);
        assertThat(failure.retry()).isEqualTo(Retry.LATER);
        assertThat(failure)
                .hasMessageContaining("INBOX")
                .hasMessageContaining("1 of 1 messages")
                .hasMessageContaining("UID 10");
        server.assertPlayed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"made-up/stuck-while-appending.txt", "made-up/stuck-while-compressed.txt"})
    void serverThatTakesNoMoreShouldBeGivenUp(String transcript) throws Exception {
        server = new ScriptedServer(transcript);
        signIn(Access.WRITE, "secret", "timeout", "1", "compress", "auto");
        byte[] large = new byte[32 << 20];
        new Random(1).nextBytes(large);

        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class,
                        () ->
                                session.append(
                                        FolderPath.INBOX,
                                        List.of(Messages.item(large, Flags.NONE, Messages.DATE))));

        assertThat(failure.scope()).isEqualTo(Scope.STORE);
        assertThat(failure.retry()).isEqualTo(Retry.NOW);
        assertThat(failure).hasMessageContaining("while writing");
    }

    private void play(String transcript, Access access) throws Exception {
        play(transcript, access, "secret");
    }

    private void play(String transcript, Access access, String password) throws Exception {
        server = new ScriptedServer(transcript);
        signIn(access, password);
    }

    private void signIn(Access access, String password, String... settings) throws Exception {
        session =
                ImapStores.plain(server.port(), spool, settings)
                        .signIn(
                                new Login("anna@acme.example", Optional.of(new Secret(password))),
                                access);
    }

    private static ItemHead head(long uid) {
        return new ItemHead(new Uid(uid), Flags.NONE, Instant.EPOCH, 7);
    }

    private static UidRange range() {
        return UidRange.ALL;
    }

    private List<AppendOutcome> append(String... texts) throws MailboxException {
        return session.append(
                FolderPath.INBOX, List.of(texts).stream().map(Messages::item).toList());
    }

    private static long uid(AppendOutcome outcome) {
        return ((Appended) outcome).uid().orElseThrow().value();
    }

    private static MailboxException reason(AppendOutcome outcome) {
        return ((Refused) outcome).reason();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.mailcaravan.store.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.AppendOutcome.Appended;
import io.mailcaravan.mailbox.AppendOutcome.Refused;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.InternalDate;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.NewFolder;
import io.mailcaravan.mailbox.SearchKey;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Received;
import io.mailcaravan.testkit.Sessions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that leave out, refuse and invent: what is told must be true all the same. */
class LyingServerTest {
    @TempDir private Path spool;
    private LyingServer server;
    private MailboxSession session;

    @AfterEach
    void stop() throws Exception {
        if (session != null) {
            session.close();
        }
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RFC822.SIZE \\d+->RFC822.SIZE NIL",
                " RFC822.SIZE \\d+->",
                "RFC822.SIZE \\d+->RFC822.SIZE -1",
                "RFC822.SIZE \\d+->RFC822.SIZE 99999999999999999999",
                "UID \\d+ ->",
                "UID \\d+->UID 0",
                "UID \\d+->UID NIL",
                "UID \\d+->UID 4294967296",
                "FLAGS \\(.*?\\) ->",
                "FLAGS \\(.*?\\)->FLAGS NIL",
                "INTERNALDATE \".*?\" ->",
                "INTERNALDATE \".*?\"->INTERNALDATE NIL",
                "INTERNALDATE \"(.*?)\"->INTERNALDATE $1",
                "FETCH \\(.*\\)->FETCH (",
                "\\* \\d+ FETCH.*->* OK nothing of that"
            })
    void messageThatIsToldBadlyShouldBeListed(String change) throws Exception {
        String[] parts = change.split("->", -1);
        threeMessages()
                .lying(
                        lines ->
                                lines.stream()
                                        .map(
                                                line ->
                                                        line.startsWith("* 2 FETCH")
                                                                ? line.replaceFirst(
                                                                        parts[0], parts[1])
                                                                : line)
                                        .toList());
        signIn(Access.READ);

        assertThat(Sessions.heads(session, FolderPath.INBOX))
                .extracting(head -> head.uid().value())
                .containsExactly(10L, 20L, 30L);
        assertThat(session.status(FolderPath.INBOX).messages()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void messageThatFetchLeavesOutShouldBeNamedBySearch(int number) throws Exception {
        threeMessages().lying(without("* " + number + " FETCH"));
        signIn(Access.READ);

        assertThat(Sessions.heads(session, FolderPath.INBOX))
                .extracting(head -> head.uid().value())
                .containsExactly(10L, 20L, 30L);
        assertThat(server.commands("UID SEARCH")).hasSize(1);
    }

    @Test
    void differenceShouldBeSeenWhereNothingNamesTheMessage() throws Exception {
        threeMessages()
                .lying(without("* 2 FETCH"))
                .ending(command -> refuse(command, "UID SEARCH", "NO not here"));
        signIn(Access.READ);

        assertThat(Sessions.heads(session, FolderPath.INBOX)).hasSize(2);
        assertThat(session.status(FolderPath.INBOX).messages()).isEqualTo(3);
    }

    @Test
    void completeAnswerShouldCostNoSearch() throws Exception {
        threeMessages();
        signIn(Access.READ);

        Sessions.heads(session, FolderPath.INBOX);

        assertThat(server.commands("UID SEARCH")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NIL",
                "\"00-Jan-0000 00:00:00 +0000\"",
                "\"31-Feb-2020 10:00:00 +0000\"",
                "\"17-Foo-1996 02:44:25 +0000\"",
                "\"17-Jul-1996 25:44:25 +0000\"",
                "\"17-Jul-1901 02:44:25 +0000\"",
                "\"\""
            })
    void unreadableDateShouldBeUnknown(String date) throws Exception {
        threeMessages()
                .lying(
                        lines ->
                                lines.stream()
                                        .map(
                                                line ->
                                                        line.replaceFirst(
                                                                "INTERNALDATE \".*?\"",
                                                                "INTERNALDATE " + date))
                                        .toList());
        signIn(Access.READ);

        List<ItemHead> heads = Sessions.heads(session, FolderPath.INBOX);
        assertThat(heads).hasSize(3).noneMatch(ItemHead::hasDate);
        assertThat(Sessions.read(session, FolderPath.INBOX, heads))
                .hasSize(3)
                .noneMatch(item -> item.head().hasDate());
    }

    @Test
    void unknownDateShouldNotBeSent() throws Exception {
        server = new LyingServer();
        signIn(Access.WRITE);

        append(Messages.item(bytes("abc"), Flags.NONE, InternalDate.UNKNOWN));

        assertThat(server.commands("APPEND")).containsExactly("APPEND \"INBOX\" () abc");
    }

    @ParameterizedTest
    @CsvSource({
        "UIDVALIDITY,4294967296",
        "UIDVALIDITY,0",
        "UIDVALIDITY,-5",
        "UIDVALIDITY,x",
        "MESSAGES,-1",
        "MESSAGES,4294967296",
        "MESSAGES,99999999999999999999"
    })
    void nonsenseInStatusShouldStopTheFolderOnly(String name, String value) throws Exception {
        threeMessages()
                .lying(
                        lines ->
                                lines.stream()
                                        .map(
                                                line ->
                                                        line.replaceFirst(
                                                                name + " \\d+", name + " " + value))
                                        .map(
                                                line ->
                                                        name.equals("MESSAGES")
                                                                ? line.replaceFirst(
                                                                        "\\d+ EXISTS",
                                                                        value + " EXISTS")
                                                                : line)
                                        .toList());
        signIn(Access.READ);

        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class, () -> session.status(FolderPath.INBOX));

        assertThat(failure.scope()).isEqualTo(Scope.FOLDER);
        assertThat(failure).hasMessageContaining(value).hasMessageContaining("INBOX");
        assertThat(session.folders()).hasSize(1);
    }

    @Test
    void whatStatusLeavesOpenShouldBeAskedOfExamine() throws Exception {
        threeMessages()
                .lying(
                        lines ->
                                lines.stream()
                                        .map(line -> line.replaceFirst("MESSAGES \\d+ ", ""))
                                        .toList());
        signIn(Access.READ);

        assertThat(session.status(FolderPath.INBOX).messages()).isEqualTo(3);
    }

    @Test
    void foldersThatComeToOnePathShouldStayTwo() throws Exception {
        server =
                new LyingServer()
                        .listing(
                                List.of(
                                        "() \"/\" INBOX",
                                        "() \"/\" Mail",
                                        "() \"/\" Mail/",
                                        "() \"/\" \"B&APw-cher\"",
                                        "() \"/\" \"B\u00c3\u00bccher\"",
                                        "() \"/\" /INBOX",
                                        "() \"/\" \"\u00c4\u00b1nbox\"",
                                        "() \"/\" inbox/a",
                                        "() \"/\" INBOX/a",
                                        "(\\NoSelect) \"/\" Mail//"));
        signIn(Access.READ);

        List<FolderPath> paths = session.folders().stream().map(Folder::path).toList();
        for (FolderPath path : paths) {
            session.status(path);
        }

        assertThat(paths).hasSize(9).doesNotHaveDuplicates().contains(FolderPath.of("\u0131nbox"));
        assertThat(server.commands("STATUS")).hasSize(9).doesNotHaveDuplicates();
        assertThat(session.overlooked()).isEmpty();
    }

    @Test
    void folderShouldBeTheSameInASessionThatHasListedNothing() throws Exception {
        List<String> names = List.of("Mail", "Mail/", "B&APw-cher", "B\u00c3\u00bccher", "a//b");
        server =
                new LyingServer()
                        .listing(names.stream().map(it -> "() \"/\" \"" + it + "\"").toList());
        Login login = new Login("anna@acme.example", Optional.of(new Secret("secret")));
        MailboxStore store = ImapStores.plain(server.port(), spool);
        session = store.signIn(login, Access.READ);
        List<FolderPath> paths = session.folders().stream().map(Folder::path).toList();
        for (FolderPath path : paths) {
            session.status(path);
        }
        List<String> before = server.commands("STATUS");

        try (MailboxSession second = store.signIn(login, Access.READ)) {
            for (FolderPath path : paths) {
                second.status(path);
            }
        }

        assertThat(before).doesNotHaveDuplicates().hasSizeGreaterThan(names.size());
        assertThat(server.commands("STATUS").subList(before.size(), 2 * before.size()))
                .isEqualTo(before);
    }

    @Test
    void unquotedNameShouldBeReadWholeAndAnUnreadableLineNamed() throws Exception {
        server =
                new LyingServer()
                        .listing(
                                List.of(
                                        "() \"/\" INBOX",
                                        "(\\HasNoChildren) \"/\" Sent Items\told",
                                        "() \"/\" foo (\"CHILDINFO\" (\"SUBSCRIBED\"))",
                                        "() \"/\" a (b)",
                                        "() \"/\" \"say \"hi\" there\"",
                                        "() \"/\" \"never ends",
                                        "() something else",
                                        "() \"/\" /"));
        signIn(Access.READ);

        assertThat(session.folders())
                .extracting(folder -> folder.path().name())
                .containsExactlyInAnyOrder(
                        "INBOX", "Sent Items\told", "foo", "a (b)", "say \"hi\" there");
        assertThat(session.overlooked())
                .hasSize(3)
                .anyMatch(it -> it.contains("never ends"))
                .anyMatch(it -> it.contains("something else"));
    }

    @Test
    void folderWhoseNameHasAControlCharacterShouldBeReached() throws Exception {
        server = new LyingServer().listing(List.of("() \"/\" INBOX", "() \"/\" {7}\r\nbad\r\nit"));
        signIn(Access.READ);

        FolderPath path = FolderPath.of("bad\r\nit");
        assertThat(session.folders()).extracting(Folder::path).contains(path);
        session.status(path);
        assertThat(server.commands("STATUS").get(0)).startsWith("STATUS bad\r\nit (");
    }

    @ParameterizedTest
    @CsvSource({
        "NO [INUSE] locked, FOLDER, LATER",
        "NO [UNAVAILABLE] gone fishing, FOLDER, LATER",
        "NO no way, FOLDER, NEVER",
        "NO [NOPERM] not yours, FOLDER, NEVER",
        "BAD what, FOLDER, NEVER"
    })
    void folderThatCannotBeOpenedShouldNotStopOthers(String end, Scope scope, Retry retry)
            throws Exception {
        threeMessages().ending(command -> refuse(command, "EXAMINE \"bad\"", end));
        signIn(Access.READ);

        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class,
                        () -> Sessions.heads(session, FolderPath.of("bad")));

        assertThat(failure.scope()).isEqualTo(scope);
        assertThat(failure.retry()).isEqualTo(retry);
        assertThat(Sessions.heads(session, FolderPath.INBOX)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NO [LIMIT] Requested allocation size is too large | MESSAGE | NEVER",
                "NO [TOOBIG] no | MESSAGE | NEVER",
                "NO [CANNOT] no | MESSAGE | NEVER",
                "NO no | MESSAGE | NEVER",
                "NO [SERVERBUG] Internal error | MESSAGE | LATER",
                "NO [UNAVAILABLE] not now | MESSAGE | LATER",
                "NO [INUSE] not now | MESSAGE | LATER",
                "NO Temporary failure | MESSAGE | LATER",
                "NO [OVERQUOTA] no | MAILBOX | LATER",
                "NO [ALERT] You exceeded your mail quota. | MAILBOX | LATER",
                "NO Mailbox is full | MAILBOX | LATER",
                "NO [NOPERM] quota | FOLDER | NEVER",
                "NO Cannot open \"Mailbox is full\" | MESSAGE | NEVER",
                "NO 'temporary' is no folder | MESSAGE | NEVER"
            })
    void refusalShouldBeJudgedByItsCodeThenByItsWords(String end, Scope scope, Retry retry)
            throws Exception {
        server = new LyingServer().ending(command -> refuse(command, "APPEND", end));
        signIn(Access.WRITE);

        MailboxException reason = refusal("abc");

        assertThat(reason.scope()).isEqualTo(scope);
        assertThat(reason.retry()).isEqualTo(retry);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Exceeded bandwidth limit", "Mailbox full", "Try again later"})
    void nameOfTheFolderShouldNotBeTakenForAReason(String name) throws Exception {
        server =
                new LyingServer()
                        .ending(
                                command ->
                                        refuse(
                                                command,
                                                "APPEND",
                                                "NO cannot append to " + name + ": bad header"));
        signIn(Access.WRITE);

        List<AppendOutcome> outcomes =
                session.append(FolderPath.of(name), List.of(Messages.item("abc")));

        assertThat(((Refused) outcomes.get(0)).reason().scope()).isEqualTo(Scope.MESSAGE);
        assertThat(((Refused) outcomes.get(0)).reason().retry()).isEqualTo(Retry.NEVER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MULTIAPPEND"})
    void fullMailboxShouldGetFewAppends(String more) throws Exception {
        server =
                new LyingServer()
                        .announcing(more)
                        .ending(command -> refuse(command, "APPEND", "NO [OVERQUOTA] full"));
        signIn(Access.WRITE);
        List<Item> batch = Collections.nCopies(100, Messages.item("abc"));

        for (int i = 0; i < 3; i++) {
            MailboxException failure =
                    catchThrowableOfType(
                            MailboxException.class, () -> session.append(FolderPath.INBOX, batch));
            assertThat(failure.scope()).isEqualTo(Scope.MAILBOX);
        }

        assertThat(server.commands("APPEND")).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void serverThatTakesNothingForNowShouldNotGetEverything() throws Exception {
        server =
                new LyingServer()
                        .ending(command -> refuse(command, "APPEND", "NO [UNAVAILABLE] later"));
        signIn(Access.WRITE);

        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class,
                        () ->
                                session.append(
                                        FolderPath.INBOX,
                                        Collections.nCopies(100, Messages.item("abc"))));

        assertThat(failure.scope()).isEqualTo(Scope.MAILBOX);
        assertThat(failure.retry()).isEqualTo(Retry.LATER);
        assertThat(server.commands("APPEND")).hasSizeLessThan(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MULTIAPPEND"})
    void missingFolderShouldBeCreatedAndTheAppendTriedAgain(String more) throws Exception {
        List<String> once = new ArrayList<>(List.of("NO [TRYCREATE] no such folder"));
        server =
                new LyingServer()
                        .announcing(more)
                        .ending(
                                command ->
                                        command.startsWith("APPEND") && !once.isEmpty()
                                                ? Optional.of(once.remove(0))
                                                : Optional.empty());
        signIn(Access.WRITE);
        session.status(FolderPath.of("Sent"));

        List<AppendOutcome> outcomes =
                session.append(FolderPath.of("Sent"), List.of(Messages.item("abc")));

        assertThat(outcomes.get(0)).isInstanceOf(Appended.class);
        assertThat(server.commands("CREATE")).containsExactly("CREATE \"Sent\"");
    }

    @Test
    void folderThatNobodyHasSeenShouldNotBeCreated() throws Exception {
        server =
                new LyingServer().ending(command -> refuse(command, "APPEND", "NO [TRYCREATE] no"));
        signIn(Access.WRITE);

        MailboxException reason = refusal("abc");

        assertThat(reason.scope()).isEqualTo(Scope.FOLDER);
        assertThat(reason.retry()).isEqualTo(Retry.NEVER);
        assertThat(server.commands("CREATE")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"BAD no such keyword,''", "NO keyword,''", "NO [LIMIT] too many,MULTIAPPEND"})
    void refusedKeywordShouldBeLeftOutAndToldAsDropped(String end, String more) throws Exception {
        server =
                new LyingServer()
                        .announcing(more)
                        .ending(
                                command ->
                                        command.contains("$Odd")
                                                ? refuse(command, "APPEND", end)
                                                : Optional.empty());
        signIn(Access.WRITE);
        Item odd = Messages.item(bytes("abc"), Flags.parse("\\Seen $Odd"), Messages.DATE);

        List<AppendOutcome> outcomes = append(odd, Messages.item("abcd"), odd);
        append(odd);

        assertThat(outcomes).hasSize(3).allMatch(Appended.class::isInstance);
        assertThat(((Appended) outcomes.get(0)).dropped()).isEqualTo(Flags.parse("$Odd"));
        assertThat(server.commands("APPEND").get(server.commands("APPEND").size() - 1))
                .as("known by now")
                .doesNotContain("$Odd");
    }

    @Test
    void refusedSubscriptionShouldNotFailTheFolder() throws Exception {
        server = new LyingServer().ending(command -> refuse(command, "SUBSCRIBE", "NO not today"));
        signIn(Access.WRITE);

        assertThat(
                        session.createAll(
                                List.of(new NewFolder(FolderPath.of("a"), Optional.empty(), true))))
                .containsExactly(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8 1:2",
                "7 1",
                "7 1:3",
                "7 5,5",
                "7 6:5",
                "7 0:1",
                "7 4294967296:4294967297",
                "x 1:2",
                "7 ,1",
                "99999999999 1:2",
                "7 1:4294967295"
            })
    void uidThatCannotBeShouldNotBeBelieved(String told) throws Exception {
        server =
                new LyingServer()
                        .announcing("MULTIAPPEND")
                        .ending(
                                command ->
                                        refuse(
                                                command,
                                                "APPEND",
                                                "OK [APPENDUID " + told + "] done"));
        signIn(Access.WRITE);
        session.status(FolderPath.INBOX);

        assertThat(append(Messages.item("a"), Messages.item("b")))
                .allMatch(it -> ((Appended) it).uid().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(longs = {29, 30})
    void uidBelowUidNextOrToldBeforeShouldNotBeBelieved(long uid) throws Exception {
        threeMessages()
                .ending(command -> refuse(command, "APPEND", "OK [APPENDUID 7 " + uid + "] done"));
        signIn(Access.WRITE);
        session.status(FolderPath.INBOX);

        assertThat(append(Messages.item("a"))).allMatch(it -> ((Appended) it).uid().isEmpty());
    }

    @Test
    void sameUidTwiceShouldBeBelievedOnce() throws Exception {
        server =
                new LyingServer()
                        .ending(command -> refuse(command, "APPEND", "OK [APPENDUID 7 40] done"));
        signIn(Access.WRITE);

        assertThat(append(Messages.item("a"), Messages.item("b")))
                .extracting(it -> ((Appended) it).uid())
                .containsExactly(Optional.of(new Uid(40)), Optional.empty());
    }

    @Test
    void folderMadeAnewShouldNotBeChangedByOldUids() throws Exception {
        threeMessages()
                .lying(
                        lines -> {
                            boolean selecting =
                                    lines.stream().anyMatch(it -> it.contains("EXISTS"));
                            return selecting
                                    ? lines.stream()
                                            .map(it -> it.replace("UIDVALIDITY 7", "UIDVALIDITY 8"))
                                            .toList()
                                    : lines;
                        });
        signIn(Access.WRITE);
        session.status(FolderPath.INBOX);

        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class,
                        () -> session.delete(FolderPath.INBOX, List.of(new Uid(10))));
        assertThat(failure.scope()).isEqualTo(Scope.FOLDER);
        MailboxException refused =
                catchThrowableOfType(
                        MailboxException.class,
                        () ->
                                session.storeFlags(
                                        FolderPath.INBOX, Map.of(new Uid(10), Flags.NONE)));
        assertThat(refused.scope()).isEqualTo(Scope.FOLDER);
        assertThat(server.commands("UID STORE")).isEmpty();
        assertThat(server.commands("UID EXPUNGE")).isEmpty();
    }

    @Test
    void messageAnnouncedSmallShouldGoToTheSpool() throws Exception {
        threeMessages().delivering((uid, text) -> "x".repeat(40_000_000));
        signIn(Access.READ);

        List<ItemHead> heads = Sessions.heads(session, FolderPath.INBOX);
        List<Long> sizes = new ArrayList<>();
        session.read(
                FolderPath.INBOX,
                List.of(heads).iterator(),
                item -> {
                    sizes.add(item.content().size());
                    assertThat(files()).isEqualTo(1);
                    item.content().close();
                });

        assertThat(sizes).containsExactly(40_000_000L, 40_000_000L, 40_000_000L);
        assertThat(spool).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999", "5000000"})
    void messageAnnouncedLargeShouldBeReadWithFewCommands(String size) throws Exception {
        threeMessages()
                .lying(
                        lines ->
                                lines.stream()
                                        .map(
                                                line ->
                                                        line.replaceFirst(
                                                                "RFC822.SIZE \\d+",
                                                                "RFC822.SIZE " + size))
                                        .toList());
        signIn(Access.READ);

        List<Received> got =
                Sessions.read(session, FolderPath.INBOX, Sessions.heads(session, FolderPath.INBOX));

        assertThat(got).extracting(it -> it.head().uid().value()).containsExactly(10L, 20L, 30L);
        assertThat(server.commands("UID FETCH")).hasSizeLessThan(20);
    }

    @Test
    void countToldOnOpeningShouldBeKeptBesideThatOfStatus() throws Exception {
        threeMessages()
                .lying(
                        lines ->
                                lines.stream()
                                        .map(line -> line.replace("* 3 EXISTS", "* 5 EXISTS"))
                                        .toList());
        signIn(Access.READ);

        assertThat(session.status(FolderPath.INBOX).messages()).isEqualTo(3);
        assertThat(session.announced(FolderPath.INBOX)).isEmpty();
        assertThat(Sessions.heads(session, FolderPath.INBOX)).hasSize(3);
        assertThat(session.announced(FolderPath.INBOX)).hasValue(5);
    }

    @Test
    void messageRefusedForEverShouldBeLeftOutWithItsReason() throws Exception {
        threeMessages()
                .ending(
                        command ->
                                command.contains("BODY")
                                                && (command.contains("20")
                                                        || command.contains(":")
                                                        || command.contains(","))
                                        ? Optional.of("NO try again later")
                                        : Optional.empty());
        signIn(Access.READ);

        List<Received> got =
                Sessions.read(session, FolderPath.INBOX, Sessions.heads(session, FolderPath.INBOX));

        assertThat(got).extracting(it -> it.head().uid().value()).containsExactly(10L, 30L);
        assertThat(session.unreadable(FolderPath.INBOX, new Uid(20)).orElseThrow())
                .contains("try again later");
        assertThat(session.unreadable(FolderPath.INBOX, new Uid(10))).isEmpty();
    }

    @Test
    void searchThatFindsEverythingThereCanBeShouldFitIntoMemory() throws Exception {
        threeMessages()
                .announcing("ESEARCH")
                .lying(
                        lines ->
                                lines.stream()
                                        .map(
                                                it ->
                                                        it.startsWith("* SEARCH")
                                                                ? "* ESEARCH (TAG \"x\") UID ALL"
                                                                        + " 1:4294967295"
                                                                : it)
                                        .toList())
                .ending(command -> Optional.empty());
        signIn(Access.READ);

        assertThat(
                        session.search(
                                        FolderPath.INBOX,
                                        new SearchKey.Uids(new UidRange(new Uid(1), new Uid(30))))
                                .size())
                .isEqualTo(Integer.MAX_VALUE);
    }

    private long files() {
        try (Stream<Path> files = Files.list(spool)) {
            return files.count();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private LyingServer threeMessages() throws Exception {
        server = new LyingServer();
        IntStream.of(10, 20, 30).forEach(uid -> server.with(uid, "Subject: " + uid + "\r\n\r\n"));
        return server;
    }

    /** Nobody makes room by being asked again, however the server says it. */
    @Test
    void mailboxThatIsFullShouldBeSoAtTheServersGoodbyeToo() throws Exception {
        server = new LyingServer();
        signIn(Access.WRITE);
        server.lying(lines -> lines.isEmpty() ? List.of("* BYE [OVERQUOTA] full") : lines);

        MailboxException refusal = refusal("abc");

        assertThat(refusal.isFull()).isTrue();
        assertThat(refusal.scope()).isEqualTo(Scope.STORE);
    }

    private static UnaryOperator<List<String>> without(String start) {
        return lines -> lines.stream().filter(line -> !line.startsWith(start)).toList();
    }

    private static Optional<String> refuse(String command, String start, String end) {
        return command.startsWith(start) ? Optional.of(end) : Optional.empty();
    }

    private void signIn(Access access) throws Exception {
        Login login = new Login("anna@acme.example", Optional.of(new Secret("secret")));
        session = ImapStores.plain(server.port(), spool).signIn(login, access);
    }

    private List<AppendOutcome> append(Item... items) throws MailboxException {
        return session.append(FolderPath.INBOX, List.of(items));
    }

    /** Of one message, whether it is told as an outcome or thrown. */
    private MailboxException refusal(String message) {
        try {
            return ((Refused) append(Messages.item(message)).get(0)).reason();
        } catch (MailboxException e) {
            return e;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.testkit.InterceptedStore;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The source is put back to an earlier state, and says of other things what it said before. */
class SourceSetBackTest {

    private static final FolderPath A = FolderPath.parse("A");

    /** Makes other bytes of a message, and leaves no note of it. */
    private static final String MOVED =
            "- transform: { simple: { expression: \"X-Moved: yes\\r\\n${bodyAs(String)}\" } }";

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void prepare() throws Exception {
        route = new RouteFixture(folder).impatient().consumer("deletions: delete");
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    /** UIDNEXT and the number of messages are what they were, or have passed it. */
    @ParameterizedTest
    @CsvSource({"true,auto,3", "false,auto,3", "true,'false',3", "false,'false',3", "true,auto,5"})
    void uidsThatAreGivenAgainShouldBeCopied(boolean modSeq, String adopt, int more)
            throws Exception {
        route.producer("createFolders: true, adopt: \"" + adopt + "\"");
        lackModSeq(!modSeq);
        route.put("A", old(0, 5));
        Runnable backup = route.source.backUp(RouteFixture.MAILBOX, A);
        route.put("A", old(5, 8));
        for (int i = 0; i < 10; i++) {
            flag(8, i % 2 == 0 ? "\\Flagged" : ""); // MODSEQ is behind what it was then
        }
        route.start().pass();
        backup.run();
        route.put("A", other(more, "\\Flagged \\Seen"));
        assertAllIsThere(route.restart().passOfAlice(), more);
    }

    /** So that what has changed is told, and no sizes are. */
    @Test
    void uidsThatAreGivenAgainShouldBeCopiedWhereModSeqHasPassed() throws Exception {
        route.put("A", old(0, 5));
        Runnable backup = route.source.backUp(RouteFixture.MAILBOX, A);
        route.put("A", old(5, 8));
        route.start().pass();
        backup.run();
        for (int i = 0; i < 10; i++) {
            flag(1, i % 2 == 0 ? "\\Flagged" : "");
        }
        route.put("A", other(3, "\\Flagged \\Seen"));
        assertAllIsThere(route.restart().passOfAlice(), 3);
    }

    @ParameterizedTest
    @CsvSource({"true,auto", "false,auto", "true,'false'", "false,'true'"})
    void uidNextThatFellShouldBeNoticedBeforeUidsAreGivenAgain(boolean modSeq, String adopt)
            throws Exception {
        route.producer("createFolders: true, adopt: \"" + adopt + "\"");
        lackModSeq(!modSeq);
        route.put("A", old(0, 5));
        Runnable backup = route.source.backUp(RouteFixture.MAILBOX, A);
        route.put("A", old(5, 8));
        route.start().pass();
        backup.run();
        MailboxResult first = route.restart().passOfAlice();
        assertThat(first.counts().remarks())
                .singleElement()
                .asString()
                .contains("'A' was put back", "8 copied items");
        assertThat(first.counts().copied()).isZero();
        route.put("A", other(3, "\\Flagged \\Seen"));
        MailboxResult second = route.restart().passOfAlice();
        assertThat(second.counts().remarks()).isEmpty();
        assertThat(second.isComplete()).isTrue();
        assertCopies(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void lastMessagesThatAreDeletedShouldNotLookSetBack(boolean modSeq) throws Exception {
        lackModSeq(!modSeq);
        route.put("A", old(0, 8));
        route.start().pass();
        try (MailboxSession session = session()) {
            session.delete(A, List.of(new Uid(7), new Uid(8)));
        }
        MailboxResult result = route.restart().passOfAlice();
        assertThat(result.counts().remarks()).isEmpty();
        assertThat(subjects("A")).hasSize(6);
    }

    /** A server that errs once, and one that errs always, and lists what cannot be then. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void uidNextThatIsWrongShouldNotLookSetBack(boolean always) throws Exception {
        route.put("A", old(0, 8));
        route.start().pass();
        route.around(store -> withUidNext(store, new Uid(3), always), store -> store);
        MailboxResult result = route.restart().passOfAlice();
        assertThat(result.counts().remarks()).isEmpty();
        assertThat(result.counts().copied()).isZero();
        assertThat(subjects("A")).hasSize(8);
    }

    private static MailboxStore withUidNext(MailboxStore store, Uid wrong, boolean always) {
        AtomicBoolean told = new AtomicBoolean();
        return new InterceptedStore(
                store,
                (session, method, args, call) -> {
                    Object answer = call.make();
                    if (answer instanceof FolderStatus status) {
                        return always ? with(status, wrong) : status;
                    }
                    if (method.getName().equals("statuses") && !told.getAndSet(!always)) {
                        return ((List<?>) answer)
                                .stream().map(one -> with((FolderStatus) one, wrong)).toList();
                    }
                    return answer;
                });
    }

    private static FolderStatus with(FolderStatus status, Uid uidNext) {
        return status.path().equals(A)
                ? new FolderStatus(
                        A, status.uidValidity(), uidNext, true, status.messages(), status.cursor())
                : status;
    }

    /** It announces inexact sizes, or a step of the route makes others; so the message is asked. */
    @ParameterizedTest
    @CsvSource({"true,true,true", "true,false,false", "false,true,false", "false,false,true"})
    void otherSizesAndDatesShouldNotLookSetBack(boolean step, boolean named, boolean modSeq)
            throws Exception {
        lackModSeq(!modSeq);
        if (step) {
            route.step(MOVED);
        }
        route.around(
                store -> step ? store : withSizes(store),
                store -> withDate(store, Messages.DATE.plus(Duration.ofDays(99))));
        route.put("A", named ? old(0, 5) : nameless(0, 5));
        route.start().pass();
        try (MailboxSession there =
                route.destination.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE)) {
            there.delete(A, List.of(new Uid(1)));
        }
        for (int pass = 0; pass < 3; pass++) {
            flag(3, pass % 2 == 0 ? "\\Flagged" : "");
            MailboxResult result = route.restart().passOfAlice();
            assertThat(result.counts().remarks()).isEmpty();
            assertThat(result.counts().copied()).isZero();
            assertThat(result.counts().attributesChanged()).isEqualTo(1);
        }
        assertThat(subjects("A")).containsExactly("old1", "old2 \\Flagged", "old3", "old4");
    }

    @Test
    void messagesWithoutNamesShouldTellThatTheSourceWentBack() throws Exception {
        lackModSeq(true);
        route.put("A", nameless(0, 5));
        Runnable backup = route.source.backUp(RouteFixture.MAILBOX, A);
        route.put("A", nameless(5, 8));
        route.start().pass();
        backup.run();
        route.put("A", other(3, "\\Flagged \\Seen", "2022"));
        assertAllIsThere(route.restart().passOfAlice(), 3);
    }

    /** What the note says is of flags alone. */
    @Test
    void copiesWithDroppedFlagsShouldTellThatTheSourceWentBack() throws Exception {
        lackModSeq(true);
        route.around(store -> store, SourceSetBackTest::withoutKeywords);
        route.put("A", old(0, 5));
        Runnable backup = route.source.backUp(RouteFixture.MAILBOX, A);
        route.put("A", old(5, 8));
        route.start().pass();
        assertThat(route.ledgerStates()).containsEntry("A 8", "COPIED dropped flags: work");
        backup.run();
        route.put("A", other(3, "\\Flagged \\Seen"));
        assertAllIsThere(route.restart().passOfAlice(), 3);
    }

    /** No pass has gone through the folder yet, or none since some of it was copied. */
    @ParameterizedTest
    @CsvSource({"true,0", "true,3", "true,5", "false,0", "false,3", "false,5"})
    void sourceThatWentBackShouldBeNoticedWhereThePassBeforeHasNotGoneThrough(
            boolean first, int more) throws Exception {
        route.put("A", old(0, 5));
        Runnable backup = route.source.backUp(RouteFixture.MAILBOX, A);
        route.start();
        if (!first) {
            route.pass();
        }
        route.put("A", old(5, 8));
        route.around(SourceSetBackTest::withOneMore, store -> store);
        MailboxResult before = route.restart().passOfAlice();
        assertThat(before.isComplete()).isFalse();
        assertThat(subjects("A")).hasSize(8);
        route.around(store -> store, store -> store);
        backup.run();
        route.put("A", other(more, "\\Flagged \\Seen"));
        assertAllIsThere(route.restart().passOfAlice(), more);
    }

    /** What was recognised until then stays so. */
    @Test
    void lookThatIsBrokenOffShouldBeGoneOnWith() throws Exception {
        lackModSeq(true);
        route.put("A", old(0, 5));
        Runnable backup = route.source.backUp(RouteFixture.MAILBOX, A);
        route.put("A", old(5, 8));
        route.start().pass();
        backup.run();
        route.put("A", other(3, "\\Flagged \\Seen"));
        route.destination.faults().failAppends(() -> AppendFault.QUOTA_FULL);
        MailboxResult first = route.restart().passOfAlice();
        assertThat(first.isComplete()).isFalse();
        assertThat(first.counts().remarks()).hasSize(1);
        route.destination.faults().failAppends(() -> AppendFault.NONE);
        MailboxResult second = route.restart().passOfAlice();
        assertThat(second.counts().remarks()).isEmpty();
        assertThat(second.isComplete()).isTrue();
        assertCopies(3);
    }

    /** Above new UIDs lies what lay below them, so that it is there twice if it is sent first. */
    @Test
    void whatComesAgainUnderHigherUidsShouldBeRecognised() throws Exception {
        lackModSeq(true);
        route.put("A", old(0, 6));
        Runnable backup = route.source.backUp(RouteFixture.MAILBOX, A);
        route.put("A", old(6, 8));
        route.start().pass();
        backup.run();
        route.put("A", other(1, "\\Flagged \\Seen"));
        route.put("A", old(6, 8));
        assertAllIsThere(route.restart().passOfAlice(), 1);
    }

    /** The source has it again, so that it must not go with the copy that was marked. */
    @Test
    void copyThatWasMarkedDeletedShouldNotBeTakenForWhatIsThereAgain() throws Exception {
        route.consumer("deletions: flag");
        route.put("A", old(0, 5));
        Runnable backup = route.source.backUp(RouteFixture.MAILBOX, A);
        route.put("A", old(5, 6));
        route.start().pass();
        try (MailboxSession session = session()) {
            session.delete(A, List.of(new Uid(2)));
        }
        route.restart().pass();
        assertThat(subjects("A")).contains("old1 \\Deleted");
        backup.run();
        assertThat(route.restart().passOfAlice().counts().remarks()).hasSize(1);
        assertThat(subjects("A"))
                .containsExactly("old0", "old1 \\Deleted", "old2", "old3", "old4", "old5", "old1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void flagsShouldBeCarriedWhereModSeqBeginsAgain(boolean modSeq) throws Exception {
        lackModSeq(!modSeq);
        route.put("A", old(0, 5));
        route.start().pass();
        route.source.restartModSeq(RouteFixture.MAILBOX, A);
        flag(2, "\\Flagged");
        assertThat(route.restart().passOfAlice().counts().attributesChanged()).isEqualTo(1);
        assertThat(subjects("A")).contains("old1 \\Flagged");
        assertThat(route.restart().passOfAlice().counts().attributesChanged()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAFlagFilterLeftOutShouldBeAskedAgainWhereModSeqBeginsAgain(boolean modSeq)
            throws Exception {
        lackModSeq(!modSeq);
        route.consumer("flags: '\\Flagged'");
        route.put("A", old(0, 5));
        route.start().pass();
        assertThat(subjects("A")).isEmpty();
        route.source.restartModSeq(RouteFixture.MAILBOX, A);
        flag(2, "\\Flagged");
        route.restart().pass();
        assertThat(subjects("A")).containsExactly("old1 \\Flagged");
    }

    @Test
    void copiesOfARenamedFolderShouldGoWhereANewOneHasItsName() throws Exception {
        route.put("A", old(0, 3));
        route.start().pass();
        route.source.rename(RouteFixture.MAILBOX, A, FolderPath.parse("Was A"));
        route.put("A", other(1, ""));
        MailboxResult result = route.restart().passOfAlice();
        assertThat(result.isComplete()).isTrue();
        assertThat(subjects("Was A")).containsExactly("old0", "old1", "old2");
        assertThat(subjects("A")).containsExactly("another one 0");
        assertThat(result.counts().remarks()).isEmpty();
    }

    @Test
    void copiesOfARemovedFolderShouldBeToldWhereANewOneHasItsName() throws Exception {
        route.put("A", old(0, 3));
        route.start().pass();
        route.source.remove(RouteFixture.MAILBOX, A);
        route.put("A", other(1, ""));
        MailboxResult result = route.restart().passOfAlice();
        assertThat(result.counts().remarks())
                .singleElement()
                .asString()
                .contains("folder 'A' is another one", "3 items");
        assertThat(subjects("A")).hasSize(4);
        try (MailboxSession session =
                route.destination.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE)) {
            session.delete(A, List.of(new Uid(1), new Uid(2), new Uid(3)));
        }
        assertThat(route.restart().passOfAlice().counts().remarks()).isEmpty();
    }

    /** It has no copy that could tell, but what it announced was another size. */
    @Test
    void uidOfWhatTheRouteLeftOutShouldBeReadWhereItIsGivenAgain() throws Exception {
        lackModSeq(true);
        route.inBlock(
                "- filter: { simple: \"${header.CamelMailboxFlags} !contains 'Flagged'\", steps: [ { to:"
                        + " { uri: \"mailbox:new\" } } ] }");
        route.put("A", old(0, 5));
        Runnable backup = route.source.backUp(RouteFixture.MAILBOX, A);
        route.put("A", old(5, 6));
        flag(6, "\\Flagged");
        assertThat(route.start().passOfAlice().counts().skipped()).isOne();
        backup.run();
        route.put("A", other(1, "\\Seen"));
        route.restart().pass();
        assertThat(subjects("A")).hasSize(6).contains("another one 0 \\Seen");
    }

    private void assertAllIsThere(MailboxResult result, int more) throws Exception {
        assertThat(result.isComplete()).as(result.counts().problems().toString()).isTrue();
        assertThat(result.counts().remarks())
                .singleElement()
                .asString()
                .contains("'A' was put back", "8 copied items");
        assertThat(result.counts().copied()).isEqualTo(more);
        assertCopies(more);
        MailboxResult again = route.restart().passOfAlice();
        assertThat(again.counts().remarks()).isEmpty();
        assertThat(again.counts().copied()).isZero();
        assertCopies(more);
    }

    /** What was there before the source went back stays as it is. */
    private void assertCopies(int more) throws MailboxException {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            expected.add("old" + i);
        }
        for (int i = 0; i < more; i++) {
            expected.add("another one " + i + " \\Flagged \\Seen");
        }
        assertThat(subjects("A")).containsExactlyInAnyOrderElementsOf(expected);
    }

    private void lackModSeq(boolean lacks) {
        if (lacks) {
            route.source.faults().lack(StoreCapability.CHANGES);
        }
    }

    private static Item[] old(int from, int to) {
        List<Item> items = new ArrayList<>();
        for (int i = from; i < to; i++) {
            items.add(Messages.plain("old" + i));
        }
        return items.toArray(Item[]::new);
    }

    /** Without Message-IDs. */
    private static Item[] nameless(int from, int to) {
        List<Item> items = new ArrayList<>();
        for (int i = from; i < to; i++) {
            items.add(nameless("old" + i, "2021"));
        }
        return items.toArray(Item[]::new);
    }

    private static Item nameless(String subject, String year) {
        return Messages.item(
                Messages.header(subject)
                                .replaceFirst("Message-ID[^\n]*\n", "")
                                .replace("2021", year)
                        + "\r\nbody of "
                        + subject
                        + "\r\n");
    }

    private static MailboxStore withOneMore(MailboxStore store) {
        return new InterceptedStore(
                store,
                (session, method, args, call) -> {
                    Object answer = call.make();
                    if (answer instanceof FolderStatus status) {
                        return withOneMore(status);
                    }
                    return method.getName().equals("statuses")
                            ? ((List<?>) answer)
                                    .stream().map(one -> withOneMore((FolderStatus) one)).toList()
                            : answer;
                });
    }

    private static FolderStatus withOneMore(FolderStatus status) {
        return new FolderStatus(
                status.path(),
                status.uidValidity(),
                status.uidNext(),
                status.tellsUidNext(),
                status.messages() + (status.path().equals(A) ? 1 : 0),
                status.cursor());
    }

    private static MailboxStore withoutKeywords(MailboxStore store) {
        return new InterceptedStore(
                store,
                (session, method, args, call) ->
                        method.getName().equals("append")
                                ? ((List<?>) call.make())
                                        .stream()
                                                .map(one -> (AppendOutcome.Appended) one)
                                                .map(
                                                        one ->
                                                                new AppendOutcome.Appended(
                                                                        one.uid(),
                                                                        Flags.parse("work")))
                                                .toList()
                                : call.make());
    }

    /** One that does not know sizes exactly. */
    private static MailboxStore withSizes(MailboxStore store) {
        return new InterceptedStore(
                store,
                (session, method, args, call) -> {
                    if (method.getName().equals("list")) {
                        @SuppressWarnings("unchecked")
                        Consumer<ItemHead> to = (Consumer<ItemHead>) args[2];
                        args[2] =
                                (Consumer<ItemHead>)
                                        head ->
                                                to.accept(
                                                        new ItemHead(
                                                                head.uid(),
                                                                head.flags(),
                                                                head.internalDate(),
                                                                head.size() + 7));
                    }
                    return call.make();
                });
    }

    /** One that keeps another date than it is given. */
    private static MailboxStore withDate(MailboxStore store, Instant date) {
        return new InterceptedStore(
                store,
                (session, method, args, call) -> {
                    if (method.getName().equals("append")) {
                        args[1] =
                                ((List<?>) args[1])
                                        .stream()
                                                .map(item -> Messages.with((Item) item, date))
                                                .toList();
                    }
                    return call.make();
                });
    }

    private static Item[] other(int count, String flags) {
        return other(count, flags, "");
    }

    /**
     * @param year empty for messages with Message-IDs
     */
    private static Item[] other(int count, String flags, String year) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String subject = "another one " + i;
            Item item = year.isEmpty() ? Messages.plain(subject) : nameless(subject, year);
            items.add(
                    Messages.with(
                            Messages.with(item, Messages.DATE.plus(Duration.ofDays(9))),
                            Flags.parse(flags)));
        }
        return items.toArray(Item[]::new);
    }

    private MailboxSession session() throws MailboxException {
        return route.source.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE);
    }

    private void flag(long uid, String flags) throws MailboxException {
        try (MailboxSession session = session()) {
            session.storeFlags(A, Map.of(new Uid(uid), Flags.parse(flags)));
        }
    }

    /** Subject and flags of what lies there, in its order. */
    private List<String> subjects(String path) throws MailboxException {
        return route.atDestination(path).stream()
                .map(
                        text ->
                                (text.replaceFirst("(?s).*Subject: ([^\r]*)\r.*", "$1 ")
                                                + text.substring(0, text.indexOf('\n'))
                                                        .replaceFirst("\\S* ", ""))
                                        .strip())
                .toList();
    }
}

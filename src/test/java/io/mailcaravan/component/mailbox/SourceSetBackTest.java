package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.testkit.InterceptedStore;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
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
                        A,
                        status.uidValidity(),
                        uidNext,
                        true,
                        status.messages(),
                        status.highestModSeq())
                : status;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void flagsShouldBeCarriedWhereModSeqBeginsAgain(boolean modSeq) throws Exception {
        lackModSeq(!modSeq);
        route.put("A", old(0, 5));
        route.start().pass();
        route.source.restartModSeq(RouteFixture.MAILBOX, A);
        flag(2, "\\Flagged");
        assertThat(route.restart().passOfAlice().counts().flagsChanged()).isEqualTo(1);
        assertThat(subjects("A")).contains("old1 \\Flagged");
        assertThat(route.restart().passOfAlice().counts().flagsChanged()).isZero();
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
            route.source.faults().lack(StoreCapability.MODSEQ);
        }
    }

    private static Item[] old(int from, int to) {
        List<Item> items = new ArrayList<>();
        for (int i = from; i < to; i++) {
            items.add(Messages.plain("old" + i));
        }
        return items.toArray(Item[]::new);
    }

    private static Item[] other(int count, String flags) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Item item = Messages.plain("another one " + i);
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

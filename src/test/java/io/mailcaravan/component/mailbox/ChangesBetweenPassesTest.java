package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.InterceptedStore;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ends and the route change while no pass runs; what was copied is found where it was put. */
class ChangesBetweenPassesTest {

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

    @Test
    void mappingThatComesLaterShouldMoveNeitherFlagsNorDeletions() throws Exception {
        route.put("A", named("a", 4));
        route.put("B", named("b", 4));
        route.start().pass();
        Files.writeString(folder.resolve("map"), "A -> B\n");
        delete(route.source, "A", 2);
        flag(route.source, "A", 3, "\\Flagged");
        route.producer("createFolders: true, folderMap: map").restart().pass();
        assertThat(subjects("A")).containsExactly("a0", "a2 \\Flagged", "a3");
        assertThat(subjects("B")).containsExactly("b0", "b1", "b2", "b3");
    }

    @Test
    void folderThatAStepChoosesShouldGetFlagsAndDeletions() throws Exception {
        route.step("- setHeader: { name: CamelMailboxFolder, constant: All }");
        route.put("A", named("a", 3));
        route.put("B", named("b", 3));
        route.start().pass();
        delete(route.source, "B", 1);
        flag(route.source, "B", 2, "\\Flagged");
        route.restart().pass();
        assertThat(subjects("All"))
                .containsExactlyInAnyOrder("a0", "a1", "a2", "b1 \\Flagged", "b2");
    }

    @Test
    void bothOwnersFlagsAndThoseOfAStepShouldStay() throws Exception {
        route.step("- setHeader: { name: CamelMailboxFlags, constant: \"$Moved\" }");
        route.put("A", named("a", 2));
        route.start().pass();
        flag(route.destination, "A", 1, "\\Seen $Moved");
        flag(route.source, "A", 1, "\\Flagged");
        route.restart().pass();
        flag(route.source, "A", 1, "");
        flag(route.source, "A", 2, "\\Answered");
        assertThat(subjects("A")).containsExactly("a0 \\Flagged \\Seen $Moved", "a1 $Moved");
        route.restart().pass();
        assertThat(subjects("A")).containsExactly("a0 \\Seen $Moved", "a1 \\Answered $Moved");
    }

    /** What the destination refuses for one message is none of the others' concern. */
    @Test
    void flagsThatAreRefusedForOneShouldReachTheOthers() throws Exception {
        route.around(
                store -> store,
                store ->
                        new InterceptedStore(
                                store,
                                (session, method, arguments, through) -> {
                                    if (method.getName().equals("storeFlags")
                                            && ((Map<?, ?>) arguments[1]).containsKey(new Uid(3))) {
                                        throw new MailboxException(
                                                Scope.FOLDER, Retry.NEVER, "not that one", "");
                                    }
                                    return through.make();
                                }));
        route.put("A", named("a", 5));
        route.start().pass();
        for (int uid = 1; uid <= 5; uid++) {
            flag(route.source, "A", uid, "\\Flagged");
        }
        MailboxResult result = route.restart().passOfAlice();
        assertThat(subjects("A"))
                .containsExactly(
                        "a0 \\Flagged", "a1 \\Flagged", "a2", "a3 \\Flagged", "a4 \\Flagged");
        assertThat(result.isComplete()).isFalse();
        assertThat(result.counts().problems())
                .singleElement()
                .asString()
                .contains("'A'", "UID 3", "not that one");
    }

    @Test
    void folderThatIsEmptyAllAtOnceShouldKeepItsCopies() throws Exception {
        Item[] items = named("a", 30);
        route.put("A", items);
        route.start().pass();
        for (int uid = 1; uid <= 30; uid++) {
            delete(route.source, "A", uid);
        }
        MailboxResult result = route.restart().passOfAlice();
        assertThat(result.isComplete()).isFalse();
        assertThat(result.counts().problems()).singleElement().asString().contains("maxDeletions");
        assertThat(subjects("A")).hasSize(30);
        route.put("A", items); // comes back under new UIDs
        route.consumer("deletions: delete\nmaxDeletions: \"30\"").restart().pass();
        assertThat(subjects("A")).hasSize(30).doesNotHaveDuplicates();
    }

    /** What is gone at both ends is nothing that anybody need allow to be deleted. */
    @ParameterizedTest
    @CsvSource({"0,0", "20,1", "19,19"})
    void copiesThatTheirOwnerDeletedShouldNotCountAgainstTheLimit(int left, int limit)
            throws Exception {
        route.put("A", named("a", 30));
        route.consumer("deletions: delete\nmaxDeletions: \"" + limit + "\"").start().pass();
        for (int uid = 1; uid <= 30; uid++) {
            delete(route.source, "A", uid);
            if (uid > left) {
                delete(route.destination, "A", uid);
            }
        }
        boolean all = left <= limit;
        for (int i = 0; i < 2; i++) {
            MailboxResult result = route.restart().passOfAlice();
            assertThat(result.isComplete()).as(result.toString()).isEqualTo(all);
            assertThat(result.counts().deleted()).isEqualTo(all && i == 0 ? left : 0);
            assertThat(subjects("A")).hasSize(all ? 0 : left);
            if (!all) {
                assertThat(result.counts().problems())
                        .singleElement()
                        .asString()
                        .contains("20 of 20 items", "maxDeletions=20");
            }
        }
        assertThat(route.ledgerStates()).hasSize(all ? 0 : left);
    }

    /** Of copies in a folder that cannot be looked at nobody knows. */
    @Test
    void copiesThatCannotBeLookedAtShouldCountAsThere() throws Exception {
        route.around(
                store -> store,
                store ->
                        new InterceptedStore(
                                store,
                                (session, method, arguments, through) -> {
                                    if (method.getName().equals("list")) {
                                        throw new MailboxException(
                                                Scope.FOLDER, Retry.NEVER, "no look", "");
                                    }
                                    return through.make();
                                }));
        route.put("A", named("a", 30));
        route.start().pass();
        for (int uid = 1; uid <= 30; uid++) {
            delete(route.source, "A", uid);
            delete(route.destination, "A", uid);
        }
        MailboxResult result = route.restart().passOfAlice();
        assertThat(result.counts().problems()).singleElement().asString().contains("30 of 30");
        assertThat(route.ledgerStates()).hasSize(30);
    }

    @Test
    void foreignMessageUnderARecordedUidShouldBeLeftAlone() throws Exception {
        route.put("A", named("a", 3));
        route.start().pass();
        RouteFixture.put(
                route.destination, RouteFixture.MAILBOX, "A", Messages.plain("from somebody else"));
        // as if the server had given out UID 2 twice
        route.destination.replace(
                RouteFixture.MAILBOX, FolderPath.parse("A"), new Uid(4), new Uid(2));
        delete(route.source, "A", 2);
        MailboxResult result = route.restart().passOfAlice();
        assertThat(subjects("A")).contains("from somebody else");
        assertThat(result.counts().problems())
                .singleElement()
                .asString()
                .contains("UID 2 is not what was copied there");
    }

    @Test
    void renamedFolderShouldBeRenamedWhateverItsSize() throws Exception {
        route.put("A", named("a", 40));
        route.put("B", named("b", 2));
        route.start().pass();
        route.source.rename(RouteFixture.MAILBOX, FolderPath.parse("A"), FolderPath.parse("Was A"));
        MailboxResult result = route.restart().passOfAlice();
        assertThat(result.isComplete()).as(result.counts().problems().toString()).isTrue();
        assertThat(subjects("Was A")).hasSize(40).doesNotHaveDuplicates();
        assertThat(subjects("A")).isEmpty();
        assertThat(subjects("B")).hasSize(2);
        assertThat(route.restart().passOfAlice().counts().deleted()).isZero();
    }

    /** A server that gives one UIDVALIDITY to all folders, and UIDs from 1 on in each. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void folderThatWasThereAllTheTimeShouldNotCountAsTheRemovedOne(boolean equal) throws Exception {
        oneUidValidity(Set.of());
        askEachTime();
        route.put("A", named("a", 5));
        route.put("X", named(equal ? "a" : "x", 5));
        route.start().pass();
        route.source.remove(RouteFixture.MAILBOX, FolderPath.parse("A"));
        assertAsked(route.restart().passOfAlice());
        assertAsked(route.restart().passOfAlice());
    }

    @Test
    void newFolderWithOtherMessagesShouldNotCountAsTheRemovedOne() throws Exception {
        oneUidValidity(Set.of());
        askEachTime();
        route.put("A", named("a", 5));
        route.start().pass();
        route.source.remove(RouteFixture.MAILBOX, FolderPath.parse("A"));
        route.put("X", named("x", 5));
        assertAsked(route.restart().passOfAlice());
        assertThat(subjects("X")).containsExactly("x0", "x1", "x2", "x3", "x4");
    }

    @Test
    void folderThatWasThereAllTheTimeShouldNotCountAsOneWhoseNameAnotherHasTaken()
            throws Exception {
        Set<FolderPath> renumbered = new HashSet<>();
        oneUidValidity(renumbered);
        askEachTime();
        route.put("A", named("a", 5));
        route.put("X", named("x", 5));
        route.start().pass();
        route.source.remove(RouteFixture.MAILBOX, FolderPath.parse("A"));
        route.put("A", Messages.plain("another one"));
        renumbered.add(FolderPath.parse("A"));
        MailboxResult result = route.restart().passOfAlice();
        assertThat(result.counts().deleted()).isZero();
        assertThat(result.counts().remarks()).singleElement().asString().contains("5 items");
        assertThat(subjects("A")).containsExactly("a0", "a1", "a2", "a3", "a4", "another one");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void renamedFolderShouldBeKnownWhereAllHaveOneUidValidity(boolean twice) throws Exception {
        oneUidValidity(Set.of());
        askEachTime();
        route.put("A", named("a", 5));
        route.put("X", named("x", 5));
        route.start().pass();
        FolderPath from = FolderPath.parse("A");
        FolderPath to = FolderPath.parse("B");
        route.source.rename(RouteFixture.MAILBOX, from, to);
        route.restart().pass();
        if (twice) {
            assertThat(subjects("A")).isEmpty();
            route.source.rename(RouteFixture.MAILBOX, to, from);
            route.restart().pass();
        }
        assertThat(subjects(twice ? "A" : "B")).containsExactly("a0", "a1", "a2", "a3", "a4");
        assertThat(subjects(twice ? "B" : "A")).isEmpty();
        assertThat(subjects("X")).hasSize(5);
    }

    @Test
    void renamedFolderShouldBeKnownAfterAPassThatCopiedPartOfIt() throws Exception {
        askEachTime();
        route.put("A", named("a", 5));
        route.start().pass();
        route.source.rename(RouteFixture.MAILBOX, FolderPath.parse("A"), FolderPath.parse("B"));
        route.destination.faults().failAppends(() -> AppendFault.LOST_HALFWAY);
        assertThat(route.restart().passOfAlice().isComplete()).isFalse();
        assertThat(subjects("A")).hasSize(5);
        route.destination.faults().clear();
        MailboxResult result = route.restart().passOfAlice();
        assertThat(result.isComplete()).as(result.counts().problems().toString()).isTrue();
        assertThat(subjects("A")).isEmpty();
        assertThat(subjects("B")).containsExactlyInAnyOrder("a0", "a1", "a2", "a3", "a4");
    }

    private void askEachTime() {
        route.consumer("deletions: delete\nmaxDeletions: \"0\"");
    }

    private void assertAsked(MailboxResult result) throws MailboxException {
        assertThat(result.isComplete()).isFalse();
        assertThat(result.counts().deleted()).isZero();
        assertThat(result.counts().problems())
                .singleElement()
                .asString()
                .contains("folder 'A'", "maxDeletions=5");
        assertThat(subjects("A")).containsExactly("a0", "a1", "a2", "a3", "a4");
    }

    /**
     * @param others that have another one
     */
    private void oneUidValidity(Set<FolderPath> others) {
        route.around(
                store ->
                        new InterceptedStore(
                                store,
                                (session, method, args, call) -> {
                                    Object answer = call.make();
                                    if (answer instanceof FolderStatus status) {
                                        return numbered(status, others);
                                    }
                                    return method.getName().equals("statuses")
                                            ? ((List<?>) answer)
                                                    .stream()
                                                            .map(FolderStatus.class::cast)
                                                            .map(one -> numbered(one, others))
                                                            .toList()
                                            : answer;
                                }),
                store -> store);
    }

    private static FolderStatus numbered(FolderStatus status, Set<FolderPath> others) {
        return new FolderStatus(
                status.path(),
                new UidValidity(others.contains(status.path()) ? 8 : 7),
                status.uidNext(),
                true,
                status.messages(),
                status.highestModSeq());
    }

    /** What the documentation says of small folders. */
    @ParameterizedTest
    @CsvSource({"20, '', 0", "21, '', 21", "5, '\nmaxDeletions: \"0\"', 5"})
    void emptiedFolderShouldKeepItsCopiesFromTheLimitOn(int items, String limit, int kept)
            throws Exception {
        route.put("A", named("a", items));
        route.start().pass();
        for (int uid = 1; uid <= items; uid++) {
            delete(route.source, "A", uid);
        }
        route.consumer("deletions: delete" + limit).restart();
        assertThat(route.passOfAlice().isComplete()).isEqualTo(kept == 0);
        assertThat(subjects("A")).hasSize(kept);
    }

    @Test
    void removedFolderShouldLoseItsCopiesWithinTheLimitAndComeBackWhole() throws Exception {
        route.put("A", named("a", 5));
        route.put("B", named("b", 2));
        route.start().pass();
        route.source.rename(RouteFixture.MAILBOX, FolderPath.parse("A"), FolderPath.parse("Gone"));
        route.consumer("deletions: delete\nexcludeFolders: Gone").restart().pass();
        assertThat(subjects("A")).isEmpty();
        assertThat(subjects("B")).hasSize(2);
        route.source.rename(RouteFixture.MAILBOX, FolderPath.parse("Gone"), FolderPath.parse("A"));
        assertThat(route.restart().passOfAlice().isComplete()).isTrue();
        assertThat(subjects("A")).containsExactly("a0", "a1", "a2", "a3", "a4");
    }

    @Test
    void largeFolderThatIsRemovedShouldKeepItsCopiesUntilItIsMeant() throws Exception {
        route.put("A", named("a", 15));
        route.put("B", named("b", 15));
        route.start().pass();
        route.source.remove(RouteFixture.MAILBOX, FolderPath.parse("A"));
        route.source.remove(RouteFixture.MAILBOX, FolderPath.parse("B"));
        MailboxResult result = route.restart().passOfAlice();
        assertThat(result.isComplete()).isFalse();
        assertThat(result.counts().problems())
                .singleElement()
                .asString()
                .contains("maxDeletions=30");
        assertThat(subjects("A")).hasSize(15);
        assertThat(
                        route.consumer("deletions: delete\nmaxDeletions: \"30\"")
                                .restart()
                                .passOfAlice()
                                .isComplete())
                .isTrue();
        assertThat(subjects("A")).isEmpty();
        assertThat(subjects("B")).isEmpty();
    }

    @Test
    void withoutDeletionsARemovedFolderShouldStay() throws Exception {
        route.consumer("deletions: never").put("A", named("a", 5));
        route.start().pass();
        route.source.remove(RouteFixture.MAILBOX, FolderPath.parse("A"));
        assertThat(route.restart().passOfAlice().isComplete()).isTrue();
        assertThat(subjects("A")).hasSize(5);
    }

    @Test
    void messageThatWasMovedShouldBeMoved() throws Exception {
        Item[] items = named("a", 3);
        route.put("A", items);
        route.put("B", named("b", 1));
        route.start().pass();
        delete(route.source, "A", 2);
        route.put("B", items[1]);
        assertThat(route.restart().passOfAlice().isComplete()).isTrue();
        assertThat(subjects("A")).containsExactly("a0", "a2");
        assertThat(subjects("B")).containsExactly("b0", "a1");
    }

    @ParameterizedTest
    @CsvSource({"never,true", "never,false", "delete,true"})
    void renamedFolderThatGoesToTheSamePlaceShouldKeepItsCopies(String deletions, boolean same)
            throws Exception {
        Files.writeString(folder.resolve("map"), "A -> Target\nB -> Target\n");
        route.consumer("deletions: " + deletions);
        route.producer("createFolders: true, folderMap: map, adopt: \"false\"");
        route.put("A", named("a", 4));
        route.start().pass();
        FolderPath renamed = FolderPath.parse("B");
        route.source.rename(RouteFixture.MAILBOX, FolderPath.parse("A"), renamed);
        if (!same) {
            route.source.renumber(RouteFixture.MAILBOX, renamed);
        }
        route.put("B", named("b", 1));
        route.restart().pass();
        assertThat(subjects("Target")).containsExactly("a0", "a1", "a2", "a3", "b0");
        assertThat(route.restart().passOfAlice().counts().deleted()).isZero();
        assertThat(subjects("Target")).hasSize(5);
    }

    /** Another folder that is there, with messages of its own, gets those of one that is gone. */
    @Test
    void messagesOfAFolderThatWasMergedIntoAnotherShouldKeepTheirCopies() throws Exception {
        Files.writeString(folder.resolve("map"), "A -> Target\nB -> Target\n");
        route.producer("createFolders: true, folderMap: map").consumer("deletions: never");
        route.put("A", named("a", 3));
        route.put("B", named("b", 1));
        route.start().pass();
        route.source.remove(RouteFixture.MAILBOX, FolderPath.parse("A"));
        route.put("B", named("a", 3));
        route.restart().pass();
        assertThat(subjects("Target")).containsExactlyInAnyOrder("a0", "a1", "a2", "b0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOST_BEFORE", "LOST_HALFWAY", "LOST_AFTER"})
    void whatWasUnderWayWhenTheMappingChangedShouldBeFoundWhereItWent(AppendFault fault)
            throws Exception {
        Files.writeString(folder.resolve("map"), "A -> B\n");
        route.put("A", named("a", 6));
        route.destination.faults().failAppends(() -> fault);
        route.start().pass();
        route.destination.faults().clear();
        int arrived = route.atDestination("A").size();
        route.producer("createFolders: true, folderMap: map").restart().pass();
        List<String> all = new ArrayList<>(subjects("A"));
        all.addAll(subjects("B"));
        assertThat(all).containsExactlyInAnyOrder("a0", "a1", "a2", "a3", "a4", "a5");
        assertThat(subjects("A")).hasSize(arrived);
        assertThat(route.restart().passOfAlice().counts().copied()).isZero();
    }

    private static Item[] named(String prefix, int count) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(Messages.plain(prefix + i));
        }
        return items.toArray(Item[]::new);
    }

    private static MailboxSession session(MemoryStore store) throws MailboxException {
        return store.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE);
    }

    private static void delete(MemoryStore store, String path, long uid) throws MailboxException {
        try (MailboxSession session = session(store)) {
            session.delete(FolderPath.parse(path), List.of(new Uid(uid)));
        }
    }

    private static void flag(MemoryStore store, String path, long uid, String flags)
            throws MailboxException {
        try (MailboxSession session = session(store)) {
            session.storeFlags(FolderPath.parse(path), Map.of(new Uid(uid), Flags.parse(flags)));
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

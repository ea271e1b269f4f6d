package io.mailcaravan.component.mailbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
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
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.InterceptedStore;
import io.mailcaravan.testkit.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ends and the route change while no pass runs; what was copied is found where it was put. */
class ChangesBetweenPassesTest {

    private static final String ADDED = "X-Store: added\r\n";

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
        assertThat(route.ledgerStates()).hasSize(all ? 0 : 30);
    }

    /** A source that shows nothing for a while; what its owner deleted meanwhile stays deleted. */
    @Test
    void copiesThatTheirOwnerDeletedShouldStayDeletedWhenTheSourceComesBack() throws Exception {
        AtomicBoolean empty = new AtomicBoolean();
        route.around(store -> new InterceptedStore(store, emptied(empty)), store -> store);
        route.put("A", named("a", 60));
        route.start().pass();
        for (int uid = 1; uid <= 10; uid++) {
            delete(route.destination, "A", uid);
        }
        empty.set(true);
        assertThat(route.passOfAlice().counts().problems())
                .singleElement()
                .asString()
                .contains("50 of 50 items");
        empty.set(false);
        for (int i = 0; i < 2; i++) {
            assertThat(route.restart().passOfAlice().counts().copied()).isZero();
        }
        assertThat(subjects("A")).hasSize(50);
    }

    /** Its folders have no messages, and are the same otherwise. */
    private static InterceptedStore.Interception emptied(AtomicBoolean empty) {
        return (session, method, arguments, through) -> {
            if (!empty.get()) {
                return through.make();
            }
            return switch (method.getName()) {
                case "list" -> null;
                case "status" -> emptied((FolderStatus) through.make());
                case "statuses" ->
                        ((List<?>) through.make())
                                .stream().map(status -> emptied((FolderStatus) status)).toList();
                default -> through.make();
            };
        };
    }

    private static FolderStatus emptied(FolderStatus status) {
        return new FolderStatus(
                status.path(),
                status.uidValidity(),
                status.uidNext(),
                status.tellsUidNext(),
                0,
                status.cursor());
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

    /** Told until somebody has looked at it, since what was to be deleted is not. */
    @Test
    void foreignMessageUnderARecordedUidShouldBeLeftAloneAndTold() throws Exception {
        route.put("A", named("a", 3));
        route.start().pass();
        RouteFixture.put(
                route.destination,
                RouteFixture.MAILBOX,
                "A",
                Messages.with(
                        Messages.plain("from somebody else"),
                        Instant.now().truncatedTo(ChronoUnit.SECONDS)));
        // as if the server had given out UID 2 twice
        route.destination.replace(
                RouteFixture.MAILBOX, FolderPath.parse("A"), new Uid(4), new Uid(2));
        delete(route.source, "A", 2);
        for (int passes = 0; passes < 3; passes++) {
            MailboxResult result = route.restart().passOfAlice();
            assertThat(subjects("A")).contains("from somebody else");
            assertThat(result.counts().problems())
                    .singleElement()
                    .asString()
                    .contains("UID 2 has another size and another date than what was copied");
        }
    }

    /** A store that adds a header field, and one that takes now for the INTERNALDATE. */
    @ParameterizedTest
    @CsvSource({"size,false", "date,false", "size,true"})
    void copiesThatTheDestinationHasAlteredShouldBeKnown(String what, boolean adopted)
            throws Exception {
        Item[] items = named("a", 4);
        List<Item> altered = new ArrayList<>();
        for (Item item : items) {
            altered.add(
                    Messages.with(
                            what.contains("size") ? Messages.item(ADDED + text(item)) : item,
                            what.contains("date")
                                    ? Instant.now().truncatedTo(ChronoUnit.SECONDS)
                                    : item.head().internalDate()));
        }
        if (adopted) {
            RouteFixture.put(
                    route.destination, RouteFixture.MAILBOX, "A", altered.toArray(Item[]::new));
        } else {
            route.destination.faults().alter(altering(what));
            route.around(store -> store, store -> what.equals("date") ? undated(store) : store);
        }
        route.put("A", items);
        assertThat(route.start().passOfAlice().isComplete()).isTrue();
        assertThat(subjects("A")).hasSize(4);
        delete(route.source, "A", 2);
        flag(route.source, "A", 3, "\\Flagged");
        assertThat(route.restart().passOfAlice().counts().problems()).isEmpty();
        assertThat(subjects("A")).containsExactly("a0", "a2 \\Flagged", "a3");
        assertThat(route.restart().passOfAlice().counts().deleted()).isZero();
    }

    private static UnaryOperator<byte[]> altering(String what) {
        return what.equals("size")
                ? bytes -> (ADDED + new String(bytes, ISO_8859_1)).getBytes(ISO_8859_1)
                : UnaryOperator.identity();
    }

    private static String text(Item item) throws IOException {
        try (InputStream in = item.content().open()) {
            return new String(in.readAllBytes(), ISO_8859_1);
        }
    }

    /** Dates what it takes as if it arrived now. */
    private static MailboxStore undated(MailboxStore store) {
        return new InterceptedStore(
                store,
                (session, method, arguments, through) -> {
                    if (method.getName().equals("append")) {
                        List<Item> now = new ArrayList<>();
                        for (Object item : (List<?>) arguments[1]) {
                            now.add(Messages.with((Item) item, Instant.EPOCH));
                        }
                        arguments[1] = now;
                    }
                    return through.make();
                });
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
    @Test
    void folderThatWasThereAllTheTimeShouldNotCountAsTheRemovedOne() throws Exception {
        oneUidValidity(Set.of());
        askEachTime();
        route.put("A", named("a", 5));
        route.put("X", named("x", 5));
        route.start().pass();
        route.source.remove(RouteFixture.MAILBOX, FolderPath.parse("A"));
        assertAsked(route.restart().passOfAlice());
        assertAsked(route.restart().passOfAlice());
    }

    /** The owner had copied one folder to the other: nobody misses the first. */
    @Test
    void copiesThatHaveTheirEqualsUnderAnotherNameShouldGoWithTheirFolder() throws Exception {
        oneUidValidity(Set.of());
        askEachTime();
        route.put("A", named("a", 5));
        route.put("X", named("a", 5));
        route.start().pass();
        route.source.remove(RouteFixture.MAILBOX, FolderPath.parse("A"));
        assertThat(route.restart().passOfAlice().isComplete()).isTrue();
        assertThat(subjects("A")).isEmpty();
        assertThat(subjects("X")).containsExactly("a0", "a1", "a2", "a3", "a4");
    }

    /** As long as each other, of one Message-ID and date, and under the same UIDs. */
    @Test
    void copiesOfOneMailToTwoAddressesShouldNotCountAsEachOther() throws Exception {
        oneUidValidity(Set.of());
        route.put("A", delivered("info", 5));
        route.put("X", delivered("shop", 5));
        route.start().pass();
        route.source.remove(RouteFixture.MAILBOX, FolderPath.parse("A"));
        MailboxResult result = route.restart().passOfAlice();
        assertThat(result.counts().deleted()).isZero();
        assertThat(result.counts().remarks()).singleElement().asString().contains("'A'", "5 items");
        assertThat(subjects("A")).hasSize(5);
        for (int uid = 1; uid <= 5; uid++) {
            delete(route.destination, "A", uid);
        }
        assertThat(route.restart().passOfAlice().counts().remarks()).isEmpty();
    }

    private static Item[] delivered(String to, int count) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(
                    Messages.item(
                            "Delivered-To: "
                                    + to
                                    + "@test.example\r\n"
                                    + Messages.header("a" + i)
                                    + "\r\ntext\r\n"));
        }
        return items.toArray(Item[]::new);
    }

    /** Refused in the very pass that has copied the new ones. */
    @Test
    void oldCopiesOfARenamedFolderShouldGoInWhicheverPassTheyMay() throws Exception {
        Refusal refusal = new Refusal();
        route.put("A", named("a", 25));
        route.start().pass();
        route.source.rename(RouteFixture.MAILBOX, FolderPath.parse("A"), FolderPath.parse("B"));
        refusal.refusing = true;
        for (int pass = 1; pass <= 2; pass++) {
            MailboxResult refused = route.restart().passOfAlice();
            assertThat(refused.isComplete()).isFalse();
            assertThat(refused.counts().problems()).noneMatch(text -> text.contains("gone"));
            assertThat(subjects("A")).hasSize(25);
        }
        refusal.refusing = false;
        MailboxResult result = route.restart().passOfAlice();
        assertThat(result.isComplete()).as(result.counts().problems().toString()).isTrue();
        assertThat(subjects("A")).isEmpty();
        assertThat(subjects("B")).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void copiesOfWhatIsRefusedUnderTheNewNameShouldStayUntilItIsThere() throws Exception {
        route.put("A", named("a", 5));
        route.start().pass();
        route.source.rename(RouteFixture.MAILBOX, FolderPath.parse("A"), FolderPath.parse("B"));
        route.destination.faults().refuse(item -> subjectOf(item).matches("a[34]"));
        for (int pass = 1; pass <= 2; pass++) {
            MailboxResult result = route.restart().passOfAlice();
            assertThat(result.counts().remarks())
                    .singleElement()
                    .asString()
                    .contains("'A'", "2 items");
            assertThat(subjects("A")).containsExactly("a3", "a4");
            assertThat(subjects("B")).containsExactly("a0", "a1", "a2");
        }
        route.destination.faults().clear();
        route.restart().retryOfAlice();
        assertThat(route.restart().passOfAlice().isComplete()).isTrue();
        assertThat(subjects("A")).isEmpty();
        assertThat(subjects("B")).containsExactlyInAnyOrder("a0", "a1", "a2", "a3", "a4");
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("renames.seeds", 12));
    }

    /**
     * Whatever is renamed, refused and broken off: what the source has is never without a copy once
     * it had one, and in the end there is one of each.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void renamedFoldersShouldLoseNothingAndLeaveNothingTwice(long seed) throws Exception {
        Random random = new Random(seed);
        Refusal refusal = new Refusal();
        boolean one = random.nextBoolean();
        if (one) {
            oneUidValidity(Set.of(), refusal::of);
        }
        for (String name : List.of("A", "B", "X", "Y")) {
            RouteFixture.put(route.destination, RouteFixture.MAILBOX, name);
        }
        List<String> names = new ArrayList<>(List.of("A", "X"));
        route.put("A", named("a", 25));
        route.put("X", named("x", 25));
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            all.add("a" + i);
            all.add("x" + i);
        }
        route.start().pass();
        for (int pass = 1; pass <= 5; pass++) {
            int which = random.nextInt(2);
            // no other folder may have a name, UIDVALIDITY and UIDs again (RFC 9051, 2.3.1.1)
            String to =
                    List.of("A", "B", "X", "Y")
                            .get(one ? 2 * which + random.nextInt(2) : random.nextInt(4));
            if (!names.contains(to)) {
                route.source.rename(
                        RouteFixture.MAILBOX,
                        FolderPath.parse(names.get(which)),
                        FolderPath.parse(to));
                names.set(which, to);
            }
            refusal.refusing = random.nextBoolean();
            int refused = random.nextInt(10);
            route.destination
                    .faults()
                    .refuse(item -> subjectOf(item).endsWith(Integer.toString(refused)));
            for (int i = random.nextInt(3); i > 0; i--) {
                route.destination.faults().goodAppends(random.nextInt(3));
                route.destination.faults().failNextAppend(AppendFault.QUOTA_FULL);
            }
            route.restart().pass();
            route.destination.faults().clear();
            assertThat(everything()).as("seed " + seed + ", pass " + pass).containsAll(all);
        }
        refusal.refusing = false;
        route.restart().retryOfAlice();
        route.restart().pass();
        MailboxResult last = route.restart().passOfAlice();
        assertThat(last.isComplete()).as(seed + ": " + last.counts().problems()).isTrue();
        assertThat(last.counts().remarks()).as("seed " + seed).isEmpty();
        assertThat(everything()).as("seed " + seed).containsExactlyInAnyOrderElementsOf(all);
    }

    private List<String> everything() throws MailboxException {
        List<String> all = new ArrayList<>();
        for (String name : List.of("A", "B", "X", "Y")) {
            all.addAll(subjects(name));
        }
        return all;
    }

    private static String subjectOf(Item item) {
        try (InputStream in = item.content().open()) {
            return new String(in.readAllBytes(), ISO_8859_1)
                    .replaceFirst("(?s).*Subject: ([^\r]*)\r.*", "$1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A destination that lets nobody delete, for a while. */
    private final class Refusal {
        private volatile boolean refusing;

        Refusal() {
            route.around(store -> store, this::of);
        }

        MailboxStore of(MailboxStore store) {
            return new InterceptedStore(
                    store,
                    (session, method, arguments, through) -> {
                        if (refusing && method.getName().equals("delete")) {
                            throw new MailboxException(
                                    Scope.FOLDER, Retry.NEVER, "not just now", "");
                        }
                        return through.make();
                    });
        }
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
        // the old copy goes only where the new one is there
        assertThat(Stream.concat(subjects("A").stream(), subjects("B").stream()))
                .contains("a0", "a1", "a2", "a3", "a4");
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
        oneUidValidity(others, store -> store);
    }

    private void oneUidValidity(Set<FolderPath> others, UnaryOperator<MailboxStore> destination) {
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
                destination);
    }

    private static FolderStatus numbered(FolderStatus status, Set<FolderPath> others) {
        return new FolderStatus(
                status.path(),
                new UidValidity(others.contains(status.path()) ? 8 : 7),
                status.uidNext(),
                true,
                status.messages(),
                status.cursor());
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

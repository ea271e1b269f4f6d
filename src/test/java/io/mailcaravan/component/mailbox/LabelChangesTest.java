package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.Version;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.memory.MemoryFaults;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.InterceptedStore;
import io.mailcaravan.testkit.KindItems;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.verify.VerifyResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Further folders, flags and content that change at the source while something else goes wrong:
 * what the source has, the copies have in the end.
 */
class LabelChangesTest {

    private static final Login ALICE = Login.of(RouteFixture.MAILBOX);
    private static final FolderPath ALL = FolderPath.of("All");
    private static final FolderPath WORK = FolderPath.of("Work");
    private static final FolderPath LATE = FolderPath.of("Late");
    private static final FolderPath PEOPLE = FolderPath.of(ItemKind.CONTACT, "People");
    private static final FolderPath FRIENDS = FolderPath.of(ItemKind.CONTACT, "Friends");
    private static final FolderPath FAMILY = FolderPath.of(ItemKind.CONTACT, "Family");
    private static final Flags FLAGGED = Flags.parse("\\Flagged");

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void prepare() throws Exception {
        route = new RouteFixture(folder).impatient();
        try (MailboxSession session = route.source.signIn(ALICE, Access.WRITE)) {
            for (FolderPath path : List.of(ALL, WORK, LATE, PEOPLE, FRIENDS, FAMILY)) {
                session.create(path, Optional.empty());
            }
        }
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    private void message(Places places) throws Exception {
        put(ALL, Messages.plain("labelled"), places);
    }

    private void contact(Places places) throws Exception {
        put(PEOPLE, KindItems.of(ItemKind.CONTACT, "ann", "as it came"), places);
    }

    private void put(FolderPath in, Item item, Places places) throws Exception {
        route.put(in.toString(), new Item(item.head().with(places), item.content()));
    }

    private static ItemHead head(MemoryStore store, FolderPath path) throws Exception {
        List<ItemHead> heads = new ArrayList<>();
        try (MailboxSession session = store.signIn(ALICE, Access.READ)) {
            session.list(path, UidRange.ALL, heads::add);
        }
        assertThat(heads).hasSize(1);
        return heads.get(0);
    }

    private ItemHead copy(FolderPath path) throws Exception {
        return head(route.destination, path);
    }

    /** The owner of that end puts its one item there. */
    private static void place(MemoryStore store, FolderPath in, Places places) throws Exception {
        ItemHead head = head(store, in);
        try (MailboxSession session = store.signIn(ALICE, Access.WRITE)) {
            session.storePlaces(in, Map.of(head.uid(), places));
        }
    }

    private static void flag(MemoryStore store, FolderPath in, Flags flags) throws Exception {
        ItemHead head = head(store, in);
        try (MailboxSession session = store.signIn(ALICE, Access.WRITE)) {
            session.storeFlags(in, Map.of(head.uid(), flags));
        }
    }

    private static void edit(MemoryStore store, String text) throws Exception {
        ItemHead head = head(store, PEOPLE);
        Item item = KindItems.of(ItemKind.CONTACT, "ann", text);
        try (MailboxSession session = store.signIn(ALICE, Access.WRITE)) {
            session.replace(
                    PEOPLE,
                    head.uid(),
                    Version.NONE,
                    new Item(item.head().with(head.flags()), item.content()));
        }
    }

    private List<String> differences() throws Exception {
        List<String> differences = new ArrayList<>();
        VerifyResult verified = route.verify(true, differences);
        assertThat(verified.counts().faults()).as("%s", differences).isZero();
        return differences;
    }

    private void contentShouldBeAtBothEnds() throws Exception {
        assertThat(route.atDestination(PEOPLE.toString()))
                .isEqualTo(route.atSource(PEOPLE.toString()))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatChangesWhileNewContentIsRefusedShouldBeCarried(boolean tellsChanges) throws Exception {
        if (!tellsChanges) {
            route.source.faults().lack(StoreCapability.CHANGES);
        }
        contact(Places.of(FRIENDS));
        route.start();
        route.passOfAlice();
        route.destination.faults().refuse(item -> true);
        edit(route.source, "edited");
        assertThat(route.passOfAlice().counts().failed()).isEqualTo(1);
        place(route.source, PEOPLE, Places.of(FAMILY));
        flag(route.source, PEOPLE, FLAGGED);
        assertThat(route.passOfAlice().counts().failed()).isEqualTo(1);
        assertThat(copy(PEOPLE).places()).isEqualTo(Places.of(FAMILY));
        assertThat(copy(PEOPLE).flags()).isEqualTo(FLAGGED);
        route.destination.faults().clear();
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertThat(copy(PEOPLE).places()).isEqualTo(Places.of(FAMILY));
        contentShouldBeAtBothEnds();
        assertThat(differences()).isEmpty();
    }

    /**
     * A failed contact that has arrived unnoticed in another state, whose replacement is cut off:
     * its dead letter is not forgotten, and gone in the end.
     */
    @Test
    void deadLetterShouldEndWithItsItemWhateverWasFoundOfItMeanwhile() throws Exception {
        contact(Places.NONE);
        AtomicInteger cuts = new AtomicInteger();
        route.around(
                store -> store,
                store ->
                        new InterceptedStore(
                                store,
                                (session, method, args, through) -> {
                                    boolean last =
                                            method.getName().equals("append") && cuts.get() == 1;
                                    Object made = last ? through.make() : null;
                                    if (last
                                            || (method.getName().equals("replace")
                                                    && cuts.get() == 2)) {
                                        cuts.set(0);
                                        route.destination.faults().down(true);
                                        throw MemoryFaults.connectionLost("new");
                                    }
                                    return through.make();
                                }));
        route.start();
        route.destination.faults().refuse(item -> true);
        assertThat(route.passOfAlice().counts().failed()).isEqualTo(1);
        route.destination.faults().clear();
        cuts.set(1); // it arrives, and nobody is told
        assertThat(route.passOfAlice().stopped()).isPresent();
        route.destination.faults().clear();
        edit(route.source, "edited");
        cuts.set(2); // it is found with what it was, and is not replaced
        assertThat(route.passOfAlice().stopped()).isPresent();
        route.destination.faults().clear();
        route.passOfAlice();
        MailboxResult last = route.passOfAlice();
        assertThat(last.isComplete()).as("%s", last.counts().problems()).isTrue();
        contentShouldBeAtBothEnds();
        assertThat(differences()).isEmpty();
    }

    @Test
    void placesThatAStepDidNotWantShouldStayAwayWhileNewContentIsRefused() throws Exception {
        contact(Places.of(FRIENDS));
        route.step("- setHeader: { name: CamelMailboxPlaces, constant: '' }").start();
        route.passOfAlice();
        assertThat(copy(PEOPLE).places()).isEqualTo(Places.NONE);
        route.destination.faults().refuse(item -> true);
        edit(route.source, "edited");
        route.passOfAlice();
        place(route.source, PEOPLE, Places.of(FRIENDS, FAMILY));
        route.passOfAlice();
        assertThat(copy(PEOPLE).places()).isEqualTo(Places.of(FAMILY));
        route.destination.faults().clear();
        route.passOfAlice();
        contentShouldBeAtBothEnds();
        assertThat(copy(PEOPLE).places()).isEqualTo(Places.of(FAMILY));
    }

    @Test
    void placesAndContentThatChangeTogetherShouldArriveWhereTheContentIsRefusedFirst()
            throws Exception {
        contact(Places.of(FRIENDS));
        route.start();
        route.passOfAlice();
        place(route.source, PEOPLE, Places.of(FAMILY));
        edit(route.source, "edited");
        place(route.source, PEOPLE, Places.of(FAMILY));
        route.destination.faults().refuse(item -> true);
        assertThat(route.passOfAlice().counts().failed()).isEqualTo(1);
        assertThat(copy(PEOPLE).places()).isEqualTo(Places.of(FAMILY));
        route.destination.faults().clear();
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertThat(copy(PEOPLE).places()).isEqualTo(Places.of(FAMILY));
        contentShouldBeAtBothEnds();
        assertThat(differences()).isEmpty();
        place(route.source, PEOPLE, Places.NONE);
        route.passOfAlice();
        assertThat(copy(PEOPLE).places()).isEqualTo(Places.NONE);
    }

    @Test
    void replacedContentShouldLeavePlacesOfBothOwnersAlone() throws Exception {
        contact(Places.of(FRIENDS));
        try (MailboxSession session = route.destination.signIn(ALICE, Access.WRITE)) {
            session.create(FolderPath.of(ItemKind.CONTACT, "Mine"), Optional.empty());
        }
        route.start();
        route.passOfAlice();
        Places mine = Places.of(FolderPath.of(ItemKind.CONTACT, "Mine"));
        place(route.destination, PEOPLE, Places.of(FRIENDS).with(mine));
        edit(route.source, "edited");
        place(route.source, PEOPLE, Places.of(FRIENDS));
        assertThat(route.passOfAlice().counts().replaced()).isEqualTo(1);
        assertThat(copy(PEOPLE).places()).isEqualTo(Places.of(FRIENDS).with(mine));
        place(route.source, PEOPLE, Places.NONE);
        route.passOfAlice();
        assertThat(copy(PEOPLE).places()).isEqualTo(mine);
    }

    @Test
    void placesThatAnAppendForgetsShouldBeToldAndComeLater() throws Exception {
        message(Places.of(WORK));
        route.destination.faults().forgetPlaces();
        answerToPlaces(false);
        route.start();
        MailboxResult first = route.passOfAlice();
        assertThat(first.counts().copied()).isEqualTo(1);
        assertThat(first.isComplete()).isFalse();
        assertThat(first.counts().problems())
                .singleElement()
                .asString()
                .contains("1 item does not lie in 'Work' as well")
                .contains("it was put there, and does not lie there");
        stores = true;
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertThat(copy(ALL).places()).isEqualTo(Places.of(WORK));
        assertThat(differences()).isEmpty();
    }

    private volatile boolean stores = true;

    private void answerToPlaces(boolean doesSo) {
        stores = doesSo;
        route.around(
                store -> store,
                store ->
                        new InterceptedStore(
                                store,
                                (session, method, args, through) ->
                                        method.getName().equals("storePlaces") && !stores
                                                ? null
                                                : through.make()));
    }

    /** What an append has forgotten is stored behind it, with one list a batch. */
    @Test
    void placesThatAnAppendForgetsShouldBeGivenAtOnceAndMailWithoutCostNothing() throws Exception {
        AtomicInteger lists = new AtomicInteger();
        route.around(
                store -> store,
                store ->
                        new InterceptedStore(
                                store,
                                (session, method, args, through) -> {
                                    if (method.getName().equals("list")) {
                                        lists.incrementAndGet();
                                    }
                                    return through.make();
                                }));
        for (int i = 0; i < 5; i++) {
            put(ALL, Messages.plain("without " + i), Places.NONE);
        }
        route.start();
        route.passOfAlice();
        assertThat(lists).hasValue(0);
        message(Places.of(WORK));
        route.destination.faults().forgetPlaces();
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertThat(differences()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"- TO", "- toD: { uri: \"mailbox:new?createFolders=true\" }"})
    void destinationThatKeepsPlacesOnlyLaterShouldGetThem(String end) throws Exception {
        message(Places.of(WORK));
        route.inBlock(end);
        route.destination.faults().lack(StoreCapability.PLACES);
        route.start();
        route.passOfAlice();
        assertThat(route.passOfAlice().isComplete()).isTrue();
        route.destination.faults().clear();
        assertThat(copy(ALL).places()).isEqualTo(Places.NONE);
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertThat(copy(ALL).places()).isEqualTo(Places.of(WORK));
        assertThat(route.passOfAlice().counts().attributesChanged()).isZero();
        assertThat(differences()).isEmpty();
    }

    @Test
    void placesShouldNotMakeAPassLookAtWhatHasNotChanged() throws Exception {
        message(Places.of(WORK));
        AtomicInteger lists = new AtomicInteger();
        route.around(
                store ->
                        new InterceptedStore(
                                store,
                                (session, method, args, through) -> {
                                    if (method.getName().equals("list")) {
                                        lists.incrementAndGet();
                                    }
                                    return through.make();
                                }),
                store -> store);
        route.start();
        route.passOfAlice();
        lists.set(0);
        route.passOfAlice();
        assertThat(lists).hasValue(0);
        route.destination.faults().lack(StoreCapability.PLACES);
        route.passOfAlice();
        lists.set(0);
        route.passOfAlice();
        assertThat(lists).hasValue(0);
    }

    @Test
    void placesShouldComeWhereTheSourceTellsThemOnlyLater() throws Exception {
        message(Places.of(WORK));
        route.source.faults().lack(StoreCapability.PLACES);
        route.start();
        route.passOfAlice();
        route.passOfAlice();
        route.source.faults().clear();
        route.passOfAlice();
        assertThat(copy(ALL).places()).isEqualTo(Places.of(WORK));
        assertThat(differences()).isEmpty();
    }

    /** As docs/mapping.md says: the copy stays where it is listed, its further folders move. */
    @Test
    void furtherFoldersShouldMoveWhereTheRulesForFoldersChange() throws Exception {
        message(Places.of(WORK));
        Path mapping = folder.resolve("mapping.yaml");
        Files.writeString(mapping, "message: { folders: { Work: One } }\n");
        route.step("- bean: { ref: propertyMapping }").start();
        route.passOfAlice();
        assertThat(copy(ALL).places()).isEqualTo(Places.of(FolderPath.of("One")));
        Files.writeString(mapping, "message: { folders: { Work: Two, All: Elsewhere } }\n");
        route.restart().passOfAlice();
        assertThat(copy(ALL).places()).isEqualTo(Places.of(FolderPath.of("Two")));
        assertThat(differences()).isEmpty();
    }

    /** In the note of a found copy, too, stands what a step has asked for in vain. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void folderOfAStepThatIsRefusedShouldBeToldUntilItComes(boolean found) throws Exception {
        message(Places.NONE);
        try (MailboxSession session = route.destination.signIn(ALICE, Access.WRITE)) {
            session.create(ALL, Optional.empty());
        }
        if (found) {
            RouteFixture.put(
                    route.destination, RouteFixture.MAILBOX, "All", Messages.plain("labelled"));
        }
        route.destination.faults().forgetPlaces();
        answerToPlaces(false);
        route.step("- setHeader: { name: CamelMailboxPlaces, constant: By a step }").start();
        for (int pass = 1; pass <= 3; pass++) {
            MailboxResult result = route.passOfAlice();
            assertThat(result.isComplete()).isFalse();
            assertThat(result.counts().problems())
                    .as("pass %s", pass)
                    .anyMatch(told -> told.contains("By a step"));
        }
        stores = true;
        assertThat(route.passOfAlice().isComplete()).isTrue();
        FolderPath byStep = FolderPath.of("By a step");
        assertThat(copy(ALL).places()).isEqualTo(Places.of(byStep));
        assertThat(differences()).isEmpty();
        place(route.destination, ALL, Places.NONE);
        place(route.source, ALL, Places.of(LATE));
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertThat(copy(ALL).places()).isEqualTo(Places.of(LATE));
    }

    @Test
    void folderWithABlankNameShouldBeAPlace() throws Exception {
        FolderPath blank = FolderPath.of(" ");
        try (MailboxSession session = route.source.signIn(ALICE, Access.WRITE)) {
            session.create(blank, Optional.empty());
        }
        message(Places.of(blank));
        route.step(
                        "- setHeader: { name: CamelMailboxPlaces, simple:"
                                + " \"${header.CamelMailboxPlaces}\" }")
                .start();
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertThat(copy(ALL).places()).isEqualTo(Places.of(blank));
        assertThat(differences()).isEmpty();
    }

    /** Numbers mean nothing any more, but what was given is known of the copies. */
    @Test
    void placesAndFlagsThatChangeWithNewNumbersShouldBeCarried() throws Exception {
        message(Places.of(WORK));
        flag(route.source, ALL, Flags.parse("\\Answered"));
        route.start();
        route.passOfAlice();
        Places mine = Places.of(FolderPath.of("Mine"));
        try (MailboxSession session = route.destination.signIn(ALICE, Access.WRITE)) {
            session.create(FolderPath.of("Mine"), Optional.empty());
        }
        place(route.destination, ALL, Places.of(WORK).with(mine));
        flag(route.destination, ALL, Flags.parse("\\Answered \\Seen"));
        place(route.source, ALL, Places.of(LATE));
        flag(route.source, ALL, FLAGGED);
        route.source.renumber(RouteFixture.MAILBOX, ALL);
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertThat(copy(ALL).places()).isEqualTo(Places.of(LATE).with(mine));
        assertThat(copy(ALL).flags()).isEqualTo(Flags.parse("\\Flagged \\Seen"));
        place(route.source, ALL, Places.NONE);
        route.passOfAlice();
        assertThat(copy(ALL).places()).isEqualTo(mine);
    }

    /** It was given, and its owner did not want it: new numbers do not bring it back. */
    @Test
    void placesThatTheOwnerHasTakenAwayShouldStayAwayWithNewNumbers() throws Exception {
        message(Places.of(WORK));
        route.start();
        route.passOfAlice();
        place(route.destination, ALL, Places.NONE);
        route.source.renumber(RouteFixture.MAILBOX, ALL);
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertThat(copy(ALL).places()).isEqualTo(Places.NONE);
    }

    @Test
    void placesThatAStepHasTakenAwayShouldBeNoFaultWhenTheSourceGivesThemAnew() throws Exception {
        message(Places.of(WORK));
        flag(route.source, ALL, FLAGGED);
        route.step(
                        "- setHeader: { name: CamelMailboxPlaces, constant: '' }\n"
                                + "        - setHeader: { name: CamelMailboxFlags, constant: '' }")
                .start();
        route.passOfAlice();
        assertThat(copy(ALL).places()).isEqualTo(Places.NONE);
        assertThat(copy(ALL).flags()).isEqualTo(Flags.NONE);
        assertThat(differences()).isEmpty();
        place(route.source, ALL, Places.NONE);
        flag(route.source, ALL, Flags.NONE);
        route.passOfAlice();
        place(route.source, ALL, Places.of(WORK));
        flag(route.source, ALL, FLAGGED);
        route.passOfAlice();
        assertThat(copy(ALL).places()).isEqualTo(Places.of(WORK));
        assertThat(copy(ALL).flags()).isEqualTo(FLAGGED);
        assertThat(differences()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void editShouldBeCarriedWhereNoVersionIsToldForAPass(boolean tellsChanges) throws Exception {
        if (!tellsChanges) {
            route.source.faults().lack(StoreCapability.CHANGES);
        }
        contact(Places.NONE);
        route.start();
        route.passOfAlice();
        edit(route.source, "edited");
        route.source.faults().withholdVersions(head -> true);
        route.passOfAlice();
        route.source.faults().withholdVersions(head -> false);
        route.passOfAlice();
        contentShouldBeAtBothEnds();
        edit(route.source, "edited again");
        route.passOfAlice();
        contentShouldBeAtBothEnds();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void editShouldBeCarriedWhereNoVersionWasToldAtFirst(boolean tellsChanges) throws Exception {
        if (!tellsChanges) {
            route.source.faults().lack(StoreCapability.CHANGES);
        }
        contact(Places.NONE);
        route.source.faults().withholdVersions(head -> true);
        route.start();
        route.passOfAlice();
        edit(route.source, "edited");
        route.source.faults().withholdVersions(head -> false);
        route.passOfAlice();
        contentShouldBeAtBothEnds();
    }

    /** It is compared first, so that its owner sees no change where there is none. */
    @Test
    void versionThatIsToldOnlyLaterShouldNotWriteWhatIsThere() throws Exception {
        route.source.faults().lack(StoreCapability.CHANGES);
        contact(Places.NONE);
        route.source.faults().withholdVersions(head -> true);
        route.start();
        route.passOfAlice();
        Version before = copy(PEOPLE).version();
        route.source.faults().withholdVersions(head -> false);
        MailboxResult later = route.passOfAlice();
        assertThat(later.isComplete()).isTrue();
        assertThat(later.counts().replaced()).isZero();
        assertThat(later.counts().unchanged()).isEqualTo(1);
        assertThat(copy(PEOPLE).version()).isEqualTo(before);
        assertThat(route.passOfAlice().counts().unchanged()).isEqualTo(1);
        // it is known from here on
        edit(route.source, "edited");
        assertThat(route.passOfAlice().counts().replaced()).isEqualTo(1);
        contentShouldBeAtBothEnds();
    }
}

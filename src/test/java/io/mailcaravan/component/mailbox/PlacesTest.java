package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.NewFolder;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.report.FolderProblem;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.InterceptedStore;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.verify.VerifyResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that lie in several folders on their way through a route. */
class PlacesTest {

    private static final Login ALICE = Login.of(RouteFixture.MAILBOX);
    private static final FolderPath ALL = FolderPath.of("All");
    private static final FolderPath WORK = FolderPath.of("Work");
    private static final FolderPath SECRET = FolderPath.of("Secret");

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void prepare() throws Exception {
        route = new RouteFixture(folder).impatient();
        try (MailboxSession session = route.source.signIn(ALICE, Access.WRITE)) {
            for (FolderPath path : List.of(ALL, WORK, SECRET)) {
                session.create(path, Optional.empty());
            }
        }
        Item item = Messages.plain("labelled");
        Places places = Places.of(WORK, SECRET, FolderPath.INBOX);
        route.put("All", new Item(item.head().with(places), item.content()));
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    private Places there() throws Exception {
        boolean old = RouteFixture.counts(route.destination, ALICE).containsKey("Old");
        return head(route.destination, old ? FolderPath.of("Old", "All") : ALL).places();
    }

    private static ItemHead head(MemoryStore store, FolderPath path) throws Exception {
        List<ItemHead> heads = new ArrayList<>();
        try (MailboxSession session = store.signIn(ALICE, Access.READ)) {
            session.list(path, UidRange.ALL, heads::add);
        }
        assertThat(heads).hasSize(1);
        return heads.get(0);
    }

    private void place(MemoryStore store, Places places) throws Exception {
        ItemHead head = head(store, ALL);
        try (MailboxSession session = store.signIn(ALICE, Access.WRITE)) {
            session.storePlaces(ALL, Map.of(head.uid(), places));
        }
    }

    private void verifyShouldFindNothing() throws Exception {
        List<String> differences = new ArrayList<>();
        VerifyResult verified = route.verify(true, differences);
        assertThat(differences).isEmpty();
        assertThat(verified.counts().faults()).isZero();
    }

    @Test
    void messageShouldLieWhereItLiesAtTheSource() throws Exception {
        route.start();
        assertThat(route.passOfAlice().counts().copied()).isEqualTo(1);
        assertThat(there()).isEqualTo(Places.of(WORK, SECRET, FolderPath.INBOX));
        verifyShouldFindNothing();
    }

    @Test
    void foldersThatAreLeftOutShouldBeNoPlaces() throws Exception {
        route.consumer("excludeFolders: Secret").start();
        route.passOfAlice();
        assertThat(there()).isEqualTo(Places.of(WORK, FolderPath.INBOX));
        assertThat(RouteFixture.counts(route.destination, ALICE)).doesNotContainKey("Secret");
        place(route.source, Places.of(SECRET));
        route.passOfAlice();
        assertThat(there()).isEqualTo(Places.NONE);
        verifyShouldFindNothing();
    }

    @Test
    void placesShouldBeMappedAsFoldersAre() throws Exception {
        Files.writeString(
                folder.resolve("mapping.yaml"), "message: { folders: { Secret: Open } }\n");
        route.step("- bean: { ref: propertyMapping }")
                .producer("createFolders: true, folderPrefix: Old")
                .start();
        route.passOfAlice();
        Places mapped = Places.of(FolderPath.of("Old", "Work"), FolderPath.of("Old", "Open"));
        assertThat(there()).isEqualTo(mapped.with(Places.of(FolderPath.of("Old", "INBOX"))));
        place(route.source, Places.of(WORK, SECRET));
        assertThat(route.passOfAlice().counts().attributesChanged()).isEqualTo(1);
        assertThat(there()).isEqualTo(mapped);
        verifyShouldFindNothing();
        place(route.source, Places.of(SECRET));
        route.restart();
        route.passOfAlice();
        assertThat(there()).isEqualTo(Places.of(FolderPath.of("Old", "Open")));
    }

    @Test
    void stepShouldSeeAndChoosePlaces() throws Exception {
        route.step(
                        """
                        - choice:
                            when:
                              - simple: "${header.CamelMailboxPlaces} contains 'Secret'"
                                steps:
                                  - setHeader: { name: CamelMailboxPlaces, simple: Work }
                                  - setHeader: { name: CamelMailboxFlags, constant: "\\\\Flagged $Seen2" }
                        """
                                .replace("\n", "\n        "))
                .start();
        route.passOfAlice();
        assertThat(there()).isEqualTo(Places.of(WORK));
        assertThat(head(route.destination, ALL).flags()).hasToString("\\Flagged $Seen2");
        verifyShouldFindNothing();
        // what a step has chosen stays; what changes later is carried over
        FolderPath late = FolderPath.of("Late");
        try (MailboxSession session = route.source.signIn(ALICE, Access.WRITE)) {
            session.create(late, Optional.empty());
        }
        place(route.source, Places.of(WORK, SECRET, FolderPath.INBOX, late));
        route.passOfAlice();
        assertThat(there()).isEqualTo(Places.of(WORK, late));
        verifyShouldFindNothing();
        place(route.destination, Places.of(late));
        List<String> differences = new ArrayList<>();
        route.verify(true, differences);
        assertThat(differences).singleElement().asString().startsWith("in other folders");
    }

    @Test
    void placeThatCannotBeShouldNotKeepTheMessageAwayAndBeToldUntilItCan() throws Exception {
        try (MailboxSession session = route.destination.signIn(ALICE, Access.WRITE)) {
            session.create(ALL, Optional.empty());
            session.create(WORK, Optional.empty());
        }
        route.producer("createFolders: false").start();
        MailboxResult first = route.passOfAlice();
        assertThat(first.counts().copied()).isEqualTo(1);
        assertThat(there()).isEqualTo(Places.of(WORK, FolderPath.INBOX));
        shouldTellThatSecretIsLacking(first, "folder 'Secret' is not at the destination");
        shouldTellThatSecretIsLacking(route.passOfAlice(), "createFolders=true");
        assertThat(inFolderReport()).contains("1 item does not lie in 'Secret'");
        try (MailboxSession session = route.destination.signIn(ALICE, Access.WRITE)) {
            session.create(SECRET, Optional.empty());
        }
        MailboxResult last = route.restart().passOfAlice();
        assertThat(last.isComplete()).isTrue();
        assertThat(there()).isEqualTo(Places.of(WORK, SECRET, FolderPath.INBOX));
        assertThat(inFolderReport()).isEmpty();
        verifyShouldFindNothing();
    }

    private void shouldTellThatSecretIsLacking(MailboxResult result, String why) throws Exception {
        assertThat(result.isComplete()).isFalse();
        assertThat(result.counts().problems())
                .singleElement()
                .asString()
                .contains("folder 'All': 1 item does not lie in 'Secret' as well at")
                .contains(why);
        assertThat(otherFolders()).singleElement().asString().contains("Secret").contains(" | ");
    }

    /** What verify says of further folders. */
    private List<String> otherFolders() throws Exception {
        List<String> differences = new ArrayList<>();
        route.verify(true, differences);
        differences.removeIf(told -> !told.startsWith("in other folders"));
        return differences;
    }

    private String inFolderReport() throws Exception {
        return LedgerReport.of(route.ledger()).mailboxes("acme").stream()
                .flatMap(mailbox -> mailbox.problems().stream())
                .map(FolderProblem::text)
                .collect(Collectors.joining());
    }

    @Test
    void whatElseChangesShouldBeCarriedOverToCopiesThatLackAPlace() throws Exception {
        route.destination.faults().refuseNames(this::noSecrets);
        route.producer("createFolders: true, separatorReplacement: ''").start();
        route.passOfAlice();
        FolderPath late = FolderPath.of("Late");
        try (MailboxSession session = route.source.signIn(ALICE, Access.WRITE)) {
            session.create(late, Optional.empty());
        }
        place(route.source, Places.of(SECRET, late));
        assertThat(route.passOfAlice().isComplete()).isFalse();
        assertThat(there()).isEqualTo(Places.of(late));
        place(route.source, Places.of(late));
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertThat(otherFolders()).isEmpty();
    }

    private Optional<String> noSecrets(FolderPath path) {
        return path.equals(SECRET) ? Optional.of("no secrets here") : Optional.empty();
    }

    @Test
    void placeThatCannotBeShouldNotLackWhereAStepDoesNotWantIt() throws Exception {
        route.destination.faults().refuseNames(this::noSecrets);
        route.step("- setHeader: { name: CamelMailboxPlaces, constant: Work }")
                .producer("createFolders: true, separatorReplacement: ''")
                .start();
        for (int pass = 1; pass <= 2; pass++) {
            assertThat(route.passOfAlice().isComplete()).isTrue();
            assertThat(there()).isEqualTo(Places.of(WORK));
            assertThat(otherFolders()).isEmpty();
        }
        // nor does it come when it can be there
        route.destination.faults().refuseNames(path -> Optional.empty());
        place(route.source, Places.of(SECRET));
        place(route.source, Places.of(WORK, SECRET, FolderPath.INBOX));
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertThat(there()).isEqualTo(Places.of(WORK));
        verifyShouldFindNothing();
    }

    @Test
    void placeThatAStepAsksForInVainShouldFailTheItem() throws Exception {
        route.destination.faults().refuseNames(this::noSecrets);
        place(route.source, Places.of(WORK));
        route.step("- setHeader: { name: CamelMailboxPlaces, constant: Secret }")
                .producer("createFolders: true, separatorReplacement: ''")
                .start();
        assertThat(route.passOfAlice().counts().failed()).isEqualTo(1);
        assertThat(route.ledgerStates().get("All 1"))
                .contains("header CamelMailboxPlaces says 'Secret'");
        route.destination.faults().refuseNames(path -> Optional.empty());
        assertThat(route.restart().passOfAlice().isComplete()).isTrue();
        assertThat(there()).isEqualTo(Places.of(SECRET));
    }

    /** Answers as a store may that does not take everything. */
    private void answer(Answer answer) {
        route.around(
                store -> store,
                store ->
                        new InterceptedStore(
                                store,
                                (session, method, args, through) ->
                                        answer.to(session, method.getName(), args, through)));
    }

    @FunctionalInterface
    private interface Answer {
        Object to(
                MailboxSession session, String method, Object[] args, InterceptedStore.Call through)
                throws Throwable;
    }

    private static MailboxException refusal(Scope scope, Retry retry) {
        return new MailboxException(scope, retry, "somebody works on it", "");
    }

    /** Refuses to make the folder so often. */
    private void refuseSecret(AtomicInteger times) {
        answer(
                (session, method, args, through) -> {
                    if (!method.equals("createAll")) {
                        return through.make();
                    }
                    List<Optional<MailboxException>> made = new ArrayList<>();
                    for (Object one : (List<?>) args[0]) {
                        NewFolder wanted = (NewFolder) one;
                        boolean refused =
                                wanted.path().equals(SECRET) && times.getAndDecrement() > 0;
                        made.add(
                                refused
                                        ? Optional.of(refusal(Scope.FOLDER, Retry.LATER))
                                        : session.createAll(List.of(wanted)).get(0));
                    }
                    return made;
                });
    }

    @Test
    void placeThatWasRefusedForNowShouldComeWithTheNextPass() throws Exception {
        AtomicInteger times = new AtomicInteger(Integer.MAX_VALUE);
        refuseSecret(times);
        route.start();
        MailboxResult first = route.passOfAlice();
        assertThat(first.counts().copied()).isEqualTo(1);
        assertThat(there()).isEqualTo(Places.of(WORK, FolderPath.INBOX));
        shouldTellThatSecretIsLacking(first, "somebody works on it");
        times.set(0);
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertThat(there()).isEqualTo(Places.of(WORK, SECRET, FolderPath.INBOX));
        verifyShouldFindNothing();
    }

    @Test
    void placeThatWasRefusedForNowShouldBeAskedForAgainInThePass() throws Exception {
        refuseSecret(new AtomicInteger(1));
        route.start();
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertThat(there()).isEqualTo(Places.of(WORK, SECRET, FolderPath.INBOX));
    }

    @Test
    void placeThatADeadLetterLacksShouldComeWithTheNextPass() throws Exception {
        AtomicInteger times = new AtomicInteger(Integer.MAX_VALUE);
        refuseSecret(times);
        route.destination.faults().refuse(item -> true);
        route.start();
        assertThat(route.passOfAlice().counts().failed()).isEqualTo(1);
        route.destination.faults().clear();
        MailboxResult retried = route.retryOfAlice();
        assertThat(there()).isEqualTo(Places.of(WORK, FolderPath.INBOX));
        shouldTellThatSecretIsLacking(retried, "somebody works on it");
        times.set(0);
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertThat(there()).isEqualTo(Places.of(WORK, SECRET, FolderPath.INBOX));
    }

    @Test
    void removalThatTheStoreForgetsShouldBeNoticed() throws Exception {
        AtomicBoolean forgets = new AtomicBoolean(true);
        answer(
                (session, method, args, through) ->
                        method.equals("storePlaces") && forgets.get() ? null : through.make());
        route.start();
        route.passOfAlice();
        place(route.source, Places.of(WORK));
        MailboxResult result = route.passOfAlice();
        assertThat(result.counts().attributesChanged()).isZero();
        assertThat(result.counts().problems())
                .singleElement()
                .asString()
                .contains("it was taken out of [INBOX, Secret], and still lies there");
        forgets.set(false);
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertThat(there()).isEqualTo(Places.of(WORK));
        verifyShouldFindNothing();
    }

    @Test
    void foundCopyThatCannotBePutInItsPlacesShouldBeToldAndTriedAgain() throws Exception {
        foundCopyShouldGetItsPlacesLater("somebody works on it", true);
    }

    @Test
    void foundCopyWhosePlacesTheStoreForgetsShouldBeToldAndTriedAgain() throws Exception {
        foundCopyShouldGetItsPlacesLater("it was put there, and does not lie there", false);
    }

    private void foundCopyShouldGetItsPlacesLater(String why, boolean refuses) throws Exception {
        try (MailboxSession session = route.destination.signIn(ALICE, Access.WRITE)) {
            session.create(ALL, Optional.empty());
        }
        RouteFixture.put(
                route.destination, RouteFixture.MAILBOX, "All", Messages.plain("labelled"));
        AtomicBoolean open = new AtomicBoolean();
        answer(
                (session, method, args, through) -> {
                    if (!method.equals("storePlaces") || open.get()) {
                        return through.make();
                    }
                    if (refuses) {
                        throw refusal(Scope.FOLDER, Retry.NEVER);
                    }
                    return null;
                });
        route.start();
        MailboxResult first = route.passOfAlice();
        assertThat(first.counts().adopted()).isEqualTo(1);
        assertThat(first.isComplete()).isFalse();
        assertThat(first.counts().problems()).hasSize(3).allMatch(told -> told.contains(why));
        open.set(true);
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertThat(there()).isEqualTo(Places.of(WORK, SECRET, FolderPath.INBOX));
        verifyShouldFindNothing();
    }

    @Test
    void destinationWithOneFolderOnlyShouldBeToldOf() throws Exception {
        route.destination.faults().lack(StoreCapability.PLACES);
        route.start();
        MailboxResult result = route.passOfAlice();
        assertThat(result.isComplete()).isTrue();
        assertThat(result.counts().remarks())
                .singleElement()
                .asString()
                .contains("folder 'All': 1 item lies in further folders at the source")
                .contains("in this one only at alice@acme.example in new");
        place(route.source, Places.of(WORK));
        assertThat(route.passOfAlice().counts().attributesChanged()).isZero();
        verifyShouldFindNothing();
    }

    @Test
    void copyWhoseAnswerWasLostShouldGetItsPlaces() throws Exception {
        route.start();
        route.destination.faults().placeAfterAppend();
        route.destination.faults().failNextAppend(AppendFault.LOST_AFTER);
        MailboxResult result = route.passOfAlice();
        assertThat(result.isComplete()).isTrue();
        assertThat(there()).isEqualTo(Places.of(WORK, SECRET, FolderPath.INBOX));
    }

    @Test
    void copyThatAnotherToolHasBroughtShouldGetItsPlaces() throws Exception {
        try (MailboxSession session = route.destination.signIn(ALICE, Access.WRITE)) {
            session.create(ALL, Optional.empty());
        }
        RouteFixture.put(
                route.destination, RouteFixture.MAILBOX, "All", Messages.plain("labelled"));
        route.start();
        assertThat(route.passOfAlice().counts().adopted()).isEqualTo(1);
        assertThat(there()).isEqualTo(Places.of(WORK, SECRET, FolderPath.INBOX));
    }

    @Test
    void deadLetterShouldKeepItsPlaces() throws Exception {
        deadLetterShouldKeepItsPlaces(() -> {});
    }

    @Test
    void deadLetterShouldKeepItsPlacesWhereARetryHasFailed() throws Exception {
        deadLetterShouldKeepItsPlaces(
                () -> assertThat(route.retryOfAlice().counts().failed()).isEqualTo(1));
    }

    @Test
    void deadLetterShouldKeepItsPlacesWhereTheSourceDidNotDeliverTheItem() throws Exception {
        deadLetterShouldKeepItsPlaces(
                () -> {
                    try (Stream<Path> files = Files.walk(route.deadLetters())) {
                        for (Path letter : files.filter(Files::isRegularFile).toList()) {
                            // as of another item, so that the source is asked for its bytes
                            Files.setLastModifiedTime(letter, FileTime.from(Instant.EPOCH));
                        }
                    }
                    route.source.faults().withhold(head -> true);
                    assertThat(route.retryOfAlice().counts().failed()).isEqualTo(1);
                    assertThat(route.ledgerStates().get("All 1")).startsWith("FAILED");
                    route.source.faults().clear();
                });
    }

    /** What goes on between the failure and the retry that gets it through. */
    @FunctionalInterface
    private interface Meanwhile {
        void run() throws Exception;
    }

    private void deadLetterShouldKeepItsPlaces(Meanwhile meanwhile) throws Exception {
        route.destination.faults().refuse(item -> true);
        route.start();
        assertThat(route.passOfAlice().counts().failed()).isEqualTo(1);
        meanwhile.run();
        route.destination.faults().clear();
        try (MailboxSession session = route.source.signIn(ALICE, Access.WRITE)) {
            session.delete(ALL, List.of(head(route.source, ALL).uid()));
        }
        route.passOfAlice();
        assertThat(there()).isEqualTo(Places.of(WORK, SECRET, FolderPath.INBOX));
    }
}

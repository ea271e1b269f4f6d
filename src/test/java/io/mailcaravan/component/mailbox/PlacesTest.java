package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.verify.VerifyResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        assertThat(route.passOfAlice().counts().flagsChanged()).isEqualTo(1);
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
    void placeThatCannotBeShouldNotKeepTheMessageAway() throws Exception {
        try (MailboxSession session = route.destination.signIn(ALICE, Access.WRITE)) {
            session.create(ALL, Optional.empty());
            session.create(WORK, Optional.empty());
        }
        route.producer("createFolders: false").start();
        assertThat(route.passOfAlice().counts().copied()).isEqualTo(1);
        assertThat(there()).isEqualTo(Places.of(WORK, FolderPath.INBOX));
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
        assertThat(route.passOfAlice().counts().flagsChanged()).isZero();
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
        route.destination.faults().refuse(item -> true);
        route.start();
        assertThat(route.passOfAlice().counts().failed()).isEqualTo(1);
        route.destination.faults().clear();
        try (MailboxSession session = route.source.signIn(ALICE, Access.WRITE)) {
            session.delete(ALL, List.of(head(route.source, ALL).uid()));
        }
        route.passOfAlice();
        assertThat(there()).isEqualTo(Places.of(WORK, SECRET, FolderPath.INBOX));
    }
}

package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.Version;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.KindItems;
import io.mailcaravan.verify.VerifyResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contacts that are edited at the source: each copy is replaced, whoever has named its mailbox. */
class EditsOnLegsTest {

    private static final String WORK = "/contact/Work";
    private static final List<String> NAMES = List.of("even 0", "odd 1", "even 2");

    private static final List<AppendFault> BROKEN =
            List.of(
                    AppendFault.LOST_BEFORE,
                    AppendFault.LOST_HALFWAY,
                    AppendFault.LOST_AFTER,
                    AppendFault.THROTTLED);

    @TempDir Path folder;

    private final MemoryStore archive = new MemoryStore("archive");
    private RouteFixture route;

    @BeforeEach
    void prepare() throws Exception {
        route = new RouteFixture(folder).impatient().further(archive);
        for (String name : NAMES) {
            route.put(WORK, contact(name, ""));
        }
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    /** In the words by which routes choose. */
    private static Item contact(String name, String more) {
        return KindItems.of(
                ItemKind.CONTACT, name.replace(" ", ""), "Subject: " + name + " " + more);
    }

    private void edit(String more) throws Exception {
        FolderPath path = FolderPath.parse(WORK);
        try (MailboxSession session =
                route.source.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE)) {
            List<ItemHead> heads = new ArrayList<>();
            session.list(path, UidRange.ALL, heads::add);
            for (int i = 0; i < NAMES.size(); i++) {
                session.replace(
                        path, heads.get(i).uid(), Version.NONE, contact(NAMES.get(i), more));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void editShouldReachEveryCopy(LegRoute shape) throws Exception {
        MailboxResult first = route.routes(shape.yaml()).start().passOfAlice();
        assertThat(first.isComplete()).as(first.toString()).isTrue();
        edit("edited once");
        MailboxResult delta = route.passOfAlice();
        assertThat(delta.isComplete()).as(delta.toString()).isTrue();
        assertThat(delta.counts().replaced()).isEqualTo(first.counts().copied());
        assertCopies(shape);
        assertSame();

        route.source.faults().lack(StoreCapability.CHANGES); // every item is listed then
        edit("edited twice");
        MailboxResult whole = route.restart().passOfAlice();
        assertThat(whole.counts().replaced()).isEqualTo(first.counts().copied());
        assertCopies(shape);
        MailboxResult last = route.passOfAlice();
        assertThat(last.counts().replaced() + last.counts().kept() + last.counts().copied())
                .isZero();
    }

    @Test
    void editShouldReachTheMailboxThatAHeaderNames() throws Exception {
        String steps = "- { setHeader: { name: CamelMailboxDestination, constant: other } }\n- NEW";
        route.routes(LegRoute.routes(steps, "")).start().passOfAlice();
        edit("edited");
        MailboxResult delta = route.passOfAlice();
        assertThat(delta.counts().replaced()).isEqualTo(NAMES.size());
        assertThat(delta.counts().settled()).isEqualTo(delta.counts().expected());
        assertThat(RouteFixture.messages(route.destination, "other", WORK))
                .containsExactlyInAnyOrderElementsOf(route.atSource(WORK));
        assertSame();
    }

    /** What failed at one end is sent again to it, and an edit is none of its business. */
    @Test
    void editShouldReachTheCopyAlsoWhenTheItemIsSentAgainForAnEnd() throws Exception {
        LegRoute shape = LegRoute.TO_D_BESIDE;
        route.destination.faults().refuse(item -> true);
        route.routes(shape.yaml()).start().passOfAlice();
        edit("edited");
        route.destination.faults().clear();
        route.passOfAlice();
        MailboxResult last = route.passOfAlice();
        assertThat(last.isComplete()).as(last.toString()).isTrue();
        assertCopies(shape);
        assertSame();
    }

    /** A step that sends it there no more leaves the copy as it is, and says so. */
    @Test
    void copyThatARouteLeavesAloneShouldBeKeptAndToldOnce() throws Exception {
        route.routes(LegRoute.TO_D_BESIDE.yaml()).start().passOfAlice();
        List<String> before = RouteLegsTest.at(archive, WORK);
        edit("edited");
        String elsewhere =
                LegRoute.TO_D_BESIDE.yaml().replace("constant: archive", "constant: new");
        MailboxResult delta = route.routes(elsewhere).restart().passOfAlice();
        assertThat(delta.isComplete()).as(delta.toString()).isTrue();
        assertThat(delta.counts().kept()).isEqualTo(NAMES.size());
        assertThat(RouteLegsTest.at(archive, WORK)).isEqualTo(before);
        assertThat(route.passOfAlice().counts().kept()).isZero();
    }

    /** Whatever breaks off while the copy that its owner has deleted is put there again. */
    @ParameterizedTest
    @EnumSource
    void deletedCopyShouldComeAgainAlsoWhenThatFailsAtFirst(LegRoute shape) throws Exception {
        route.ofAll(options -> options.setConflicts("source"));
        route.routes(shape.yaml()).start().passOfAlice();
        for (AppendFault fault : BROKEN) {
            for (MemoryStore store : List.of(route.destination, archive)) {
                deleteAll(store);
                store.faults().failAppends(() -> fault);
            }
            edit("edited before " + fault);
            route.passOfAlice();
            for (MemoryStore store : List.of(route.destination, archive)) {
                store.faults().clear();
            }
            MailboxResult last = route.passOfAlice();
            assertThat(last.isComplete()).as("%s: %s", fault, last).isTrue();
            assertCopies(shape);
        }
        assertSame();
    }

    private static void deleteAll(MemoryStore store) throws Exception {
        FolderPath path = FolderPath.parse(WORK);
        try (MailboxSession session = store.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE)) {
            List<Uid> uids = new ArrayList<>();
            session.list(path, UidRange.ALL, head -> uids.add(head.uid()));
            session.delete(path, uids);
        }
    }

    private void assertCopies(LegRoute shape) throws Exception {
        for (MemoryStore store : List.of(route.destination, archive)) {
            assertThat(RouteLegsTest.at(store, WORK))
                    .as(store.name())
                    .containsExactlyInAnyOrderElementsOf(
                            route.atSource(WORK).stream()
                                    .filter(text -> shape.takes(store.name(), text))
                                    .toList());
        }
    }

    private void assertSame() throws Exception {
        List<String> differences = new ArrayList<>();
        VerifyResult result = route.verify(true, differences);
        assertThat(differences).isEmpty();
        assertThat(result.stopped()).isEmpty();
    }
}

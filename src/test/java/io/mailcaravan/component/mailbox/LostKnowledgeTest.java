package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.component.run.RoutePass;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.testkit.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ledger knows less than has happened: nothing is lost all the same, and nothing comes twice.
 */
class LostKnowledgeTest {

    private static final Item TWIN = Messages.plain("twin");

    /** As long as each other and with one Message-ID, but not equal. */
    private static final Item[] UNEQUAL = Messages.unequalTwins("pair");

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void prepare() throws IOException {
        route = new RouteFixture(folder);
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    @Test
    void olderCopyOfTheStateShouldNotCopyAgain() throws Exception {
        route.put("INBOX", Messages.varied(10));
        route.start().pass();
        Path copy = route.copyOfState();
        route.put("INBOX", Messages.varied(12));
        route.put("INBOX", TWIN, TWIN, TWIN);
        route.put("INBOX", UNEQUAL);
        route.put("New", Messages.varied(5));
        route.pass();
        route.goBackTo(copy);
        route.put("INBOX", TWIN, Messages.plain("new"));
        MailboxResult result = route.restart().passOfAlice();
        assertThat(result.stopped()).isEmpty();
        // of the folder of which this ledger has never heard; those of INBOX it was about to append
        assertThat(result.counts().adopted()).isEqualTo(5);
        assertSame("INBOX");
        assertSame("New");
    }

    /** Nobody can tell from such a ledger that it is an old one. */
    @Test
    void backupThatWasMadeWhileNothingRanShouldNotCopyAgain() throws Exception {
        route.put("INBOX", Messages.varied(10));
        route.start().pass();
        route.close();
        Path copy = route.copyOfState();
        route.restart();
        route.put("INBOX", Messages.varied(12));
        route.put("INBOX", TWIN, TWIN, TWIN);
        route.put("INBOX", UNEQUAL);
        route.pass();
        route.goBackTo(copy);
        route.put("INBOX", TWIN, Messages.plain("new"));
        RouteFixture.put(
                route.destination, RouteFixture.MAILBOX, "INBOX", Messages.plain("owner's"));
        MailboxResult result = route.restart().passOfAlice();
        assertThat(result.stopped()).isEmpty();
        assertThat(route.atDestination("INBOX")).hasSize(1 + route.atSource("INBOX").size());
    }

    @Test
    void ledgerThatKnewNothingYetShouldNotCopyAgain() throws Exception {
        route.start();
        Path copy = route.copyOfState();
        route.put("INBOX", TWIN, TWIN, Messages.plain("other"));
        route.pass();
        route.goBackTo(copy);
        route.restart().pass();
        assertSame("INBOX");
    }

    /** A clean end says that the ledger knows all: what is there otherwise is somebody else's. */
    @Test
    void mailOfTheOwnerShouldNotBeTakenForACopyWhereNobodyAsksForIt() throws Exception {
        route.producer("adopt: \"false\"");
        RouteFixture.put(route.destination, RouteFixture.MAILBOX, "INBOX", TWIN);
        route.put("INBOX", TWIN, TWIN);
        route.start().pass();
        route.restart().pass();
        assertThat(route.atDestination("INBOX")).hasSize(3);
    }

    @Test
    void whatIsThereBeforeTheFirstPassShouldBeRecognisedByDefault() throws Exception {
        RouteFixture.put(route.destination, RouteFixture.MAILBOX, "INBOX", TWIN);
        route.put("INBOX", TWIN, TWIN);
        route.start().pass();
        route.restart().pass();
        assertThat(route.atDestination("INBOX")).hasSize(2);
    }

    /** It is not made good before a pass has gone through. */
    @Test
    void interruptedPassShouldLeaveTheDoubtToTheNext() throws Exception {
        route.start();
        Path copy = route.copyOfState();
        route.put("INBOX", TWIN, TWIN);
        route.pass();
        route.goBackTo(copy);
        route.restart();
        RoutePass cancelled = route.consumer().newPass();
        cancelled.cancel();
        cancelled.run();
        route.restart().pass();
        assertSame("INBOX");
    }

    @Test
    void lostLedgerShouldBeRebuiltByAdopting() throws Exception {
        route.put("INBOX", Messages.varied(20));
        route.put("INBOX", TWIN, TWIN, TWIN);
        route.put("INBOX", UNEQUAL[0], UNEQUAL[2]);
        route.start().pass();
        route.close();
        route.deleteState();
        route.put("INBOX", TWIN, UNEQUAL[1], Messages.plain("new"));
        route.producer("createFolders: true, adopt: true").restart().pass();
        assertSame("INBOX");
        route.pass();
        assertSame("INBOX");
    }

    /** Another tool has brought one of each pair, and without any cut the other must follow. */
    @Test
    void unequalTwinsShouldNotBeAdoptedForOneAnother() throws Exception {
        for (int i = 0; i < 20; i++) {
            Item[] pair = Messages.unequalTwins("pair " + i);
            route.put("INBOX", pair);
            RouteFixture.put(route.destination, RouteFixture.MAILBOX, "INBOX", pair[i % 3]);
        }
        MailboxResult result =
                route.producer("createFolders: true, adopt: true").start().passOfAlice();
        assertThat(result.counts().adopted()).isEqualTo(20);
        assertSame("INBOX");
    }

    /** Recorded copies of a folder that was numbered anew must not be taken for others'. */
    @Test
    void twinsPendingUnderAnotherUidValidityShouldNotTakeRecordedCopies() throws Exception {
        route.put("INBOX", TWIN, TWIN);
        route.start().pass();
        route.put("INBOX", TWIN);
        route.destination.faults().failAppends(() -> AppendFault.LOST_BEFORE);
        route.pass();
        route.destination.renumber(RouteFixture.MAILBOX, FolderPath.INBOX);
        route.destination.faults().clear();
        route.restart().pass();
        assertSame("INBOX");
    }

    /** The copy of one twin must not be taken for the other's as well. */
    @Test
    void twinsShouldBeCountedWhenAnAdoptingPassIsBrokenOff() throws Exception {
        route.put("INBOX", TWIN, TWIN, Messages.plain("a"), TWIN);
        route.put("INBOX", UNEQUAL);
        route.destination.faults().failNextAppend(AppendFault.LOST_HALFWAY);
        route.destination.faults().failNextAppend(AppendFault.LOST_HALFWAY);
        route.producer("createFolders: true, adopt: true").start().pass();
        assertSame("INBOX");
    }

    @Test
    void twinsShouldBeCountedUnderANewUidValidityAndLostConnections() throws Exception {
        route.put("INBOX", TWIN, TWIN, Messages.plain("a"), TWIN);
        route.start().pass();
        route.source.renumber(RouteFixture.MAILBOX, FolderPath.INBOX);
        route.put("INBOX", TWIN, Messages.plain("b"), TWIN);
        route.destination.faults().failNextAppend(AppendFault.LOST_HALFWAY);
        route.pass();
        assertSame("INBOX");
    }

    @Test
    void destinationWithOtherUidValidityShouldGetOnlyWhatIsNew() throws Exception {
        route.put("INBOX", TWIN, TWIN, Messages.plain("a"));
        route.start().pass();
        route.destination.renumber(RouteFixture.MAILBOX, FolderPath.INBOX);
        route.put("INBOX", TWIN, Messages.plain("b"));
        route.destination.faults().failNextAppend(AppendFault.LOST_AFTER);
        route.pass();
        assertSame("INBOX");
    }

    /** It arrived repaired, and the connection was lost before that was said. */
    @Test
    void repairedMessageShouldBeFoundAgain() throws Exception {
        Item broken = Messages.item("Message-ID: <nul@x>\r\nSubject: a\r\n\r\nbo\0dy\r\n");
        route.put("INBOX", broken, Messages.plain("good"));
        route.destination.faults().refuse(item -> text(item).contains("\0"));
        route.destination.faults().goodAppends(1);
        route.destination.faults().failNextAppend(AppendFault.LOST_AFTER);
        MailboxResult result = route.start().passOfAlice();
        assertThat(result.counts().copied()).isEqualTo(2);
        assertThat(route.atDestination("INBOX")).hasSize(2);
    }

    private static String text(Item item) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            item.content().writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private void assertSame(String path) throws Exception {
        assertThat(route.atDestination(path))
                .containsExactlyInAnyOrderElementsOf(route.atSource(path));
    }

    /** While the program runs, as a power loss or a snapshot finds it. */
}

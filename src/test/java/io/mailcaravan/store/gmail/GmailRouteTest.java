package io.mailcaravan.store.gmail;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.component.mailbox.RouteFixture;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole passes between Gmail and folders, with the program's own engine and ledger. */
class GmailRouteTest extends GmailTestCase {

    private static final String BOB = "bob@acme.example";

    @TempDir private Path folder;
    private RouteFixture route;

    @BeforeEach
    void make() throws Exception {
        route = new RouteFixture(folder).impatient();
    }

    @AfterEach
    void end() throws Exception {
        route.close();
    }

    private MailboxStore gmail(String name) {
        return new GmailStoreFactory()
                .create(
                        new StoreSettings(name, GmailStores.settings(server), Path.of(".")),
                        new Spool(folder.resolve("gmail-spool"), 1 << 20));
    }

    private MailboxResult pass() throws Exception {
        MailboxResult result = route.pass().get(0);
        assertThat(result.isComplete())
                .as("%s %s", result.stopped(), result.counts().problems())
                .isTrue();
        return result;
    }

    private void verify() throws Exception {
        List<String> differences = new ArrayList<>();
        assertThat(route.verify(true, differences).counts().faults())
                .as("%s", differences)
                .isZero();
    }

    private void fromGmail() {
        route.around(store -> gmail("old"), store -> store).names("acme", "old", "new");
    }

    private void list(String line) throws Exception {
        route.mailboxes("source,destination,source_password,destination_password\n" + line + "\n");
    }

    @Test
    void messagesShouldLieInTheFirstOfTheirLabelsWhereThereAreFolders() throws Exception {
        account.locked(() -> account.create("Work"));
        account.locked(() -> account.create("Zoo"));
        put("both", "\\Inbox", "Work");
        put("work", "Work", "Zoo");
        put("archived");
        put("sent", "\\Sent");
        put(account.withRole("\\Trash"), "thrown away");
        fromGmail();
        list(USER + "," + BOB + "," + GmailServer.PASSWORD + ",");
        route.consumer("excludeFolders: '\\\\Trash'");
        route.destination.faults().lack(StoreCapability.PLACES);
        route.start();
        MailboxResult result = pass();
        assertThat(result.counts().copied()).isEqualTo(4);
        assertThat(result.counts().skipped()).isEqualTo(1);
        assertThat(RouteFixture.counts(route.destination, Login.of(BOB)))
                .containsEntry("INBOX", 1L)
                .containsEntry("Work", 1L)
                .containsEntry("[Gmail]/Sent Mail", 1L)
                .containsEntry("[Gmail]/All Mail", 1L);
        verify();
        assertThat(pass().counts().copied()).isZero();
    }

    @Test
    void labelsShouldFollowWhereTheDestinationHasThem() throws Exception {
        account.locked(() -> account.create("Work"));
        GmailMessage message = put("both", "\\Inbox", "Work");
        put("work", "Work");
        server.put(BOB, new GmailAccount(GmailAccount.GERMAN));
        route.around(store -> gmail("old"), store -> gmail("new")).names("acme", "old", "new");
        list(USER + "," + BOB + "," + GmailServer.PASSWORD + "," + GmailServer.PASSWORD);
        route.start();
        assertThat(pass().counts().copied()).isEqualTo(2);
        verify();
        label(message, "\\Inbox", false);
        assertThat(pass().counts().copied()).isZero();
        verify();
        assertThat(pass().counts().attributesChanged()).isZero();
    }

    @Test
    void messagesInFoldersShouldGetTheseAsLabels() throws Exception {
        for (int i = 0; i < 9; i++) {
            RouteFixture.put(
                    route.source,
                    BOB,
                    List.of("INBOX", "Work", "Work/Deep").get(i % 3),
                    Messages.numbered(i));
        }
        // one and the same message in two folders is one at Gmail
        RouteFixture.put(route.source, BOB, "Zoo", Messages.numbered(0));
        route.around(store -> store, store -> gmail("new")).names("acme", "old", "new");
        list(BOB + "," + USER + ",," + GmailServer.PASSWORD);
        route.start();
        assertThat(pass().counts().copied()).isEqualTo(10);
        assertThat(heads(ALL)).hasSize(9);
        verify();
        assertThat(pass().counts().copied()).isZero();
    }

    /** Gmail's Trash is no label: what is not moved there must not look as if it were. */
    @Test
    void messageThatIsThrownAwayLaterShouldBeToldAndKeepItsLabels() throws Exception {
        FolderPath everything = FolderPath.of("Everything");
        FolderPath trash = FolderPath.of("Trash");
        Login bob = Login.of(BOB);
        route.source.home(everything);
        try (MailboxSession session = route.source.signIn(bob, Access.WRITE)) {
            session.create(WORK, Optional.empty());
            session.create(trash, Optional.of(SpecialUse.TRASH));
            session.append(everything, List.of(in(Places.of(WORK), "thrown away")));
        }
        route.around(store -> store, store -> gmail("new")).names("acme", "old", "new");
        list(BOB + "," + USER + ",," + GmailServer.PASSWORD);
        route.start();
        pass();
        try (MailboxSession session = route.source.signIn(bob, Access.WRITE)) {
            session.storePlaces(everything, Map.of(new Uid(1), Places.of(trash)));
        }
        for (int pass = 0; pass < 2; pass++) {
            MailboxResult result = route.pass().get(0);
            assertThat(result.isComplete()).isFalse();
            assertThat(result.counts().problems())
                    .singleElement()
                    .asString()
                    .contains("[Gmail]/Trash")
                    .contains("Move it there by hand");
        }
        assertThat(only(ALL).places()).isEqualTo(Places.of(WORK));
        List<String> differences = new ArrayList<>();
        assertThat(route.verify(true, differences).counts().faults())
                .as("%s", differences)
                .isEqualTo(1);
    }
}

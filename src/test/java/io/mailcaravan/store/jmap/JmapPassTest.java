package io.mailcaravan.store.jmap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailcaravan.component.mailbox.RouteFixture;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.jmap.JmapServer.Fault;
import io.mailcaravan.store.jmap.ServedAccount.Email;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Received;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole passes from one JMAP account to another, with the program's own engine and ledger. */
class JmapPassTest {

    @TempDir private Path folder;
    private JmapServer server;
    private RouteFixture route;

    @BeforeEach
    void start() throws Exception {
        server = new JmapServer();
        route =
                new RouteFixture(folder)
                        .names("acme", "jold", "jnew")
                        .mailboxes("source,destination\nanna,ben\n")
                        .around(store -> store("jold", "anna"), store -> store("jnew", "ben"))
                        .impatient();
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
        server.close();
        assertThat(server.asked).noneMatch(note -> note.startsWith("ERROR"));
    }

    private MailboxStore store(String name, String user) {
        return JmapStores.named(
                name,
                server.url(),
                folder.resolve("spool"),
                () -> route.ledger().numbering(),
                "username",
                user,
                "password",
                "secret");
    }

    /** So many messages in three mailboxes, some in two. */
    private void fill(int from, int to) throws Exception {
        ServedAccount anna = server.account("anna");
        if (anna.mailboxes.size() == 1) {
            anna.mailbox("Work", null, null);
            anna.mailbox("Sent", null, "sent");
        }
        List<String> ids = List.copyOf(anna.mailboxes.keySet());
        for (int i = from; i < to; i++) {
            byte[] bytes = Received.bytes(Messages.numbered(i));
            String blob = "G" + i;
            anna.blobs.put(blob, bytes);
            String places = "{\"" + ids.get(i % 3) + "\":true,\"" + ids.get(i % 2) + "\":true}";
            anna.add(
                    blob,
                    Messages.DATE.plusSeconds(i).toString(),
                    JmapFixture.json(places),
                    JmapFixture.json(i % 4 == 0 ? "{\"$seen\":true,\"work\":true}" : "{}"));
        }
    }

    /** A line an email: what it is, where it lies, its keywords and its date. */
    private List<String> lines(String user) {
        ServedAccount account = server.account(user);
        synchronized (account) {
            return account.emails.values().stream()
                    .map(email -> line(account, email))
                    .sorted()
                    .toList();
        }
    }

    private void assertSame() {
        List<String> missing = new ArrayList<>(lines("anna"));
        List<String> surplus = new ArrayList<>(lines("ben"));
        for (String there : lines("ben")) {
            if (missing.remove(there)) {
                surplus.remove(there);
            }
        }
        assertThat(missing).as("not there").isEmpty();
        assertThat(surplus).as("more than there should be").isEmpty();
    }

    private static String line(ServedAccount account, Email email) {
        List<String> places =
                email.mailboxIds.stream()
                        .map(id -> account.mailboxes.get(id))
                        .map((JsonNode mailbox) -> mailbox.get("name").asText())
                        .sorted()
                        .toList();
        return Received.sha256(account.blobs.get(email.blob))
                + " "
                + places
                + " "
                + email.keywords
                + " "
                + email.receivedAt;
    }

    @Test
    void emailsShouldArriveOnceInAllTheirMailboxesAndChangesFollow() throws Exception {
        fill(0, 30);
        route.start();
        route.pass();
        assertSame();

        long imports = server.count("Email/import");
        ServedAccount anna = server.account("anna");
        List<Email> emails = List.copyOf(anna.emails.values());
        String work = List.copyOf(anna.mailboxes.keySet()).get(1);
        synchronized (anna) {
            emails.get(3).keywords.add("$flagged");
            anna.changed(emails.get(3).id);
            emails.get(4).mailboxIds.clear();
            emails.get(4).mailboxIds.add(work);
            anna.changed(emails.get(4).id);
        }
        route.pass();
        assertSame();
        assertThat(server.count("Email/import")).isEqualTo(imports);

        fill(30, 33);
        route.restart().pass();
        assertSame();
    }

    /** At an end without labels an email lies in the first of its mailboxes. */
    @Test
    void emailsShouldLieInTheirFoldersAtAnEndWithoutLabels() throws Exception {
        fill(0, 30);
        route.around(store -> store("old", "anna"), store -> store);
        route.names("acme", "old", "new").mailboxes("source,destination\nanna,ben\n");
        route.destination.faults().lack(StoreCapability.PLACES);
        route.start();
        MailboxResult result = route.pass().get(0);
        assertThat(result.isComplete()).as("%s", result.counts().problems()).isTrue();
        assertThat(result.counts().copied()).isEqualTo(30);
        // those of the inbox, alone or besides; the rest by their only mailbox
        assertThat(RouteFixture.counts(route.destination, Login.of("ben")))
                .containsEntry("INBOX", 20L)
                .containsEntry("Sent", 5L)
                .containsEntry("Work", 5L);
        List<String> differences = new ArrayList<>();
        assertThat(route.verify(true, differences).counts().faults())
                .as("%s", differences)
                .isZero();
        assertThat(route.pass().get(0).counts().copied()).isZero();
    }

    @Test
    void messagesInFoldersShouldGetTheseAsMailboxes() throws Exception {
        for (int i = 0; i < 12; i++) {
            RouteFixture.put(
                    route.source,
                    "anna",
                    List.of("INBOX", "Work", "Work/Deep").get(i % 3),
                    Messages.numbered(i));
        }
        route.around(store -> store, store -> store("new", "ben"));
        route.names("acme", "old", "new");
        route.consumer("deletions: delete\nmaxDeletions: \"100%\"");
        route.start();
        MailboxResult result = route.pass().get(0);
        assertThat(result.isComplete()).as("%s", result.counts().problems()).isTrue();
        assertThat(lines("ben")).hasSize(12).filteredOn(line -> line.contains("[Work]")).hasSize(4);
        try (MailboxSession session = route.source.signIn(Login.of("anna"), Access.WRITE)) {
            session.delete(FolderPath.of("Work"), List.of(new Uid(1), new Uid(2)));
        }
        assertThat(route.pass().get(0).isComplete()).isTrue();
        assertThat(lines("ben")).hasSize(10).filteredOn(line -> line.contains("[Work]")).hasSize(2);
        List<String> differences = new ArrayList<>();
        assertThat(route.verify(true, differences).counts().faults())
                .as("%s", differences)
                .isZero();
    }

    /** JMAP has nothing like the flag, so nothing may be told as done. */
    @Test
    void deletionsThatTheServerHasNoFlagForShouldBeToldAndNotForgotten() throws Exception {
        RouteFixture.put(route.source, "anna", "INBOX", Messages.numbered(1), Messages.numbered(2));
        route.around(store -> store, store -> store("new", "ben"));
        route.names("acme", "old", "new");
        route.consumer("deletions: flag\nmaxDeletions: \"100%\"");
        route.start();
        route.pass();
        try (MailboxSession session = route.source.signIn(Login.of("anna"), Access.WRITE)) {
            session.delete(FolderPath.INBOX, List.of(new Uid(1)));
        }
        for (int pass = 0; pass < 2; pass++) {
            MailboxResult result = route.pass().get(0);
            assertThat(result.stopped()).isEmpty();
            assertThat(result.counts().deleted()).isZero();
            assertThat(result.counts().problems())
                    .singleElement()
                    .asString()
                    .contains("cannot keep the flag \\Deleted");
        }
        assertThat(lines("ben")).hasSize(2);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    /** Answers that are lost, errors and restarts, at random. */
    @ParameterizedTest
    @MethodSource("seeds")
    void everythingShouldArriveOnceHoweverTheServerBehaves(long seed) throws Exception {
        Random random = new Random(seed);
        server.manner.onceOnly = random.nextInt(4) == 0;
        server.manner.anchors = random.nextBoolean();
        fill(0, 20 + random.nextInt(30));
        String[] where = {"Email/import", "Email/import", "/upload/", "/download/", "Email/get"};
        Fault[] how = {
            Fault.LOST_ANSWER,
            Fault.INTERNAL,
            Fault.HTML,
            Fault.CUT,
            Fault.WRONG_CALL,
            Fault.DROPPED
        };
        for (int i = 0; i < 6; i++) {
            server.plan(where[random.nextInt(where.length)], how[random.nextInt(how.length)]);
        }
        route.start();
        route.pass();
        for (int passes = 1; passes < 6 && server.hasPlans(); passes++) {
            route.restart().pass();
        }
        route.restart().pass();
        route.pass();
        assertSame();
    }
}

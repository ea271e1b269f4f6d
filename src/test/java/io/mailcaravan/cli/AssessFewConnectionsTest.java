package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ForwardingStore;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.BoundedStore;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Whoever looks holds a connection and needs another: none may wait for one it keeps itself. */
class AssessFewConnectionsTest {

    private static final int PEOPLE = 7;

    private final MemoryStore one = new MemoryStore("old");

    @TempDir Path folder;

    @BeforeEach
    void oneServerAtBothEnds() throws Exception {
        CommandRoutes.write(folder, "acme", "");
        Path customer = folder.resolve("routes/acme");
        Path route = customer.resolve("acme.camel.yaml");
        Files.writeString(
                route, Files.readString(route).replace("\"mailbox:new\"", "\"mailbox:old\""));
        Files.writeString(
                customer.resolve("mailboxes.csv"),
                IntStream.range(0, PEOPLE)
                        .mapToObj(i -> "p" + i + ",p" + i + "-moved\n")
                        .collect(Collectors.joining("", "source,destination\n", "")));
        for (int i = 0; i < PEOPLE; i++) {
            try (MailboxSession session = one.signIn(Login.of("p" + i), Access.WRITE)) {
                session.append(FolderPath.INBOX, List.of(Messages.varied(20)));
            }
        }
    }

    @Test
    void oneStoreAtBothEndsShouldBeLookedAtOverAsFewAsTwoConnections() throws Exception {
        for (int connections : List.of(2, 3)) {
            BoundedStore bounded = new BoundedStore(one, connections);
            assertThat(assess(bounded, ExitCode.OK))
                    .contains(PEOPLE + " mailboxes", "all ok", "Nothing stands in the way");
            assertThat(bounded.free()).isEqualTo(connections);
            assertThat(bounded.signIns()).isEqualTo(2 * PEOPLE);
        }
    }

    @Test
    void storeThatCanNeverServeBothEndsShouldBeToldInTheWordsOfAPass() throws Exception {
        BoundedStore bounded = new BoundedStore(one, 1);
        assertThat(assess(bounded, ExitCode.UNREACHABLE))
                .contains(
                        "p0 -> p0-moved: the route needs 2 connections to store old at once, and"
                                + " may have 1",
                        "Raise caravan.stores.old.connections.",
                        "not tried",
                        "0 ok",
                        PEOPLE + " of " + PEOPLE + " mailboxes cannot be reached")
                .doesNotContain("unreachable");
        assertThat(bounded.signIns()).isZero();
    }

    private String assess(BoundedStore store, int expected) throws Exception {
        AssessCommand command = new AssessCommand();
        new CommandLine(command)
                .parseArgs(
                        "--routes",
                        folder.resolve("routes").toString(),
                        "--state",
                        folder.resolve("state").toString());
        try (TestServices services = new TestServices(command);
                Printed printed = new Printed()) {
            services.stores().add(new NobodyWaits(store));
            assertThat(command.run(services)).isEqualTo(expected);
            return printed.text();
        }
    }

    /** Fails where somebody would have to wait for a connection. */
    private static final class NobodyWaits extends ForwardingStore {

        NobodyWaits(MailboxStore store) {
            super(store);
        }

        @Override
        public MailboxSession signIn(Login login, Access access) throws MailboxException {
            return signInIfFree(login, access).orElseThrow();
        }

        @Override
        public Optional<MailboxSession> signInIfFree(Login login, Access access)
                throws MailboxException {
            Optional<MailboxSession> session = store.signInIfFree(login, access);
            assertThat(session).as("a connection for %s", login.mailbox()).isPresent();
            return session;
        }
    }
}

package io.mailcaravan.misbehaving;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.cli.CommandRun;
import io.mailcaravan.cli.ExitCode;
import io.mailcaravan.cli.MigrateCommand;
import io.mailcaravan.component.mailbox.RouteFixture;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.imap.ImapStoreFactory;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An IMAP server that says OK to APPEND and does not keep the message where it was told to. */
class ForgettingDestinationTest {

    private static final int ALL = 40;

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({"true, ''", "false, ''", "true, Elsewhere", "false, Elsewhere"})
    void whatIsNotThereShouldBeToldAndCopiedOnceItIsKept(boolean uidPlus, String keptIn)
            throws Exception {
        StoredMailbox mailbox = new StoredMailbox("", '/', 5000);
        mailbox.create(FolderPath.of("Elsewhere"));
        Fault forgets =
                new Fault(
                        "keeps messages in '" + keptIn + "'",
                        Step.KEPT,
                        subject -> true,
                        Times.always(),
                        new Reaction.Lie(right -> keptIn.isEmpty() ? null : keptIn));
        List<String> capabilities = new ArrayList<>(List.of("IMAP4rev1"));
        if (uidPlus) {
            capabilities.add("UIDPLUS");
        }
        try (MisbehavingServer server =
                        new MisbehavingServer(
                                mailbox, capabilities, new Misbehaviour(List.of(forgets)), true);
                RouteFixture route = route(server)) {
            route.put("INBOX", Messages.varied(ALL));
            route.start();
            for (int i = 0; i < 2; i++) {
                CommandRun run = migrate(route);
                assertThat(run.exit()).isEqualTo(ExitCode.ITEMS_FAILED);
                assertThat(run.out() + run.errors())
                        .contains(ALL + " more were acknowledged", "now it has 0")
                        .contains("caravan verify");
            }

            server.misbehaviour.behave();

            assertThat(migrate(route).exit()).isZero();
            assertThat(mailbox.folder("INBOX").messages).hasSize(ALL);
            assertThat(migrate(route).out()).contains(" 0 copied", ALL + " unchanged");
        }
    }

    private static CommandRun migrate(RouteFixture route) throws Exception {
        return CommandRun.of(new MigrateCommand(), route, "acme");
    }

    private RouteFixture route(MisbehavingServer server) throws Exception {
        return new RouteFixture(folder)
                .impatient()
                .mailboxes(
                        "source,destination,source_password,destination_password\n"
                                + String.join(
                                        ",",
                                        RouteFixture.MAILBOX,
                                        RouteFixture.MAILBOX,
                                        MisbehavingServer.PASSWORD,
                                        MisbehavingServer.PASSWORD)
                                + "\n")
                .around(memory -> memory, memory -> store(server));
    }

    private MailboxStore store(MisbehavingServer server) {
        Map<String, String> settings =
                Map.of(
                        "type", "imap",
                        "host", "127.0.0.1",
                        "port", Integer.toString(server.port()),
                        "tls", "none",
                        "allow-insecure", "true");
        return new ImapStoreFactory()
                .create(
                        new StoreSettings("new", settings, folder),
                        new Spool(folder.resolve("spool"), 64 * 1024));
    }
}

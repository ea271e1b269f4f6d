package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.imap.ImapStoreFactory;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import java.io.IOException;
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
import picocli.CommandLine;

/**
 * A state folder on a disk of 5 MB: said with its name, paused, and gone on with once there is
 * room.
 */
class FullDiskTest {

    private final GreenMail server = new GreenMail(ServerSetup.IMAP.dynamicPort());
    private final MemoryStore destination = new MemoryStore("new");

    @TempDir Path folder;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", disk.toString()),
                "a small disk needs the right to mount one");
        server.start();
        server.setUser("alice", "secret");
        CommandRoutes.write(folder, "acme", "");
        Files.writeString(
                folder.resolve("routes/acme/mailboxes.csv"),
                "source,destination,source_password\nalice,alice,secret\n");
    }

    @AfterEach
    void unmount() throws Exception {
        server.stop();
        run("umount", disk.toString());
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private MailboxStore source(Path spool) {
        return new ImapStoreFactory()
                .create(
                        new StoreSettings(
                                "old",
                                Map.of(
                                        "type", "imap",
                                        "host", "localhost",
                                        "port", Integer.toString(server.getImap().getPort()),
                                        "tls", "none",
                                        "allow-insecure", "true"),
                                folder),
                        new Spool(spool, 1 << 20));
    }

    private void put(Item... items) throws Exception {
        try (MailboxStore store = source(folder.resolve("elsewhere"));
                MailboxSession session =
                        store.signIn(
                                new Login("alice", Optional.of(new Secret("secret"))),
                                Access.WRITE)) {
            session.append(FolderPath.INBOX, List.of(items));
        }
    }

    private CommandRun migrate() throws Exception {
        MigrateCommand command = new MigrateCommand();
        new CommandLine(command)
                .parseArgs(
                        "acme",
                        "--routes",
                        folder.resolve("routes").toString(),
                        "--state",
                        disk.resolve("state").toString());
        try (Printed printed = new Printed();
                TestServices services = new TestServices(command)) {
            services.stores().add(source(disk.resolve("state/spool")));
            services.stores().add(destination);
            int exit = command.run(services);
            return new CommandRun(exit, printed.text(), printed.errors());
        }
    }

    private int copies() throws Exception {
        try (MailboxSession session = destination.signIn(Login.of("alice"), Access.READ)) {
            return (int) session.status(FolderPath.INBOX).messages();
        }
    }

    @Test
    void messageWithoutRoomShouldPauseAndGoOnOnceThereIsSome() throws Exception {
        put(Messages.varied(20));
        put(Messages.large("big", 15_000_000));
        put(Messages.numbered(21));

        CommandRun first = migrate();
        assertThat(first.exit()).as(first.out()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(first.errors())
                .contains("acme: mailbox alice paused: no room in the spool folder ")
                .contains(
                        disk.resolve("state/spool").toString(), "for a message of 14999944 bytes");
        assertThat(disk.resolve("state/spool")).isEmptyDirectory();

        assertThat(run("mount", "-o", "remount,size=64m", disk.toString())).isTrue();
        CommandRun second = migrate();
        assertThat(second.exit()).as(second.out()).isEqualTo(ExitCode.OK);
        assertThat(copies()).isEqualTo(22);
    }

    @Test
    void ledgerWithoutRoomShouldPauseAndDoubleNothing() throws Exception {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            items.add(Messages.numbered(i));
        }
        put(items.toArray(Item[]::new));
        assertThat(migrate().exit()).isEqualTo(ExitCode.OK);
        Path ballast = disk.resolve("ballast");
        fill(ballast);
        put(items.subList(0, 100).toArray(Item[]::new));

        CommandRun full = migrate();
        assertThat(full.exit()).as(full.out()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(full.errors()).contains("paused: ");

        Files.delete(ballast);
        CommandRun free = migrate();
        assertThat(free.exit()).as(free.out()).isEqualTo(ExitCode.OK);
        assertThat(copies()).isEqualTo(400);
    }

    /** To the last byte but what opening the ledger takes. */
    private static void fill(Path ballast) throws IOException {
        long free = Files.getFileStore(ballast.getParent()).getUsableSpace();
        Files.write(ballast, new byte[(int) (free - 100_000)]);
    }
}

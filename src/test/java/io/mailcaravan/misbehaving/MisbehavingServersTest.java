package io.mailcaravan.misbehaving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mailcaravan.cli.CommandRun;
import io.mailcaravan.cli.MigrateCommand;
import io.mailcaravan.cli.ReportCommand;
import io.mailcaravan.component.mailbox.RouteFixture;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.imap.ImapStoreFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers that lie, refuse and hang up at random, and what must hold all the same. {@code
 * -Dcaravan.misbehaving.seeds=17} or {@code 1-500} runs these instead of the 200.
 */
class MisbehavingServersTest {
    private static final int SPOOL_THRESHOLD = 64 * 1024;

    @TempDir private Path folder;

    static LongStream seeds() {
        String[] ends = System.getProperty("caravan.misbehaving.seeds", "1-200").split("-");
        return LongStream.rangeClosed(
                Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everythingShouldArriveOnceOrBeNamed(long seed) throws Exception {
        try (World world = new World(seed);
                RouteFixture route = route(world)) {
            Promises promises = new Promises(world);
            route.start();
            int pass = 0;
            for (int bad = 1 + world.random.nextInt(3); bad > 0; bad--) {
                if (pass > 0) {
                    world.goOn();
                    if (world.random.nextInt(4) == 0) {
                        world.passed("the program starts anew");
                        route.restart();
                    }
                }
                pass(world, route, promises, ++pass);
            }
            world.behave();
            pass(world, route, promises, ++pass);
            promises.allIsThere(pass(world, route, promises, ++pass));
            promises.idle(pass(world, route, promises, ++pass));
            assertThat(promises.broken()).as("%s", world).isEmpty();
        }
    }

    static LongStream lostConnections() {
        return LongStream.range(0, Integer.getInteger("caravan.misbehaving.lost", 200))
                .map(number -> World.LOST_CONNECTION + number);
    }

    /** No item is to blame for it, and no second pass is needed. */
    @ParameterizedTest
    @MethodSource("lostConnections")
    void oneLostConnectionShouldFailNothing(long seed) throws Exception {
        try (World world = new World(seed);
                RouteFixture route = route(world)) {
            Promises promises = new Promises(world);
            route.start();
            promises.allIsThere(pass(world, route, promises, 1));
            promises.idle(pass(world, route, promises, 2));
            assertThat(promises.broken()).as("%s", world).isEmpty();
        }
    }

    private RouteFixture route(World world) throws Exception {
        Files.writeString(folder.resolve("none.properties"), "");
        return new RouteFixture(folder)
                .impatient()
                .consumer("reconnectDelay: 1" + (world.deletions ? "\ndeletions: delete" : ""))
                .producer("createFolders: true" + (world.adopts ? ", adopt: true" : ""))
                .mailboxes(
                        "source,destination,source_password,destination_password\n"
                                + String.join(
                                        ",",
                                        RouteFixture.MAILBOX,
                                        RouteFixture.MAILBOX,
                                        MisbehavingServer.PASSWORD,
                                        MisbehavingServer.PASSWORD)
                                + "\n")
                .around(
                        memory -> store("old", world.source),
                        memory -> store("new", world.destination));
    }

    private MailboxStore store(String name, MisbehavingServer server) {
        Map<String, String> settings =
                Map.of(
                        "type", "imap",
                        "host", "127.0.0.1",
                        "port", Integer.toString(server.port()),
                        "tls", "none",
                        "allow-insecure", "true");
        return new ImapStoreFactory()
                .create(
                        new StoreSettings(name, settings, folder),
                        new Spool(folder.resolve("spool"), SPOOL_THRESHOLD));
    }

    private PassEnd pass(World world, RouteFixture route, Promises promises, int number)
            throws Exception {
        world.source.newPass();
        world.destination.newPass();
        String source = world.source.mailbox.toString();
        CommandRun run = CommandRun.of(new MigrateCommand(), route, "acme", "--json");
        PassEnd end = new PassEnd(run.exit(), summary(run.lines()), run.errors(), report(route));
        world.passed("pass " + number + ": " + end);
        promises.afterPass(number, end, source);
        Transcripts.keep(world, number);
        return end;
    }

    private static JsonNode summary(List<String> lines) throws Exception {
        for (String line : lines) {
            JsonNode node = new ObjectMapper().readTree(line);
            if (node.path("event").asText().equals("mailbox")) {
                return node;
            }
        }
        return new ObjectMapper().createObjectNode();
    }

    private List<JsonNode> report(RouteFixture route) throws Exception {
        CommandRun run =
                CommandRun.of(
                        new ReportCommand(),
                        "--format",
                        "json",
                        "--state",
                        route.stateFolder().toString(),
                        "--config",
                        folder.resolve("none.properties").toString());
        List<JsonNode> items = new ArrayList<>();
        for (String line : run.lines()) {
            JsonNode node = new ObjectMapper().readTree(line);
            if (node.path("event").asText().equals("item")) {
                items.add(node);
            }
        }
        return items;
    }
}

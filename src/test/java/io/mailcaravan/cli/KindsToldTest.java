package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mailcaravan.component.mailbox.RouteFixture;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.testkit.KindItems;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands tell of each kind of items, where a mailbox has more than mail. */
class KindsToldTest {

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void prepare() throws Exception {
        route = new RouteFixture(folder).impatient();
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    /** So many of each kind, in two folders. */
    private Map<ItemKind, Integer> fill(Random random) throws Exception {
        Map<ItemKind, Integer> items = new EnumMap<>(ItemKind.class);
        for (ItemKind kind : ItemKind.values()) {
            String before = kind == ItemKind.MESSAGE ? "" : "/" + kind.word() + "/";
            int count = random.nextInt(1, 12);
            for (int i = 0; i < count; i++) {
                route.put(
                        before + (random.nextBoolean() ? "Work" : "Home"),
                        KindItems.of(kind, kind.word() + i, "item " + i));
            }
            items.put(kind, count);
        }
        return items;
    }

    private CommandRun migrate(String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("acme");
        return CommandRun.of(new MigrateCommand(), route, all.toArray(String[]::new));
    }

    private CommandRun report(String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--state", route.stateFolder().toString()));
        return CommandRun.of(new ReportCommand(), all.toArray(String[]::new));
    }

    /** The first object that tells of a mailbox. */
    private static JsonNode mailbox(CommandRun run) throws Exception {
        for (String line : run.lines()) {
            JsonNode object = new ObjectMapper().readTree(line);
            if (object.get("event").asText().equals("mailbox")) {
                return object;
            }
        }
        throw new AssertionError("no mailbox in " + run.out());
    }

    /** Each number beside that of the kinds together. */
    private static void assertAddsUp(JsonNode mailbox) {
        JsonNode kinds = mailbox.get("kinds");
        kinds.get("contact")
                .fieldNames()
                .forEachRemaining(
                        name -> {
                            long sum = 0;
                            for (JsonNode kind : kinds) {
                                sum += kind.get(name).asLong();
                            }
                            assertThat(sum).as(name).isEqualTo(mailbox.get(name).asLong());
                        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void figuresOfEachKindShouldBeToldAndAddUp(long seed) throws Exception {
        Map<ItemKind, Integer> items = fill(new Random(seed));
        route.destination
                .faults()
                .refuse(item -> item.head().uid().value() == 3); // some of whatever kind
        route.start();
        JsonNode passed = mailbox(migrate("--json"));
        JsonNode known = mailbox(report("--json"));

        assertAddsUp(passed);
        assertAddsUp(known);
        items.forEach(
                (kind, count) -> {
                    JsonNode ofPass = passed.get("kinds").get(kind.word());
                    JsonNode ofLedger = known.get("kinds").get(kind.word());
                    for (String state : List.of("copied", "skipped", "failed", "bytes")) {
                        assertThat(ofLedger.get(state)).isEqualTo(ofPass.get(state));
                    }
                    assertThat(ofPass.get("copied").asInt() + ofPass.get("failed").asInt())
                            .as(kind.word())
                            .isEqualTo(count);
                });

        CommandRun again = migrate();
        CommandRun reported = report();
        for (ItemKind kind : ItemKind.values()) {
            JsonNode ofLedger = known.get("kinds").get(kind.word());
            assertThat(again.out())
                    .contains(
                            "acme: "
                                    + kind.word()
                                    + "s: 0 copied (0 B), 0 skipped, "
                                    + ofLedger.get("failed")
                                    + " failed, "
                                    + ofLedger.get("copied")
                                    + " unchanged, 0 flags or labels changed\n");
            assertThat(reported.out())
                    .containsPattern(
                            "  "
                                    + kind.word()
                                    + "s +"
                                    + ofLedger.get("copied")
                                    + " +0 +"
                                    + ofLedger.get("failed")
                                    + " ");
        }
        assertThat(again.lines().getLast()).startsWith("acme: 1 mailbox");
    }

    @Test
    void nothingShouldBeToldOfKindsWhereThereIsMailOnly() throws Exception {
        route.put("INBOX", Messages.varied(3));
        route.start();
        JsonNode passed = mailbox(migrate("--json"));
        JsonNode known = mailbox(report("--json"));

        assertThat(passed.fieldNames())
                .toIterable()
                .containsExactly(
                        "event",
                        "route",
                        "source",
                        "destination",
                        "copied",
                        "adopted",
                        "skipped",
                        "failed",
                        "failedInAll",
                        "state",
                        "problems",
                        "remarks",
                        "unchanged",
                        "attributesChanged",
                        "replaced",
                        "kept",
                        "deleted",
                        "bytes",
                        "millis",
                        "delayMillis",
                        "resumesAt",
                        "stopped");
        assertThat(known.has("kinds")).isFalse();
        assertThat(migrate().out())
                .isEqualTo(
                        "acme: 1 mailbox, 0 copied (0 B), 0 skipped, 0 failed, 3 unchanged, 0 flags or labels"
                                + " changed\n");
        assertThat(report().out()).doesNotContain("messages");
        assertThat(report("--format", "html").out()).doesNotContain("messages");
    }

    @Test
    void anEmptyAddressBookShouldMakeNoDifference() throws Exception {
        route.put("INBOX", Messages.varied(3));
        route.put("/contact/Work");
        route.start();

        assertThat(mailbox(migrate("--json")).has("kinds")).isFalse();
        assertThat(report().out()).doesNotContain("messages");
    }
}

package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.append.Conflicts;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.pass.MailboxResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random worlds of contacts, events, tasks and mail, edited at both ends while passes are broken
 * off: each item is there once, in the state that it should have.
 */
class RandomKindsTest {

    private static final int PASSES = 6;

    @TempDir Path folder;

    static LongStream seeds() {
        return LongStream.rangeClosed(
                Long.getLong("kinds.first", 1), Long.getLong("kinds.seeds", 40));
    }

    /** How a route names its end; an edit has to reach the copy by any of them. */
    private enum Naming {
        BY_ITSELF("- TO"),
        TO_D(
                "- setHeader: { name: chosen, constant: new }\n- toD: { uri:"
                        + " \"mailbox:${header.chosen}?OPTIONS\" }"),
        RECIPIENT_LIST("- recipientList: { simple: \"mailbox:new?OPTIONS\" }"),
        HEADER("- setHeader: { name: CamelMailboxDestination, constant: MAILBOX }\n- TO");

        private final String steps;

        Naming(String steps) {
            this.steps = steps;
        }

        String yaml(String rule) {
            return steps.replace("OPTIONS", "createFolders=true&conflicts=" + rule)
                    .replace("MAILBOX", RouteFixture.MAILBOX)
                    .replace("\n", "\n              ");
        }
    }

    private static final Naming[] NAMED = {Naming.TO_D, Naming.RECIPIENT_LIST, Naming.HEADER};

    private RouteFixture route(Conflicts rule, Naming naming) throws Exception {
        String conflicts = rule.name().toLowerCase(Locale.ROOT);
        return new RouteFixture(folder)
                .impatient()
                .producer("createFolders: true, conflicts: " + conflicts)
                .inBlock(naming.yaml(conflicts));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachItemShouldBeThereOnceInItsState(long seed) throws Exception {
        Random random = new Random(seed);
        Conflicts rule = Conflicts.values()[random.nextInt(Conflicts.values().length)];
        Naming naming = seed % 2 == 1 ? Naming.BY_ITSELF : NAMED[(int) (seed / 2 % NAMED.length)];
        try (RouteFixture route = route(rule, naming)) {
            KindsWorld world = new KindsWorld(route, random, rule, naming == Naming.BY_ITSELF);
            if (random.nextBoolean()) {
                route.source.faults().lack(StoreCapability.CHANGES);
            }
            world.arrive(12);
            route.start();
            for (int pass = 1; pass <= PASSES; pass++) {
                brokenPass(world, 4);
                world.arrive(3);
                if (random.nextInt(3) == 0) {
                    route.restart();
                }
            }
            world.finish();
            world.check();
        }
    }

    /** A pass with faults, then edits of one item in so many. */
    private static void brokenPass(KindsWorld world, int oneIn) throws Exception {
        world.faults();
        MailboxResult result = world.pass();
        world.calm();
        if (world.hasWithheldVersions()) {
            // else nobody can tell which end was edited first
            result = world.pass();
        }
        boolean settled = result.stopped().isEmpty() && result.counts().failed() == 0;
        if (settled) {
            // else nobody can tell whether an owner has changed what had just arrived
            world.editAtDestination(oneIn);
        }
        world.editAtSource(oneIn, settled);
    }

    @Test
    void wholeMailboxShouldSurviveThirtyBrokenPasses() throws Exception {
        Random random = new Random(11);
        try (RouteFixture route = route(Conflicts.BOTH, Naming.BY_ITSELF)) {
            KindsWorld world = new KindsWorld(route, random, Conflicts.BOTH, true);
            world.arrive(ItemKind.CONTACT, 500);
            world.arrive(ItemKind.EVENT, 500);
            world.arrive(ItemKind.TASK, 200);
            world.arrive(ItemKind.MESSAGE, 2_000);
            route.start();
            for (int pass = 1; pass <= 30; pass++) {
                brokenPass(world, 40);
                if (pass % 5 == 0) {
                    world.calm();
                    world.pass();
                    world.editAtDestination(40);
                    world.editAtSource(40, true);
                    route.restart();
                }
            }
            world.finish();
            world.check();
            List<String> differences = new ArrayList<>();
            route.verify(true, differences);
            Pattern name = Pattern.compile(" ((?:contact|event|task)\\d+) ");
            assertThat(
                            differences.stream()
                                    .map(name::matcher)
                                    .filter(Matcher::find)
                                    .map(found -> found.group(1)))
                    .containsExactlyInAnyOrderElementsOf(world.madeByOwner());
            assertThat(differences)
                    .filteredOn(told -> told.startsWith("in other folders"))
                    .hasSize(world.labelledByOwner());
            assertThat(differences).hasSize(world.madeByOwner().size() + world.labelledByOwner());
        }
    }
}

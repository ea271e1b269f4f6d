package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random routes, worlds and faults over some passes: whatever happens, each end is right. */
class RandomLegsTest {

    private static final List<String> FOLDERS = List.of("INBOX", "A", "B");
    private static final int PASSES = 4;

    @TempDir Path folder;

    private final MemoryStore archive = new MemoryStore("archive");
    private final Set<String> ever = new HashSet<>();
    private RouteFixture route;
    private int arrived;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("legs.seeds", 40));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachEndShouldBeRight(long seed) throws Exception {
        Random random = new Random(seed);
        LegRoute shape = any(random, seed);
        route = new RouteFixture(folder).impatient().further(archive);
        try (RouteFixture running = route) {
            for (MemoryStore store : List.of(route.destination, archive)) {
                RouteFixture.put(store, RouteFixture.MAILBOX, "A", Messages.plain("foreign"));
            }
            arrive(random);
            start(shape, random);
            boolean onlyShape = true;
            for (int pass = 1; pass <= PASSES; pass++) {
                faults(random);
                check(shape, running.passOfAlice(), seed);
                calm();
                change(random);
                if (random.nextInt(3) == 0) {
                    shape = any(random, seed);
                    onlyShape = false;
                    start(shape, random);
                } else if (random.nextInt(3) == 0) {
                    start(shape, random);
                }
            }
            start(shape);
            running.restart().passOfAlice(); // whatever was left, and failed, comes now
            MailboxResult last = running.passOfAlice();
            assertThat(last.isComplete()).as(seed + ": " + last.counts().problems()).isTrue();
            check(shape, last, seed);
            if (onlyShape) {
                checkExact(shape, seed);
            }
        }
    }

    private static LegRoute any(Random random, long seed) {
        LegRoute shape = LegRoute.values()[random.nextInt(LegRoute.SOLE.ordinal())];
        boolean named = shape == LegRoute.SEQUENCE && seed % 2 == 0; // the same, by an option
        return named ? LegRoute.SOLE : shape;
    }

    private void start(LegRoute shape) throws Exception {
        route.routes(shape.yaml("deletions: delete", "maxDeletions: \"1000\"")).restart();
    }

    /** With luck, a step on the way to the archive throws for some items. */
    private void start(LegRoute shape, Random random) throws Exception {
        if (random.nextBoolean()) {
            start(shape);
        } else {
            route.routes(
                            shape.breaking(
                                    1 + random.nextInt(10),
                                    "deletions: delete",
                                    "maxDeletions: \"1000\""))
                    .restart();
        }
    }

    private void arrive(Random random) throws MailboxException {
        for (int i = random.nextInt(12); i >= 0; i--) {
            String subject = (random.nextBoolean() ? "even " : "odd ") + ++arrived;
            route.put(FOLDERS.get(random.nextInt(FOLDERS.size())), Messages.plain(subject));
        }
    }

    private void faults(Random random) {
        AppendFault[] kinds = AppendFault.values();
        for (MemoryStore store : List.of(route.destination, archive)) {
            if (random.nextInt(3) == 0) {
                AppendFault fault = kinds[random.nextInt(kinds.length)];
                store.faults().goodAppends(random.nextInt(3));
                store.faults().failNextAppend(fault);
            } else if (random.nextInt(5) == 0) {
                store.faults().down(true);
            } else if (random.nextInt(4) == 0) {
                String refused = " " + (1 + random.nextInt(arrived)) + "\r";
                store.faults().refuse(item -> RouteLegsTest.has(item, refused));
            }
        }
    }

    private void calm() {
        route.destination.faults().clear();
        archive.faults().clear();
    }

    private void change(Random random) throws MailboxException {
        arrive(random);
        for (String path : FOLDERS) {
            try (MailboxSession session = session(route.source)) {
                List<ItemHead> heads = new ArrayList<>();
                if (session.folders().stream().noneMatch(f -> f.path().toString().equals(path))) {
                    continue;
                }
                session.list(FolderPath.parse(path), UidRange.ALL, heads::add);
                if (!heads.isEmpty() && random.nextBoolean()) {
                    ItemHead gone = heads.get(random.nextInt(heads.size()));
                    session.delete(FolderPath.parse(path), List.of(gone.uid()));
                }
            }
        }
    }

    private static MailboxSession session(MemoryStore store) throws MailboxException {
        return store.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE);
    }

    /** A pass that says that all is well must be right. */
    private void check(LegRoute shape, MailboxResult result, long seed) throws MailboxException {
        calm();
        for (String path : FOLDERS) {
            for (MemoryStore store : List.of(route.destination, archive)) {
                List<String> there = RouteLegsTest.at(store, path);
                List<String> wanted = wanted(shape, store, path);
                String where = seed + ": " + shape + " " + path + " of " + store.name();
                wanted.forEach(text -> ever.add(store.name() + path + text));
                assertThat(there).as(where).doesNotHaveDuplicates();
                if (result.isComplete()) {
                    assertThat(there).as(where).containsAll(wanted);
                }
                assertThat(there.stream().filter(text -> text.contains("Subject: foreign")))
                        .as(where)
                        .hasSize(path.equals("A") ? 1 : 0);
                assertThat(there)
                        .as(where)
                        .allMatch(
                                text ->
                                        text.contains("Subject: foreign")
                                                || ever.contains(store.name() + path + text));
            }
        }
    }

    private void checkExact(LegRoute shape, long seed) throws MailboxException {
        for (String path : FOLDERS) {
            for (MemoryStore store : List.of(route.destination, archive)) {
                assertThat(RouteLegsTest.at(store, path))
                        .as(seed + ": " + shape + " " + path + " of " + store.name())
                        .filteredOn(text -> !text.contains("Subject: foreign"))
                        .containsExactlyInAnyOrderElementsOf(wanted(shape, store, path));
            }
        }
    }

    private List<String> wanted(LegRoute shape, MemoryStore store, String path)
            throws MailboxException {
        return RouteLegsTest.at(route.source, path).stream()
                .filter(text -> shape.takes(store.name(), text))
                .toList();
    }
}

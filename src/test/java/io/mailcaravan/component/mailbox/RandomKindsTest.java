package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.append.Conflicts;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.Version;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.progress.Figures;
import io.mailcaravan.store.memory.MemoryFaults;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.KindItems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random worlds of contacts, events, tasks and mail, edited at both ends while passes are broken
 * off: each item is there once, in the state that it should have.
 */
class RandomKindsTest {

    private static final Login ALICE = Login.of(RouteFixture.MAILBOX);
    private static final int PASSES = 6;
    private static final Pattern NAME = Pattern.compile("(?:UID:|Subject: )([^ \r\n]+)");
    private static final Pattern TEXT =
            Pattern.compile("(?:FN:|SUMMARY:|Subject: \\S+ )([^\r\n]*)");
    private static final AppendFault[] FAULTS = {
        AppendFault.LOST_BEFORE,
        AppendFault.LOST_HALFWAY,
        AppendFault.LOST_AFTER,
        AppendFault.THROTTLED
    };

    @TempDir Path folder;

    private RouteFixture route;
    private int named;

    /** What the owner of the destination has made of a copy, by name. */
    private final Map<String, String> editedThere = new HashMap<>();

    /** Items that were edited at the source after their copy was edited at the destination. */
    private final Set<String> conflicts = new HashSet<>();

    /** What its owner has deleted at the destination. */
    private final Set<String> deletedThere = new HashSet<>();

    /** Of these, what was edited at the source afterwards. */
    private final Set<String> editedSince = new HashSet<>();

    static LongStream seeds() {
        return LongStream.rangeClosed(
                Long.getLong("kinds.first", 1), Long.getLong("kinds.seeds", 40));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachItemShouldBeThereOnceInItsState(long seed) throws Exception {
        Random random = new Random(seed);
        Conflicts rule = Conflicts.values()[random.nextInt(Conflicts.values().length)];
        route =
                new RouteFixture(folder)
                        .impatient()
                        .producer(
                                "createFolders: true, conflicts: "
                                        + rule.name().toLowerCase(Locale.ROOT));
        try (RouteFixture running = route) {
            if (random.nextBoolean()) {
                route.source.faults().lack(StoreCapability.CHANGES);
            }
            arrive(random, 12);
            running.start();
            for (int pass = 1; pass <= PASSES; pass++) {
                faults(random);
                MailboxResult result = running.passOfAlice();
                addsUp(result, seed);
                calm();
                arrive(random, 3);
                boolean settled = result.stopped().isEmpty() && result.counts().failed() == 0;
                if (settled) {
                    // else nobody can tell whether an owner has changed what had just arrived
                    editAtDestination(random);
                }
                editAtSource(random);
                if (random.nextInt(3) == 0) {
                    running.restart();
                }
            }
            running.passOfAlice(); // whatever was left, and failed, comes now
            MailboxResult last = running.passOfAlice();
            addsUp(last, seed);
            assertThat(last.isComplete()).as(seed + ": " + last.counts().problems()).isTrue();
            assertThat(last.counts().copied() + last.counts().replaced() + last.counts().failed())
                    .as(seed + ": nothing is left to be done")
                    .isZero();
            check(rule, seed);
        }
    }

    private static void addsUp(MailboxResult result, long seed) {
        if (result.stopped().isEmpty()) {
            Figures all = result.counts().figures();
            for (ItemKind kind : all.kinds()) {
                assertThat(all.of(kind).settled())
                        .as("%s: settled %s of %s", seed, kind, all)
                        .isEqualTo(all.of(kind).expected());
            }
        }
    }

    private static FolderPath in(ItemKind kind) {
        return FolderPath.of(kind, "Personal");
    }

    private void arrive(Random random, int most) throws Exception {
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            ItemKind kind = ItemKind.values()[random.nextInt(ItemKind.values().length)];
            String name = kind.word() + named++;
            RouteFixture.put(
                    route.source,
                    RouteFixture.MAILBOX,
                    in(kind).toString(),
                    KindItems.of(kind, name, "as it came"));
        }
    }

    private void editAtSource(Random random) throws Exception {
        for (String name : some(route.source, random)) {
            edit(route.source, name, "edited at the source " + random.nextInt(1000));
            if (editedThere.containsKey(name)) {
                conflicts.add(name);
            }
            if (deletedThere.contains(name)) {
                editedSince.add(name);
            }
        }
    }

    /** Only what was copied as it is, so that it is certain that a later edit is a conflict. */
    private void editAtDestination(Random random) throws Exception {
        Map<String, List<String>> there = texts(route.destination);
        Map<String, List<String>> here = texts(route.source);
        for (String name : some(route.destination, random)) {
            if (here.containsKey(name) && here.get(name).equals(there.get(name))) {
                deletedThere.remove(name);
                editedSince.remove(name);
                editedThere.remove(name);
                conflicts.remove(name); // until the source changes it again
                if (random.nextInt(4) == 0) {
                    delete(route.destination, name);
                    deletedThere.add(name);
                } else {
                    String text = "edited by its owner " + random.nextInt(1000);
                    edit(route.destination, name, text);
                    editedThere.put(name, text);
                }
            }
        }
    }

    private static List<String> some(MemoryStore store, Random random) throws Exception {
        List<String> names = new ArrayList<>(texts(store).keySet());
        names.removeIf(
                name -> name.startsWith("message") || name.contains("-") || random.nextInt(4) > 0);
        return names;
    }

    private static void edit(MemoryStore store, String name, String text) throws Exception {
        ItemKind kind = ItemKind.parse(name.replaceAll("\\d+", "")).orElseThrow();
        try (MailboxSession session = store.signIn(ALICE, Access.WRITE)) {
            for (Map.Entry<Uid, String> one : read(session, in(kind)).entrySet()) {
                if (name(one.getValue()).equals(name)) {
                    session.replace(
                            in(kind), one.getKey(), Version.NONE, KindItems.of(kind, name, text));
                }
            }
        }
    }

    private static void delete(MemoryStore store, String name) throws Exception {
        ItemKind kind = ItemKind.parse(name.replaceAll("\\d+", "")).orElseThrow();
        try (MailboxSession session = store.signIn(ALICE, Access.WRITE)) {
            for (Map.Entry<Uid, String> one : read(session, in(kind)).entrySet()) {
                if (name(one.getValue()).equals(name)) {
                    session.delete(in(kind), Set.of(one.getKey()));
                }
            }
        }
    }

    /** What items say, by name. */
    private static Map<String, List<String>> texts(MemoryStore store) throws Exception {
        Map<String, List<String>> texts = new TreeMap<>();
        try (MailboxSession session = store.signIn(ALICE, Access.READ)) {
            for (ItemKind kind : ItemKind.values()) {
                if (session.folders().stream().anyMatch(found -> found.path().equals(in(kind)))) {
                    for (String content : read(session, in(kind)).values()) {
                        texts.computeIfAbsent(name(content), none -> new ArrayList<>())
                                .add(find(TEXT, content));
                    }
                }
            }
        }
        return texts;
    }

    private static String name(String content) {
        return find(NAME, content);
    }

    private static String find(Pattern pattern, String content) {
        Matcher matcher = pattern.matcher(content);
        assertThat(matcher.find()).as(content).isTrue();
        return matcher.group(1);
    }

    private static Map<Uid, String> read(MailboxSession session, FolderPath path) throws Exception {
        List<ItemHead> heads = new ArrayList<>();
        session.list(path, UidRange.ALL, heads::add);
        Map<Uid, String> contents = new TreeMap<>();
        session.read(
                path,
                List.of(heads).iterator(),
                item -> contents.put(item.head().uid(), text(item)));
        return contents;
    }

    private static String text(Item item) {
        try (Content content = item.content();
                InputStream in = content.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void faults(Random random) {
        MemoryFaults there = route.destination.faults();
        int every = 1 + random.nextInt(6);
        if (random.nextInt(3) > 0) {
            there.failAppends(
                    () ->
                            random.nextInt(every) == 0
                                    ? FAULTS[random.nextInt(FAULTS.length)]
                                    : AppendFault.NONE);
        }
        if (random.nextInt(3) == 0) {
            route.source.faults().cutNextReadAfter(random.nextInt(5));
        }
        if (random.nextInt(5) == 0) {
            there.refuse(item -> item.head().uid().value() % 3 == 0);
        }
    }

    private void calm() {
        boolean lacks = !route.source.faults().hasAll(StoreCapability.CHANGES);
        route.source.faults().clear();
        route.destination.faults().clear();
        if (lacks) {
            route.source.faults().lack(StoreCapability.CHANGES);
        }
    }

    private void check(Conflicts rule, long seed) throws Exception {
        Map<String, List<String>> here = texts(route.source);
        Map<String, List<String>> there = texts(route.destination);
        Map<String, List<String>> expected = new TreeMap<>();
        for (Map.Entry<String, List<String>> one : here.entrySet()) {
            String name = one.getKey();
            boolean gone =
                    deletedThere.contains(name)
                            && (rule == Conflicts.DESTINATION || !editedSince.contains(name));
            if (gone) {
                continue;
            }
            Optional<String> owners = Optional.ofNullable(editedThere.get(name));
            boolean stays =
                    owners.isPresent() && (!conflicts.contains(name) || rule != Conflicts.SOURCE);
            expected.put(name, stays ? List.of(owners.get()) : one.getValue());
        }
        Map<String, List<String>> beside = new TreeMap<>();
        for (String name : List.copyOf(there.keySet())) {
            if (name.contains("-")) {
                beside.put(name.substring(0, name.indexOf('-')), there.remove(name));
            }
        }
        assertThat(there).as("seed %s, %s", seed, rule).isEqualTo(expected);
        Map<String, List<String>> expectedBeside = new TreeMap<>();
        if (rule == Conflicts.BOTH) {
            conflicts.forEach(name -> expectedBeside.put(name, here.get(name)));
        }
        assertThat(beside).as("seed %s, beside", seed).isEqualTo(expectedBeside);
    }
}

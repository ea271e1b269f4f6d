package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mail with random labels between ends of which one, both or none lists all of it in one folder:
 * whatever breaks passes off and whatever is relabelled, in the end each message that the route
 * takes is there once, in the folders in which it lies at the source.
 */
class RandomHomesTest {

    private static final Login ALICE = Login.of(RouteFixture.MAILBOX);
    private static final int MESSAGES = 20;
    private static final int ROUNDS = 4;
    private static final FolderPath ALL = FolderPath.of("All Mail");
    private static final FolderPath EVERYTHING = FolderPath.of("Everything");
    private static final FolderPath SENT = FolderPath.of("Gesendet");
    private static final FolderPath SENT_THERE = FolderPath.of("Sent Items");
    private static final FolderPath SECRET = FolderPath.of("Secret");
    private static final FolderPath MOVED = FolderPath.of("Moved");
    private static final List<FolderPath> LABELS =
            List.of(
                    FolderPath.INBOX,
                    FolderPath.of("Work"),
                    FolderPath.of("Work", "Deep"),
                    SECRET,
                    FolderPath.of("Secret", "Deep"),
                    SENT,
                    FolderPath.of("Zoo"));

    /** How the destination keeps several folders of a message. */
    private enum Keeping {
        IN_ITS_HOME,
        BESIDE_ITS_FOLDER,
        NOT_AT_ALL
    }

    @TempDir Path folder;

    private Random random;
    private boolean sourceHome;
    private Keeping keeping;
    private FolderPath homeThere;
    private boolean excludes;
    private boolean moves;
    private boolean merges;
    private boolean deletes;
    private boolean tellsChanges;
    private int put;

    /** Subjects of messages that the route would have taken when some pass began. */
    private final Set<String> everTaken = new HashSet<>();

    /** Subjects of messages that the source had once more. */
    private final Set<String> removed = new HashSet<>();

    static LongStream seeds() {
        return LongStream.rangeClosed(
                Long.getLong("homes.first", 1), Long.getLong("homes.seeds", 40));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void messagesShouldLieOnceWhereTheyLieAtTheSource(long seed) throws Exception {
        random = new Random(seed);
        sourceHome = random.nextBoolean();
        keeping = Keeping.values()[random.nextInt(3)];
        homeThere = random.nextBoolean() ? ALL : EVERYTHING;
        excludes = random.nextBoolean();
        moves = random.nextInt(4) == 0;
        merges = random.nextBoolean() && !moves;
        deletes = random.nextBoolean();
        try (RouteFixture route = route()) {
            prepare(route);
            put(route, MESSAGES);
            route.start();
            for (int round = 0; round < ROUNDS; round++) {
                noteTaken(route);
                trouble(route);
                route.passOfAlice();
                calm(route);
                relabel(route);
                remove(route);
                if (rarely()) {
                    put(route, 2);
                }
                if (rarely()) {
                    route.restart();
                }
            }
            noteTaken(route);
            settle(route);
            compare(route);
        }
    }

    @Override
    public String toString() {
        return "home at the source "
                + sourceHome
                + ", at the destination "
                + keeping
                + " "
                + homeThere
                + (excludes ? ", excludes" : "")
                + (moves ? ", moves" : "")
                + (merges ? ", merges" : "")
                + (deletes ? ", deletes" : "")
                + (tellsChanges ? ", tells changes" : "");
    }

    private RouteFixture route() throws Exception {
        RouteFixture route = new RouteFixture(folder).impatient();
        List<String> options = new ArrayList<>();
        if (excludes) {
            options.add("excludeFolders: Secret");
        }
        if (deletes) {
            options.add("deletions: delete");
            options.add("maxDeletions: \"100%\"");
        }
        route.consumer(String.join("\n", options));
        if (moves) {
            route.step("- setHeader: { name: CamelMailboxFolder, constant: Moved }");
        }
        return route;
    }

    private void prepare(RouteFixture route) throws Exception {
        if (sourceHome) {
            route.source.home(ALL);
        }
        if (keeping == Keeping.IN_ITS_HOME) {
            route.destination.home(homeThere);
            if (merges) {
                route.destination.keepEqualAsOne();
            }
        }
        try (MailboxSession session = route.source.signIn(ALICE, Access.WRITE)) {
            for (FolderPath label : LABELS) {
                session.create(
                        label,
                        label.equals(SENT) ? Optional.of(SpecialUse.SENT) : Optional.empty());
            }
        }
        if (random.nextBoolean()) {
            try (MailboxSession session = route.destination.signIn(ALICE, Access.WRITE)) {
                session.create(SENT_THERE, Optional.of(SpecialUse.SENT));
            }
        }
        tellsChanges = random.nextBoolean();
        calm(route);
    }

    private void put(RouteFixture route, int messages) throws Exception {
        for (int i = 0; i < messages; i++) {
            // some are equal to others
            int number = put > 0 && rarely() ? random.nextInt(put) : put++;
            Item item = Messages.plain("message " + number);
            Places labels = labels();
            FolderPath in = sourceHome ? ALL : LABELS.get(random.nextInt(LABELS.size()));
            try (MailboxSession session = route.source.signIn(ALICE, Access.WRITE)) {
                session.append(
                        in,
                        List.of(new Item(item.head().with(labels.without(in)), item.content())));
            }
        }
    }

    private Places labels() {
        return new Places(LABELS.stream().filter(label -> rarely()).collect(Collectors.toSet()));
    }

    private boolean rarely() {
        return random.nextInt(3) == 0;
    }

    private void relabel(RouteFixture route) throws Exception {
        for (FolderPath in : sourceHome ? List.of(ALL) : LABELS) {
            List<ItemHead> heads = new ArrayList<>();
            try (MailboxSession session = route.source.signIn(ALICE, Access.WRITE)) {
                session.list(in, UidRange.ALL, heads::add);
                for (ItemHead head : heads) {
                    if (rarely()) {
                        session.storePlaces(in, Map.of(head.uid(), labels().without(in)));
                    }
                }
            }
        }
    }

    private void remove(RouteFixture route) throws Exception {
        for (FolderPath in : sourceHome ? List.of(ALL) : LABELS) {
            List<ItemHead> heads = new ArrayList<>();
            try (MailboxSession session = route.source.signIn(ALICE, Access.WRITE)) {
                session.list(in, UidRange.ALL, heads::add);
                for (ItemHead head : heads) {
                    if (random.nextInt(8) == 0) {
                        removed.add(subject(session, in, head));
                        session.delete(in, List.of(head.uid()));
                    }
                }
            }
        }
    }

    private void trouble(RouteFixture route) {
        AppendFault[] faults = AppendFault.values();
        int good = random.nextInt(4);
        route.destination.faults().goodAppends(good);
        for (int i = random.nextInt(3); i > 0; i--) {
            route.destination.faults().failNextAppend(faults[random.nextInt(faults.length)]);
        }
        if (rarely()) {
            route.source.faults().cutNextReadAfter(random.nextInt(10));
        }
        if (rarely()) {
            route.destination.faults().forgetPlaces();
        }
        if (rarely() && !excludes) { // what fails and is left out then keeps its dead letter
            String refused = "message " + random.nextInt(MESSAGES);
            route.destination.faults().refuse(item -> subject(item).equals(refused));
        }
    }

    private void calm(RouteFixture route) {
        route.source.faults().clear();
        if (!tellsChanges) {
            route.source.faults().lack(StoreCapability.CHANGES);
        }
        route.destination.faults().clear();
        if (keeping == Keeping.NOT_AT_ALL) {
            route.destination.faults().lack(StoreCapability.PLACES);
        }
    }

    /** Passes until nothing is open, of which the last changes nothing. */
    private static void settle(RouteFixture route) throws Exception {
        MailboxResult result = route.passOfAlice();
        for (int more = 0; !result.isComplete() && more < 3; more++) {
            result = route.passOfAlice();
        }
        assertThat(result.isComplete()).as("%s", result.counts().problems()).isTrue();
        MailboxResult last = route.passOfAlice();
        assertThat(last.isComplete()).isTrue();
        assertThat(last.counts().copied()).isZero();
        assertThat(last.counts().attributesChanged()).isZero();
    }

    private void noteTaken(RouteFixture route) throws Exception {
        lies(route.source)
                .forEach(
                        (subject, all) -> {
                            if (all.stream().anyMatch(this::isTaken)) {
                                everTaken.add(subject);
                            }
                        });
    }

    private void compare(RouteFixture route) throws Exception {
        Map<String, List<Lies>> copies = lies(route.destination);
        Map<String, List<Lies>> items = lies(route.source);
        assertThat(copies.keySet()).isSubsetOf(everTaken);
        if (deletes) {
            assertThat(copies.keySet()).isSubsetOf(items.keySet());
        }
        items.forEach(
                (subject, all) ->
                        compare(subject, route, all, copies.getOrDefault(subject, List.of())));
        List<String> differences = new ArrayList<>();
        assertThat(route.verify(true, differences).counts().faults())
                .as("%s %s", this, differences)
                .isZero();
        assertThat(differences)
                .allSatisfy(one -> assertThat(one).startsWith("one with an equal item"));
    }

    private void compare(String subject, RouteFixture route, List<Lies> items, List<Lies> copies) {
        List<Lies> taken = items.stream().filter(this::isTaken).toList();
        boolean one = merges && keeping == Keeping.IN_ITS_HOME;
        assertThat(copies)
                .as("%s of %s, %s", subject, items, this)
                .hasSizeGreaterThanOrEqualTo(one ? Math.min(1, taken.size()) : taken.size());
        if (one) {
            assertThat(copies).as(subject).hasSizeLessThanOrEqualTo(1);
        }
        if (deletes && !one) {
            assertThat(copies).as(subject).hasSizeLessThanOrEqualTo(items.size());
        }
        // what is left out by now, or is gone, keeps what it had
        boolean exact =
                taken.size() == items.size()
                        && (deletes || !removed.contains(subject))
                        && (items.size() == 1 || keeping != Keeping.BESIDE_ITS_FOLDER)
                        && !(excludes && (items.size() > 1 || removed.contains(subject)));
        if (exact && !moves) {
            assertThat(copies.stream().map(this::places).toList())
                    .as("%s of %s, %s", subject, items, this)
                    .containsExactlyInAnyOrderElementsOf(
                            one ? List.of(union(route, items)) : wanted(route, items, copies));
        }
    }

    /** Of a copy, as far as it can be told beforehand. */
    private Places places(Lies copy) {
        return switch (keeping) {
            case IN_ITS_HOME -> {
                assertThat(copy.listed()).isEqualTo(homeThere);
                yield copy.places().without(ALL);
            }
            case BESIDE_ITS_FOLDER -> copy.places().with(Places.of(copy.listed()));
            case NOT_AT_ALL -> {
                assertThat(copy.places()).isEqualTo(Places.NONE);
                yield Places.NONE;
            }
        };
    }

    private Places union(RouteFixture route, List<Lies> items) {
        return items.stream()
                .map(item -> there(route, taken(item)))
                .reduce(Places.NONE, Places::with)
                .without(ALL);
    }

    private List<Places> wanted(RouteFixture route, List<Lies> items, List<Lies> copies) {
        return items.stream()
                .map(item -> there(route, taken(item)))
                .map(
                        places ->
                                switch (keeping) {
                                    case IN_ITS_HOME -> places.without(ALL);
                                    case BESIDE_ITS_FOLDER -> beside(places, copies);
                                    case NOT_AT_ALL -> Places.NONE;
                                })
                .toList();
    }

    /** A copy never leaves the folder in which it is listed. */
    private Places beside(Places places, List<Lies> copies) {
        return copies.stream()
                .map(copy -> places.with(Places.of(copy.listed())))
                .filter(all -> copies.stream().map(this::places).anyMatch(all::equals))
                .findFirst()
                .orElse(places);
    }

    /**
     * Where a message lies.
     *
     * @param places beside it
     */
    private record Lies(FolderPath listed, Places places) {}

    private Places taken(Lies lies) {
        Places all = sourceHome ? lies.places() : lies.places().with(Places.of(lies.listed()));
        return new Places(
                all.folders().stream()
                        .filter(label -> !excludes || !label.toString().startsWith("Secret"))
                        .collect(Collectors.toSet()));
    }

    /** What is listed in a folder that is left out is left out, whatever labels it has. */
    private boolean isTaken(Lies lies) {
        if (sourceHome) {
            return lies.places().isEmpty() || !taken(lies).isEmpty();
        }
        return !excludes || !lies.listed().toString().startsWith("Secret");
    }

    private static Places there(RouteFixture route, Places atSource) {
        boolean sent = folders(route.destination).contains(SENT_THERE);
        return new Places(
                atSource.folders().stream()
                        .map(label -> sent && label.equals(SENT) ? SENT_THERE : label)
                        .collect(Collectors.toSet()));
    }

    private static Set<FolderPath> folders(MemoryStore store) {
        try (MailboxSession session = store.signIn(ALICE, Access.READ)) {
            return session.folders().stream().map(Folder::path).collect(Collectors.toSet());
        } catch (MailboxException e) {
            throw new AssertionError(e);
        }
    }

    /** By subject. */
    private static Map<String, List<Lies>> lies(MemoryStore store) throws Exception {
        Map<String, List<Lies>> found = new HashMap<>();
        for (FolderPath path : folders(store)) {
            try (MailboxSession session = store.signIn(ALICE, Access.READ)) {
                List<ItemHead> heads = new ArrayList<>();
                session.list(path, UidRange.ALL, heads::add);
                session.read(
                        path,
                        List.of(heads).iterator(),
                        item ->
                                found.computeIfAbsent(subject(item), none -> new ArrayList<>())
                                        .add(new Lies(path, item.head().places())));
            }
        }
        return found;
    }

    private static String subject(MailboxSession session, FolderPath in, ItemHead head)
            throws MailboxException {
        List<String> subjects = new ArrayList<>();
        session.read(in, List.of(List.of(head)).iterator(), item -> subjects.add(subject(item)));
        return subjects.get(0);
    }

    private static String subject(Item item) {
        try (InputStream in = item.content().open()) {
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            return text.lines()
                    .filter(line -> line.startsWith("Subject: "))
                    .findFirst()
                    .orElseThrow()
                    .substring("Subject: ".length());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

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
    private boolean tellsChanges;
    private int put;

    /** Subjects of messages that the route would have taken when some pass began. */
    private final Set<String> everTaken = new HashSet<>();

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

    private RouteFixture route() throws Exception {
        RouteFixture route = new RouteFixture(folder).impatient();
        if (excludes) {
            route.consumer("excludeFolders: Secret");
        }
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
            Item item = Messages.plain("message " + put++);
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
        if (rarely()) {
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
        assertThat(result.isComplete()).as("%s", result).isTrue();
        MailboxResult last = route.passOfAlice();
        assertThat(last.isComplete()).isTrue();
        assertThat(last.counts().copied()).isZero();
        assertThat(last.counts().attributesChanged()).isZero();
    }

    private void noteTaken(RouteFixture route) throws Exception {
        atSource(route)
                .forEach(
                        (subject, lies) -> {
                            if (isTaken(lies)) {
                                everTaken.add(subject);
                            }
                        });
    }

    private void compare(RouteFixture route) throws Exception {
        Map<String, Lies> copies = atDestination(route);
        Map<String, Lies> items = atSource(route);
        assertThat(copies.keySet()).isSubsetOf(everTaken);
        items.forEach(
                (subject, lies) -> {
                    if (isTaken(lies)) {
                        assertThat(copies).containsKey(subject);
                        if (!moves) {
                            compare(subject, route, lies, copies.get(subject));
                        }
                    }
                });
        List<String> differences = new ArrayList<>();
        assertThat(route.verify(true, differences).counts().faults())
                .as("%s", differences)
                .isZero();
        assertThat(differences).isEmpty();
    }

    private void compare(String subject, RouteFixture route, Lies item, Lies copy) {
        Places wanted = there(route, taken(item));
        switch (keeping) {
            case IN_ITS_HOME -> {
                assertThat(copy.listed()).isEqualTo(homeThere);
                assertThat(copy.places().without(ALL)).as(subject).isEqualTo(wanted.without(ALL));
            }
            case BESIDE_ITS_FOLDER ->
                    assertThat(copy.places().without(copy.listed()))
                            .as(subject)
                            .isEqualTo(wanted.without(copy.listed()));
            case NOT_AT_ALL -> assertThat(copy.places()).as(subject).isEqualTo(Places.NONE);
        }
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
            return session.folders().stream()
                    .map(Folder::path)
                    .collect(Collectors.toSet());
        } catch (MailboxException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, Lies> atSource(RouteFixture route) throws Exception {
        return lies(route.source);
    }

    private Map<String, Lies> atDestination(RouteFixture route) throws Exception {
        return lies(route.destination);
    }

    /** By subject; each message is there once. */
    private static Map<String, Lies> lies(MemoryStore store) throws Exception {
        Map<String, Lies> found = new HashMap<>();
        for (FolderPath path : folders(store)) {
            try (MailboxSession session = store.signIn(ALICE, Access.READ)) {
                List<ItemHead> heads = new ArrayList<>();
                session.list(path, UidRange.ALL, heads::add);
                session.read(
                        path,
                        List.of(heads).iterator(),
                        item -> {
                            Lies before =
                                    found.put(
                                            subject(item), new Lies(path, item.head().places()));
                            assertThat(before).as(subject(item)).isNull();
                        });
            }
        }
        return found;
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

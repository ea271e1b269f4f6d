package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.testkit.InterceptedStore;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages with random labels, which routes leave out, map and put below others, and which the
 * destination cannot have: a pass and {@code verify} say the same of them.
 */
class RandomPlacesTest {

    private static final Login ALICE = Login.of(RouteFixture.MAILBOX);
    private static final int MESSAGES = 24;
    private static final int ROUNDS = 4;
    private static final Pattern LACKING =
            Pattern.compile(": (\\d+) items? do(?:es)? not lie in '");
    private static final List<FolderPath> LABELS =
            List.of(
                    FolderPath.INBOX,
                    FolderPath.of("Work"),
                    FolderPath.of("work"),
                    FolderPath.of("Work", "Deep"),
                    FolderPath.of("Secret"),
                    FolderPath.of("Secret", "Deep"),
                    FolderPath.of("Gesendet"),
                    FolderPath.of("Sent"),
                    FolderPath.of("50%"),
                    FolderPath.of("Never"),
                    FolderPath.of("Mapped"),
                    FolderPath.of("Kept apart"));

    @TempDir Path folder;

    private Random random;

    static LongStream seeds() {
        return LongStream.rangeClosed(
                Long.getLong("places.first", 1), Long.getLong("places.seeds", 30));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void passAndVerifyShouldSayTheSameOfFurtherFolders(long seed) throws Exception {
        random = new Random(seed);
        boolean single = random.nextBoolean();
        try (RouteFixture route = route()) {
            put(route, single);
            route.start();
            MailboxResult first = route.passOfAlice();
            assertThat(first.counts().copied()).isEqualTo(MESSAGES);
            compare(route, first, single);
            MailboxResult second = route.passOfAlice();
            assertThat(second.counts().attributesChanged()).isZero();
            assertThat(second.counts().problems()).isEqualTo(first.counts().problems());
            compare(route, second, single);
        }
    }

    /**
     * Labels that change between passes, while the folder is numbered anew, an end cannot have
     * them, an append forgets them, or the program is started again: in the end each message lies
     * where it lies at the source.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void labelsShouldFollowWhateverElseChanges(long seed) throws Exception {
        random = new Random(seed);
        try (RouteFixture route = route()) {
            put(route, false);
            if (random.nextBoolean()) {
                route.source.faults().lack(StoreCapability.CHANGES);
            }
            trouble(route);
            route.start();
            route.passOfAlice();
            for (int round = 1; round <= ROUNDS; round++) {
                relabel(route);
                if (rarely()) {
                    route.source.renumber(RouteFixture.MAILBOX, FolderPath.of("All"));
                }
                if (rarely()) {
                    route.restart();
                }
                trouble(route);
                MailboxResult result = route.passOfAlice();
                assertThat(result.stopped()).isEmpty();
                assertThat(result.counts().copied()).as("round %s", round).isZero();
            }
            calm(route);
            compare(route, route.passOfAlice(), false);
            MailboxResult last = route.passOfAlice();
            assertThat(last.counts().attributesChanged()).isZero();
            compare(route, last, false);
        }
    }

    /** For the next pass; names that cannot be stay so. */
    private void trouble(RouteFixture route) {
        calm(route);
        if (rarely()) {
            route.destination.faults().lack(StoreCapability.PLACES);
        }
        if (random.nextBoolean()) {
            route.destination.faults().forgetPlaces();
        }
    }

    private static void calm(RouteFixture route) {
        route.destination.faults().clear();
    }

    private void relabel(RouteFixture route) throws Exception {
        FolderPath all = FolderPath.of("All");
        List<ItemHead> heads = new ArrayList<>();
        try (MailboxSession session = route.source.signIn(ALICE, Access.WRITE)) {
            session.list(all, UidRange.ALL, heads::add);
            for (ItemHead head : heads) {
                if (rarely()) {
                    session.storePlaces(all, Map.of(head.uid(), labels()));
                }
            }
        }
    }

    private Places labels() {
        return new Places(LABELS.stream().filter(label -> rarely()).collect(Collectors.toSet()));
    }

    private boolean rarely() {
        return random.nextInt(3) == 0;
    }

    private RouteFixture route() throws Exception {
        RouteFixture route = new RouteFixture(folder).impatient();
        List<String> options = new ArrayList<>();
        options.add("createFolders: " + !rarely());
        if (rarely()) {
            options.add("folderPrefix: Old");
        }
        if (rarely()) {
            options.add("separatorReplacement: ''");
        }
        if (rarely()) {
            Files.writeString(folder.resolve("folders.txt"), "Work -> Arbeit\n");
            options.add("folderMap: folders.txt");
        }
        route.producer(String.join(", ", options));
        if (random.nextBoolean()) {
            route.consumer("excludeFolders: Secret, Sent");
        }
        if (random.nextBoolean()) {
            Files.writeString(
                    folder.resolve("mapping.yaml"),
                    "message: { folders: { Mapped: Work, Kept apart: New } }\n");
            route.step("- bean: { ref: propertyMapping }");
        }
        if (rarely()) {
            route.destination.faults().ignoreCase();
        }
        if (random.nextBoolean()) {
            route.destination
                    .faults()
                    .refuseNames(
                            path ->
                                    path.toString().contains("%")
                                                    || path.toString().endsWith("Never")
                                            ? Optional.of("no such names here")
                                            : Optional.empty());
        }
        Set<FolderPath> unlisted = new HashSet<>();
        LABELS.stream().filter(label -> rarely()).forEach(unlisted::add);
        unlisted.remove(FolderPath.INBOX);
        route.around(store -> hiding(store, unlisted), store -> store);
        return route;
    }

    private static InterceptedStore hiding(MailboxStore store, Set<FolderPath> unlisted) {
        return new InterceptedStore(
                store,
                (session, method, args, through) ->
                        method.getName().equals("folders")
                                ? session.folders().stream()
                                        .filter(one -> !unlisted.contains(one.path()))
                                        .toList()
                                : through.make());
    }

    /**
     * @param single whether each message has one label
     */
    private void put(RouteFixture route, boolean single) throws Exception {
        try (MailboxSession session = route.source.signIn(ALICE, Access.WRITE)) {
            for (FolderPath label : LABELS) {
                boolean sent = label.equals(FolderPath.of("Gesendet"));
                session.create(label, sent ? Optional.of(SpecialUse.SENT) : Optional.empty());
            }
        }
        // the folder of the items themselves can always be there
        try (MailboxSession session = route.destination.signIn(ALICE, Access.WRITE)) {
            session.create(FolderPath.of("All"), Optional.empty());
            session.create(FolderPath.of("Old", "All"), Optional.empty());
            if (random.nextBoolean()) {
                session.create(FolderPath.of("Sent Items"), Optional.of(SpecialUse.SENT));
            }
            for (FolderPath label : LABELS) {
                boolean there =
                        session.folders().stream().map(Folder::path).anyMatch(label::equals);
                if (rarely() && !there && session.nameProblem(label).isEmpty()) {
                    session.create(label, Optional.empty());
                }
            }
        }
        for (int i = 0; i < MESSAGES; i++) {
            Set<FolderPath> labels = new HashSet<>();
            if (single) {
                labels.add(LABELS.get(random.nextInt(LABELS.size())));
            } else {
                LABELS.stream().filter(label -> rarely()).forEach(labels::add);
            }
            Item item = Messages.plain("message " + i);
            route.put("All", new Item(item.head().with(new Places(labels)), item.content()));
        }
    }

    private static void compare(RouteFixture route, MailboxResult result, boolean single)
            throws Exception {
        List<String> differences = new ArrayList<>();
        route.verify(false, differences);
        List<String> told =
                differences.stream().filter(one -> one.startsWith("in other folders")).toList();
        long lacking =
                result.counts().problems().stream()
                        .map(LACKING::matcher)
                        .filter(Matcher::find)
                        .mapToLong(found -> Long.parseLong(found.group(1)))
                        .sum();
        if (single) {
            assertThat((long) told.size()).as("%s", told).isEqualTo(lacking);
        } else {
            assertThat(told.isEmpty()).as("%s", told).isEqualTo(lacking == 0);
        }
    }
}

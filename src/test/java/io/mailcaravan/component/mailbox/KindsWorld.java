package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.append.Conflicts;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.StoreCapability;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A mailbox of contacts, events, tasks and mail with labels, edited at both ends while passes are
 * broken off, and what the destination is to have in the end.
 */
final class KindsWorld {

    private static final Login ALICE = Login.of(RouteFixture.MAILBOX);
    private static final Pattern NAME = Pattern.compile("(?:UID:|Subject: )([^ \r\n]+)");
    private static final Pattern TEXT =
            Pattern.compile("(?:FN:|SUMMARY:|Subject: \\S+ )([^\r\n]*)");
    private static final AppendFault[] FAULTS = {
        AppendFault.LOST_BEFORE,
        AppendFault.LOST_HALFWAY,
        AppendFault.LOST_AFTER,
        AppendFault.THROTTLED
    };

    /** What messages have at the source; other kinds have such of their own trees. */
    private static final List<FolderPath> LABELS =
            List.of(
                    FolderPath.INBOX,
                    FolderPath.of("Work"),
                    FolderPath.of("Work", "Invoices/2026 100%"),
                    FolderPath.of("家族"));

    /** What the owner of the destination gives to copies. */
    private static final Places OWN = Places.of(FolderPath.of("Mine"));

    private final RouteFixture route;
    private final Random random;
    private final Conflicts rule;

    /** Whether the route names its end itself, so that each item counts there, and nowhere else. */
    private final boolean counted;

    private int named;
    private boolean withheld;

    /** What the owner of the destination has made of a copy, by name. */
    private final Map<String, String> editedThere = new HashMap<>();

    /** Items that were edited at the source after their copy was edited at the destination. */
    private final Set<String> conflicts = new HashSet<>();

    /** What its owner has deleted at the destination. */
    private final Set<String> deletedThere = new HashSet<>();

    /** Of these, what was edited at the source afterwards. */
    private final Set<String> editedSince = new HashSet<>();

    /** Messages to which the owner of the destination has given a label of his own. */
    private final Set<String> labelledThere = new HashSet<>();

    /**
     * An item at one end.
     *
     * @param text what it says
     */
    private record There(FolderPath folder, ItemHead head, String text) {

        ItemKind kind() {
            return folder.kind();
        }
    }

    KindsWorld(RouteFixture route, Random random, Conflicts rule, boolean counted)
            throws Exception {
        this.route = route;
        this.random = random;
        this.rule = rule;
        this.counted = counted;
        try (MailboxSession session = write(route.source)) {
            for (ItemKind kind : ItemKind.values()) {
                for (FolderPath label : labelsOf(kind)) {
                    session.create(label, Optional.empty());
                }
            }
        }
    }

    private static List<FolderPath> labelsOf(ItemKind kind) {
        return kind == ItemKind.MESSAGE
                ? LABELS
                : LABELS.stream()
                        .filter(label -> !label.isInbox())
                        .map(label -> label.in(kind))
                        .toList();
    }

    private static MailboxSession write(MemoryStore store) throws Exception {
        return store.signIn(ALICE, Access.WRITE);
    }

    private static FolderPath in(ItemKind kind) {
        return FolderPath.of(kind, "Personal");
    }

    /** So many new items of that kind at the source. */
    void arrive(ItemKind kind, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            Item item = KindItems.of(kind, kind.word() + named++, "as it came");
            Places places = labels(kind);
            RouteFixture.put(
                    route.source,
                    RouteFixture.MAILBOX,
                    in(kind).toString(),
                    new Item(item.head().with(places), item.content()));
        }
    }

    /** Up to so many new items of any kind. */
    void arrive(int most) throws Exception {
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            arrive(ItemKind.values()[random.nextInt(ItemKind.values().length)], 1);
        }
    }

    private Places labels(ItemKind kind) {
        return new Places(
                labelsOf(kind).stream()
                        .filter(label -> random.nextInt(3) == 0)
                        .collect(Collectors.toSet()));
    }

    /**
     * Edits one item in so many at the source.
     *
     * @param settled whether no append is unanswered: what the source takes away while one is stays
     *     at the copy, which is only ever given what is missing
     */
    void editAtSource(int oneIn, boolean settled) throws Exception {
        try (MailboxSession session = write(route.source)) {
            for (Map.Entry<String, There> one : some(route.source, oneIn).entrySet()) {
                String name = one.getKey();
                There there = one.getValue();
                if (there.kind() == ItemKind.MESSAGE || random.nextInt(3) == 0) {
                    Places more = labels(there.kind());
                    Places now = settled ? more : there.head().places().with(more);
                    session.storePlaces(there.folder(), Map.of(there.head().uid(), now));
                }
                if (there.kind() == ItemKind.MESSAGE) {
                    continue;
                }
                edit(session, name, there, "edited at the source " + random.nextInt(1000));
                if (editedThere.containsKey(name)) {
                    conflicts.add(name);
                }
                if (deletedThere.contains(name)) {
                    editedSince.add(name);
                }
            }
        }
    }

    /** Only what was copied as it is, so that it is certain that a later edit is a conflict. */
    void editAtDestination(int oneIn) throws Exception {
        Map<String, List<There>> here = found(route.source);
        try (MailboxSession session = write(route.destination)) {
            session.create(OWN.folders().iterator().next(), Optional.empty());
            for (Map.Entry<String, There> one : some(route.destination, oneIn).entrySet()) {
                String name = one.getKey();
                There there = one.getValue();
                if (there.kind() == ItemKind.MESSAGE) {
                    Places all = there.head().places().with(OWN);
                    session.storePlaces(there.folder(), Map.of(there.head().uid(), all));
                    labelledThere.add(name);
                } else if (here.containsKey(name)
                        && here.get(name).get(0).text().equals(there.text())) {
                    editByOwner(session, name, there);
                }
            }
        }
    }

    private void editByOwner(MailboxSession session, String name, There there) throws Exception {
        deletedThere.remove(name);
        editedSince.remove(name);
        editedThere.remove(name);
        conflicts.remove(name); // until the source changes it again
        if (random.nextInt(4) == 0) {
            session.delete(there.folder(), Set.of(there.head().uid()));
            deletedThere.add(name);
        } else {
            String text = "edited by its owner " + random.nextInt(1000);
            edit(session, name, there, text);
            editedThere.put(name, text);
        }
    }

    private static void edit(MailboxSession session, String name, There there, String text)
            throws Exception {
        session.replace(
                there.folder(),
                there.head().uid(),
                Version.NONE,
                KindItems.of(there.kind(), name, text));
    }

    private Map<String, There> some(MemoryStore store, int oneIn) throws Exception {
        Map<String, There> some = new TreeMap<>();
        found(store)
                .forEach(
                        (name, all) -> {
                            if (!name.contains("-") && random.nextInt(oneIn) == 0) {
                                some.put(name, all.get(0));
                            }
                        });
        return some;
    }

    /** All items of an end, by name, in whichever folder they are listed. */
    private static Map<String, List<There>> found(MemoryStore store) throws Exception {
        Map<String, List<There>> found = new TreeMap<>();
        try (MailboxSession session = store.signIn(ALICE, Access.READ)) {
            for (Folder folder : session.folders()) {
                FolderPath path = folder.path();
                List<ItemHead> heads = new ArrayList<>();
                session.list(path, UidRange.ALL, heads::add);
                session.read(
                        path,
                        List.of(heads).iterator(),
                        item -> {
                            String content = text(item);
                            found.computeIfAbsent(find(NAME, content), none -> new ArrayList<>())
                                    .add(new There(path, item.head(), find(TEXT, content)));
                        });
            }
        }
        return found;
    }

    private static String find(Pattern pattern, String content) {
        Matcher matcher = pattern.matcher(content);
        assertThat(matcher.find()).as(content).isTrue();
        return matcher.group(1);
    }

    private static String text(Item item) {
        try (Content content = item.content();
                InputStream in = content.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something goes wrong during the next pass, mostly. */
    void faults() {
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
        withheld = random.nextInt(4) == 0;
        if (withheld) {
            route.source.faults().withholdVersions(head -> head.uid().value() % 2 == 0);
        }
        if (random.nextInt(4) == 0) {
            there.forgetPlaces();
        }
        if (random.nextInt(5) == 0) {
            there.refuse(item -> item.head().uid().value() % 3 == 0);
        }
    }

    /**
     * Whether some versions were not told in the last pass, so that an edit may not be seen yet.
     */
    boolean hasWithheldVersions() {
        return withheld;
    }

    /** Nothing goes wrong any more; what an end lacks, it still lacks. */
    void calm() {
        boolean lacks = !route.source.faults().hasAll(StoreCapability.CHANGES);
        route.source.faults().clear();
        route.destination.faults().clear();
        if (lacks) {
            route.source.faults().lack(StoreCapability.CHANGES);
        }
    }

    /** A pass whose counts add up, unless it was stopped; none is less than all there is. */
    MailboxResult pass() throws Exception {
        MailboxResult result = route.passOfAlice();
        if (result.stopped().isEmpty()) {
            Figures all = result.counts().figures();
            for (ItemKind kind : all.kinds()) {
                assertThat(all.of(kind).settled())
                        .as("settled %s of %s", kind, all)
                        .isGreaterThanOrEqualTo(all.of(kind).expected());
                assertThat(!counted || all.of(kind).settled() == all.of(kind).expected())
                        .as("settled %s of %s", kind, all)
                        .isTrue();
            }
        }
        return result;
    }

    /** Two passes without faults, the second of which has nothing to do. */
    void finish() throws Exception {
        pass(); // whatever was left, and failed, comes now
        MailboxResult last = pass();
        assertThat(last.isComplete()).as("%s", last.counts().problems()).isTrue();
        assertThat(last.counts().copied() + last.counts().replaced() + last.counts().failed())
                .as("nothing is left to be done")
                .isZero();
    }

    /**
     * Each item is there once, as the rule for conflicts wants it, with the labels of both ends.
     */
    void check() throws Exception {
        Map<String, List<There>> here = found(route.source);
        Map<String, List<There>> there = found(route.destination);
        Map<String, List<String>> beside = new TreeMap<>();
        for (String name : List.copyOf(there.keySet())) {
            if (name.contains("-")) {
                beside.put(name.substring(0, name.indexOf('-')), texts(there.remove(name)));
            }
        }
        Map<String, List<String>> found = new TreeMap<>();
        there.forEach((name, all) -> found.put(name, texts(all)));
        assertThat(found).isEqualTo(expected(here));
        Map<String, List<String>> expectedBeside = new TreeMap<>();
        if (rule == Conflicts.BOTH) {
            conflicts.forEach(name -> expectedBeside.put(name, texts(here.get(name))));
        }
        assertThat(beside).isEqualTo(expectedBeside);
        checkLabels(here, there);
        checkFolders(here, there);
        // where a copy lies beside, the ledger knows that, and its owner's is his
        assertThat(route.verify(false, new ArrayList<>()).counts().extra())
                .as("nothing else is there")
                .isEqualTo(beside.size());
    }

    private static void checkFolders(
            Map<String, List<There>> here, Map<String, List<There>> there) {
        there.forEach(
                (name, all) ->
                        assertThat(all)
                                .as(name)
                                .extracting(There::folder)
                                .containsExactly(here.get(name).get(0).folder()));
    }

    /** Contacts, events and tasks that differ, as the destination's owner has made them so. */
    Set<String> madeByOwner() {
        Set<String> names = new TreeSet<>(editedThere.keySet());
        deletedThere.stream().filter(name -> !editedSince.contains(name)).forEach(names::add);
        return names;
    }

    /** Messages to which he has given a label. */
    int labelledByOwner() {
        return labelledThere.size();
    }

    private Map<String, List<String>> expected(Map<String, List<There>> here) {
        Map<String, List<String>> expected = new TreeMap<>();
        for (Map.Entry<String, List<There>> one : here.entrySet()) {
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
            expected.put(name, stays ? List.of(owners.get()) : texts(one.getValue()));
        }
        return expected;
    }

    private static List<String> texts(List<There> items) {
        return items.stream().map(There::text).toList();
    }

    private void checkLabels(Map<String, List<There>> here, Map<String, List<There>> there) {
        Map<String, Places> expected = new TreeMap<>();
        Map<String, Places> found = new TreeMap<>();
        here.forEach(
                (name, all) -> {
                    // what the owner has changed or deleted may have a copy beside it, or none
                    if (!editedThere.containsKey(name) && !deletedThere.contains(name)) {
                        Places own = labelledThere.contains(name) ? OWN : Places.NONE;
                        expected.put(name, all.get(0).head().places().with(own));
                        found.put(name, there.get(name).get(0).head().places());
                    }
                });
        assertThat(found).isEqualTo(expected);
    }
}

package io.mailcaravan.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mapping.FolderPlan.Row;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever folders there are, in whatever order, at whatever server: each goes somewhere, where the
 * server can hold it, no two into one, and stays there when folders come and go.
 */
class PlacementPropertyTest {

    private static final FolderMapping DEFAULT = FolderMapping.of("", Optional.empty(), true);

    @TempDir Path folder;

    static Stream<Integer> seeds() {
        return IntStream.range(0, 300).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyFolderShouldHaveAPlaceOfItsOwnAndKeepIt(int seed) {
        Random random = new Random(seed);
        Server server = Server.any(random);
        List<Folder> all = folders(random);
        Map<FolderPath, FolderPath> copied = new HashMap<>();
        for (int pass = 0; pass < 6; pass++) {
            List<Folder> sources = some(all, random);
            DestinationNames there = server.names().withPlaced(copied);

            FolderPlan plan = DEFAULT.plan(sources, there);

            assertSound(plan, sources, server);
            Collections.shuffle(sources, random);
            assertThat(DEFAULT.plan(sources, there).bySource()).isEqualTo(plan.bySource());
            for (Row row : plan.rows()) {
                FolderPath before = copied.get(row.source());
                if (before != null) {
                    assertThat(server.physical(row.destination()))
                            .as("where '%s' went before", row.source())
                            .isEqualTo(server.physical(before));
                }
                server.create(row.destination());
                copied.put(row.source(), row.destination());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void withoutALedgerTheSameFoldersShouldGoToTheSamePlaces(int seed) {
        Random random = new Random(seed);
        Server server = Server.any(random);
        List<Folder> sources = folders(random);
        // which folder has a role at the destination is known better after the first pass
        List<Folder> all = List.copyOf(sources);
        sources.removeIf(source -> isRole(source.path(), all));
        FolderPlan first = DEFAULT.plan(sources, server.names());
        first.rows().forEach(row -> server.create(row.destination()));

        FolderPlan second = DEFAULT.plan(sources, server.names());

        assertSound(second, sources, server);
        physical(first, server)
                .forEach(
                        (source, place) ->
                                assertThat(physical(second, server).get(source))
                                        .as("where '%s' went before", source)
                                        .isEqualTo(place));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void onlyWhatTheMappingFileSaysShouldBeMerged(int seed) throws Exception {
        Random random = new Random(seed);
        Server server = Server.any(random);
        List<Folder> sources = folders(random);
        FolderPath from = sources.get(random.nextInt(sources.size())).path();
        FolderPath to = sources.get(random.nextInt(sources.size())).path();
        Path file = folder.resolve("folders.map");
        String line = from + " -> " + to + "\n";
        if (!line.strip().matches("[^#*\\\\].* -> [^#*\\\\][^*]*")
                || line.indexOf('*') >= 0
                || !StandardCharsets.UTF_8.newEncoder().canEncode(line)) {
            return; // another reading of the line is FolderMappingTest's business
        }
        Files.writeString(file, line);
        FolderMapping mapping;
        try {
            mapping = FolderMapping.of("", Optional.of(file), true);
        } catch (io.mailcaravan.mailbox.ConfigurationException e) {
            return; // as above
        }

        FolderPlan plan = mapping.plan(sources, server.names());

        assertThat(plan.rows()).extracting(Row::source).containsExactlyElementsOf(paths(sources));
        plan.rows()
                .forEach(
                        row ->
                                assertThat(server.problem(row.destination()))
                                        .as("'%s'", row.destination())
                                        .isEmpty());
        for (List<Row> together : together(plan, server)) {
            assertThat(together)
                    .anyMatch(
                            row ->
                                    row.rule() == FolderPlan.Rule.MAP_FILE
                                            || isRole(row.source(), sources));
            assertThat(plan.merged()).containsKey(together.get(0).destination());
        }
    }

    /** Whether it has a role, or lies below a folder that has one. */
    private static boolean isRole(FolderPath source, List<Folder> sources) {
        Set<FolderPath> roles = SpecialUseNames.shipped().rolesOf(sources).keySet();
        return Stream.iterate(Optional.of(source), Optional::isPresent, path -> path.get().parent())
                .anyMatch(path -> roles.contains(path.get()));
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static void assertSound(FolderPlan plan, List<Folder> sources, Server server) {
        assertThat(plan.rows()).extracting(Row::source).containsExactlyElementsOf(paths(sources));
        for (Row row : plan.rows()) {
            assertThat(server.problem(row.destination()))
                    .as("'%s' for '%s'", row.destination(), row.source())
                    .isEmpty();
            if (row.renamed().isEmpty() && row.rule() == FolderPlan.Rule.SAME_NAME) {
                assertThat(composed(server.physical(row.destination())))
                        .isEqualTo(composed(server.physical(row.source())));
            }
        }
        // of one role: see FolderMappingTest
        for (List<Row> together : together(plan, server)) {
            assertThat(together).allMatch(row -> isRole(row.source(), sources));
            assertThat(plan.merged()).containsKey(together.get(0).destination());
        }
    }

    private static List<List<Row>> together(FolderPlan plan, Server server) {
        Map<String, List<Row>> byPlace =
                plan.rows().stream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> server.physical(row.destination()),
                                        TreeMap::new,
                                        Collectors.toList()));
        return byPlace.values().stream().filter(rows -> rows.size() > 1).toList();
    }

    private static Map<FolderPath, String> physical(FolderPlan plan, Server server) {
        return plan.rows().stream()
                .collect(Collectors.toMap(Row::source, row -> server.physical(row.destination())));
    }

    private static List<FolderPath> paths(List<Folder> folders) {
        return folders.stream().map(Folder::path).toList();
    }

    private static List<Folder> some(List<Folder> all, Random random) {
        List<Folder> some = new ArrayList<>(all);
        Collections.shuffle(some, random);
        return new ArrayList<>(some.subList(0, 1 + random.nextInt(some.size())));
    }

    private static final List<String> PARTS =
            List.of(
                    "a",
                    "a",
                    "b",
                    "A",
                    ".",
                    ".",
                    "_",
                    "_",
                    "/",
                    "\\",
                    "-",
                    "~",
                    " ",
                    "%",
                    "&",
                    "^",
                    "\u00fc",
                    "u\u0308",
                    "\u65e5",
                    "\ud83d\ude00",
                    "\ud800",
                    "\u0007",
                    "\n",
                    "ss",
                    "\u00df",
                    "\u0131",
                    "~abcd");

    private static final List<String> WHOLE =
            List.of(
                    "INBOX",
                    "inbox",
                    "\u0131nbox",
                    "Sent",
                    "Gesendet",
                    "Papierkorb",
                    "Trash",
                    "Files",
                    "files",
                    ".",
                    "..",
                    "v1.2 notes",
                    "v1_2 notes",
                    "x".repeat(300),
                    "x".repeat(299) + "y",
                    "\u65e5\u672c\u8a9e".repeat(40),
                    "a.".repeat(150));

    private static List<Folder> folders(Random random) {
        Set<FolderPath> paths = new LinkedHashSet<>();
        paths.add(FolderPath.INBOX);
        int count = 3 + random.nextInt(25);
        while (paths.size() < count) {
            FolderPath path = null;
            int depth = 1 + random.nextInt(3);
            for (int i = 0; i < depth; i++) {
                String name = name(random);
                path = path == null ? FolderPath.of(name) : path.child(name);
                if (random.nextInt(4) > 0) {
                    paths.add(path);
                }
            }
            paths.add(path);
        }
        List<Folder> folders = new ArrayList<>();
        for (FolderPath path : paths) {
            folders.add(
                    new Folder(
                            path,
                            random.nextInt(10) > 0,
                            true,
                            path.name().equals("Sent")
                                    ? Optional.of(SpecialUse.SENT)
                                    : Optional.empty()));
        }
        Collections.shuffle(folders, random);
        return folders;
    }

    private static String name(Random random) {
        if (random.nextInt(4) == 0) {
            return WHOLE.get(random.nextInt(WHOLE.size()));
        }
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(i -> PARTS.get(random.nextInt(PARTS.size())))
                .collect(Collectors.joining());
    }

    /** A server with rules of its own, and its folders by their physical names. */
    private record Server(
            Optional<Character> separator,
            boolean inboxPrefix,
            boolean ignoresCase,
            boolean normalises,
            int longest,
            Map<String, FolderPath> folders) {

        static Server any(Random random) {
            boolean flat = random.nextInt(8) == 0;
            Server server =
                    new Server(
                            flat
                                    ? Optional.empty()
                                    : Optional.of("./\\^_".charAt(random.nextInt(5))),
                            random.nextInt(3) == 0,
                            random.nextInt(3) == 0,
                            random.nextBoolean(),
                            random.nextBoolean() ? 255 : 60,
                            new TreeMap<>());
            server.create(FolderPath.INBOX);
            for (int i = 0; i < random.nextInt(4); i++) {
                FolderPath own = FolderPath.of(name(random));
                if (server.problem(own).isEmpty()) {
                    server.create(own);
                }
            }
            return server;
        }

        DestinationNames names() {
            return new DestinationNames(
                    folders.values().stream().map(Folder::of).toList(),
                    this::problem,
                    this::listed,
                    ignoresCase,
                    Map.of());
        }

        Optional<String> problem(FolderPath path) {
            if (separator.isEmpty() && path.names().size() > 1) {
                return Optional.of("flat");
            }
            boolean wrong =
                    path.names().stream()
                                    .anyMatch(
                                            name ->
                                                    separator
                                                                    .filter(
                                                                            c ->
                                                                                    name.indexOf(c)
                                                                                            >= 0)
                                                                    .isPresent()
                                                            || name.chars()
                                                                    .anyMatch(
                                                                            Character::isISOControl)
                                                            || !StandardCharsets.UTF_8
                                                                    .newEncoder()
                                                                    .canEncode(name)
                                                            || (ignoresCase
                                                                    && !name.strip().equals(name))
                                                            || name.equals("..")
                                                            || name.equals("."))
                            || path.toString().equalsIgnoreCase("Files");
            if (wrong) {
                return Optional.of("wrong");
            }
            return path.toString().getBytes(StandardCharsets.UTF_8).length > longest
                    ? Optional.of("long")
                    : Optional.empty();
        }

        FolderPath listed(FolderPath path) {
            List<String> names = path.names();
            return inboxPrefix
                            && names.size() > 1
                            && names.get(0).equals("INBOX")
                            && !names.get(1).equalsIgnoreCase("INBOX")
                    ? new FolderPath(names.subList(1, names.size()))
                    : path;
        }

        String physical(FolderPath path) {
            String text = listed(path).toString();
            String composed = normalises ? Normalizer.normalize(text, Normalizer.Form.NFC) : text;
            return ignoresCase ? composed.toLowerCase(Locale.ROOT) : composed;
        }

        void create(FolderPath path) {
            folders.putIfAbsent(physical(path), listed(path));
        }
    }
}

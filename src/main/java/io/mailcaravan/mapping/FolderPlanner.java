package io.mailcaravan.mapping;

import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mapping.FolderPlan.Row;
import io.mailcaravan.mapping.FolderPlan.Rule;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Works out one mailbox's plan; the same folders give the same plan in any order. */
final class FolderPlanner {

    private static final Set<SpecialUse> REAL_FOLDERS =
            EnumSet.of(
                    SpecialUse.ARCHIVE,
                    SpecialUse.DRAFTS,
                    SpecialUse.JUNK,
                    SpecialUse.SENT,
                    SpecialUse.TRASH);

    private final SpecialUseNames names = SpecialUseNames.shipped();
    private final Optional<FolderPath> prefix;
    private final List<FolderMapFile.Line> lines;
    private final boolean mapSpecialUse;
    private final List<Folder> sources;
    private final DestinationNames there;
    private final String replacement;
    private final FolderNames given;
    private final Map<SpecialUse, Folder> sourceRoles;
    private final Map<SpecialUse, Folder> destinationRoles;

    FolderPlanner(
            Optional<FolderPath> prefix,
            List<FolderMapFile.Line> lines,
            boolean mapSpecialUse,
            String replacement,
            FolderNames given,
            List<Folder> sources,
            DestinationNames there) {
        this.prefix = prefix;
        this.lines = lines;
        this.mapSpecialUse = mapSpecialUse;
        this.replacement = replacement;
        this.given = given;
        this.sources = sources;
        this.there = there;
        this.sourceRoles =
                holders(
                        sources.stream()
                                .filter(folder -> given.of(folder.path()).isEmpty())
                                .toList(),
                        Map.of());
        this.destinationRoles =
                holders(there.folders().stream().filter(Folder::selectable).toList(), sourceRoles);
    }

    FolderPlan plan() {
        List<Row> rows = sources.stream().map(this::row).toList();
        Set<FolderPath> present = sources.stream().map(Folder::path).collect(Collectors.toSet());
        List<Row> absent =
                there.placed().keySet().stream()
                        .filter(path -> !present.contains(path))
                        .map(path -> row(Folder.of(path)))
                        .toList();
        return new FolderPlan(new Placement(there, replacement, sources).of(rows, absent));
    }

    private Row row(Folder source) {
        return given.of(source.path())
                .map(renamed -> renamed(source, renamed))
                .or(() -> byFile(source))
                .or(() -> byPrefix(source))
                .or(() -> byRole(source.path()))
                .orElseGet(
                        () ->
                                new Row(
                                        source.path(),
                                        source.path(),
                                        source.use(),
                                        Rule.SAME_NAME,
                                        Rule.SAME_NAME.toString()));
    }

    /** What the route has named is meant as it is: below the prefix, and by the mapping file. */
    private Row renamed(Folder source, FolderRenames.Renamed renamed) {
        Folder named = new Folder(renamed.path(), true, source.subscribed(), Optional.empty());
        FolderPath destination =
                byFile(named).or(() -> byPrefix(named)).map(Row::destination).orElse(named.path());
        return new Row(
                source.path(),
                destination,
                Optional.empty(),
                Rule.PROPERTY_MAPPING,
                renamed.rule());
    }

    /** One folder a role: a declared one before a named one, the other end's name before others. */
    private Map<SpecialUse, Folder> holders(
            List<Folder> folders, Map<SpecialUse, Folder> otherEnd) {
        Map<SpecialUse, Folder> holders = new EnumMap<>(SpecialUse.class);
        for (SpecialUse use : SpecialUse.values()) {
            folders.stream()
                    .filter(folder -> !folder.path().isInbox())
                    .filter(folder -> mayHold(folder, use, otherEnd.get(use)))
                    .min(
                            Comparator.comparing((Folder folder) -> folder.use().isEmpty())
                                    .thenComparing(folder -> !samePath(folder, otherEnd.get(use)))
                                    .thenComparing(folder -> folder.path().toString()))
                    .ifPresent(folder -> holders.put(use, folder));
        }
        return holders;
    }

    /** Without a declared role also the folder that has the other end's path, however deep. */
    private boolean mayHold(Folder folder, SpecialUse use, Folder otherEnd) {
        return names.roleOf(folder).equals(Optional.of(use))
                || (folder.use().isEmpty() && samePath(folder, otherEnd));
    }

    private static boolean samePath(Folder folder, Folder other) {
        return other != null && folder.path().equals(other.path());
    }

    private Optional<Row> byFile(Folder source) {
        FolderMapFile.Line best = null;
        int bestDepth = -1;
        for (FolderMapFile.Line line : lines) {
            Optional<FolderPath> root = sourceOf(line);
            if (root.isEmpty() || !isBelow(source.path(), root.get(), line.belowOnly())) {
                continue;
            }
            // Of "X" and "X/**" the latter knows more of what is below X; a path beats a role.
            int depth =
                    root.get().names().size() * 4
                            + (line.belowOnly() ? 2 : 0)
                            + (line.source().path().isPresent() ? 1 : 0);
            if (depth > bestDepth) {
                best = line;
                bestDepth = depth;
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        FolderPath root = sourceOf(best).orElseThrow();
        boolean itself = source.path().names().size() == root.names().size();
        return Optional.of(
                new Row(
                        source.path(),
                        moved(source.path(), root, destinationOf(best.destination())),
                        itself ? best.destination().use().or(source::use) : source.use(),
                        Rule.MAP_FILE,
                        best.place()));
    }

    private Optional<FolderPath> sourceOf(FolderMapFile.Line line) {
        return line.source()
                .path()
                .or(
                        () ->
                                Optional.ofNullable(sourceRoles.get(line.source().use().get()))
                                        .map(Folder::path));
    }

    private FolderPath destinationOf(FolderMapFile.Name name) {
        return name.path()
                .orElseGet(
                        () ->
                                Optional.ofNullable(destinationRoles.get(name.use().get()))
                                        .map(Folder::path)
                                        .orElseGet(
                                                () ->
                                                        FolderPath.of(
                                                                names.defaultName(
                                                                        name.use().get()))));
    }

    /** Whoever asks for a prefix wants everything below it, Sent and INBOX included. */
    private Optional<Row> byPrefix(Folder source) {
        return prefix.map(
                above ->
                        new Row(
                                source.path(),
                                join(above.in(source.kind()), source.path().names()),
                                Optional.empty(),
                                Rule.PREFIX,
                                Rule.PREFIX + " " + above));
    }

    private Optional<Row> byRole(FolderPath path) {
        if (!mapSpecialUse) {
            return Optional.empty();
        }
        Optional<FolderPath> at = Optional.of(path);
        while (at.isPresent()) {
            FolderPath root = at.get();
            Optional<Row> row =
                    REAL_FOLDERS.stream()
                            .filter(use -> sourceRoles.containsKey(use))
                            .filter(use -> sourceRoles.get(use).path().equals(root))
                            .findFirst()
                            .flatMap(use -> byRole(path, root, use));
            if (row.isPresent()) {
                return row;
            }
            at = root.parent();
        }
        return Optional.empty();
    }

    private Optional<Row> byRole(FolderPath path, FolderPath root, SpecialUse use) {
        boolean itself = path.equals(root);
        Folder destination = destinationRoles.get(use);
        if (destination == null) {
            return itself
                    ? Optional.of(
                            new Row(
                                    path,
                                    path,
                                    Optional.of(use),
                                    Rule.SAME_NAME,
                                    Rule.SAME_NAME + ", created as " + use))
                    : Optional.empty();
        }
        boolean declared = sourceRoles.get(use).use().isPresent() && destination.use().isPresent();
        return Optional.of(
                new Row(
                        path,
                        moved(path, root, destination.path()),
                        itself ? Optional.of(use) : Optional.empty(),
                        itself ? Rule.SPECIAL_USE : Rule.PARENT,
                        itself
                                ? Rule.SPECIAL_USE + " " + use + (declared ? "" : ", by its name")
                                : Rule.PARENT + " " + root));
    }

    static boolean isBelow(FolderPath path, FolderPath root, boolean belowOnly) {
        List<String> above = root.names();
        List<String> all = path.names();
        if (path.kind() != root.kind() || all.size() < above.size() + (belowOnly ? 1 : 0)) {
            return false;
        }
        for (int i = 0; i < above.size(); i++) {
            if (!normal(all.get(i)).equals(normal(above.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static String normal(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    private static FolderPath moved(FolderPath path, FolderPath from, FolderPath to) {
        return join(to, path.names().subList(from.names().size(), path.names().size()));
    }

    private static FolderPath join(FolderPath above, List<String> below) {
        return above.with(Stream.concat(above.names().stream(), below.stream()).toList());
    }
}

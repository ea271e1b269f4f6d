package io.mailcaravan.mapping;

import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mapping.FolderPlan.Row;
import io.mailcaravan.mapping.FolderPlan.Rule;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gives each folder of a plan a path that the destination can hold, and each its own: what the
 * rules send to different names does not become one folder there. Only what a mapping file or one
 * role sends to the same name is merged.
 *
 * <p>Who was copied to a folder before keeps it. Of the others the one keeps the name that has it
 * unchanged; the rest get an end of their own, which follows from the source path alone.
 */
final class Placement {

    private static final Optional<String> PLACED =
            Optional.of("an earlier pass has placed it there");

    private final DestinationNames there;
    private final PossibleNames possible;
    private final SpecialUseNames roles = SpecialUseNames.shipped();
    private final Map<FolderPath, SpecialUse> rolesThere;
    private final Map<FolderPath, Folder> sources = new HashMap<>();
    private final Set<FolderPath> existing = new HashSet<>();
    private final Map<String, FolderPath> existingByName = new HashMap<>();
    private final Map<FolderPath, Row> wanted = new LinkedHashMap<>();
    private final Map<FolderPath, Row> placed = new HashMap<>();
    private final Map<String, Row> taken = new HashMap<>();

    Placement(DestinationNames there, String replacement, List<Folder> sources) {
        this.there = there;
        this.rolesThere = roles.rolesOf(there.folders());
        sources.forEach(source -> this.sources.putIfAbsent(source.path(), source));
        there.folders().stream()
                .map(Folder::path)
                .sorted(Comparator.comparing(FolderPath::toString))
                .forEach(
                        path -> {
                            existing.add(path);
                            existingByName.putIfAbsent(folded(path), path);
                        });
        // a name that nobody may make can be there all the same
        this.possible =
                new PossibleNames(
                        path ->
                                existing.contains(path)
                                        ? Optional.empty()
                                        : there.problem().apply(path),
                        replacement);
    }

    /**
     * The rows with their final destinations, in the same order.
     *
     * @param absent rows of folders that were copied before and are not in the plan: what they have
     *     taken they keep
     */
    List<Row> of(List<Row> rows, List<Row> absent) {
        rows.forEach(row -> wanted.putIfAbsent(row.source(), row));
        absent.forEach(row -> wanted.putIfAbsent(row.source(), row));
        wanted.values().stream()
                .sorted(Comparator.comparing(row -> row.source().toString()))
                .forEach(this::keep);
        Map<Integer, List<Row>> levels = new TreeMap<>(); // a folder follows the one above it
        for (Row row : rows) {
            levels.computeIfAbsent(row.source().names().size(), depth -> new ArrayList<>())
                    .add(row);
        }
        levels.values().forEach(this::level);
        return rows.stream().map(row -> placed.get(row.source())).toList();
    }

    /** A row, and what would be its path if it were alone. */
    private record Alone(Row row, PossibleNames.Possible path, boolean changed) {}

    private void level(List<Row> rows) {
        rows.stream()
                .filter(row -> !placed.containsKey(row.source()))
                .map(this::alone)
                .sorted(
                        Comparator.comparing(Alone::changed)
                                .thenComparing(one -> one.row().source().toString()))
                .forEach(this::place);
    }

    private Alone alone(Row row) {
        FolderPath path = row.destination();
        Row above = row.source().parent().map(placed::get).orElse(null);
        boolean follows =
                above != null
                        && path.parent()
                                .equals(Optional.of(wanted.get(above.source()).destination()));
        if (follows) {
            path = above.destination().child(path.name());
        }
        PossibleNames.Possible found = possible.of(path);
        boolean changed = found.reason().isPresent() || !there.listed().apply(path).equals(path);
        if (found.reason().isEmpty() && follows && above.renamed().isPresent()) {
            found =
                    new PossibleNames.Possible(
                            path, Optional.of("it follows '" + above.source() + "'"));
        }
        return new Alone(row, found, changed);
    }

    private void place(Alone one) {
        FolderPath path = one.path().path();
        FolderPath own = asThere(possible.with(path, hash(one.row(), NameHash.LENGTH)));
        if (existing.contains(own) && !taken.containsKey(key(own))) {
            // nobody else makes such a name: an earlier pass has placed it there
            decide(one.row(), own, PLACED);
            return;
        }
        FolderPath destination = asThere(path);
        Row holder = taken.get(key(destination));
        if (holder == null) {
            decide(one.row(), destination, one.path().reason());
        } else if (mayMerge(one.row(), holder)) {
            decide(one.row(), holder.destination(), holder.renamed());
        } else {
            for (int length = NameHash.LENGTH; taken.containsKey(key(own)); length += 2) {
                own = asThere(possible.with(path, hash(one.row(), length)));
            }
            decide(
                    one.row(),
                    own,
                    Optional.of("'" + destination + "' is where '" + holder.source() + "' goes"));
        }
    }

    private static String hash(Row row, int length) {
        return NameHash.of(row.source(), length);
    }

    private void decide(Row row, FolderPath destination, Optional<String> renamed) {
        Row decided =
                new Row(row.source(), destination, row.use(), row.rule(), row.reason(), renamed);
        placed.put(row.source(), decided);
        taken.putIfAbsent(key(destination), decided);
    }

    /** What was copied before stays where it is, unless the user has it elsewhere by now. */
    private void keep(Row row) {
        FolderPath before = there.placed().get(row.source());
        if (before == null) {
            return;
        }
        FolderPath path = there.listed().apply(before);
        PossibleNames.Possible alone = possible.of(row.destination());
        boolean wanted = isVariant(path, there.listed().apply(alone.path()));
        if (wanted || (isByItself(row) && mayHaveBeen(row.source(), path))) {
            boolean same = folded(path).equals(folded(alone.path()));
            decide(row, asThere(path), same ? alone.reason() : PLACED);
        }
    }

    private static boolean isByItself(Row row) {
        return !isAsked(row) && row.rule() != Rule.PREFIX;
    }

    private static boolean isAsked(Row row) {
        return row.rule() == Rule.MAP_FILE || row.rule() == Rule.PROPERTY_MAPPING;
    }

    /** Roles come and go at both ends: it went there by its name, by a role, or below one. */
    private boolean mayHaveBeen(FolderPath source, FolderPath path) {
        if (isVariant(path, there.listed().apply(possible.of(source).path()))) {
            return true;
        }
        Optional<FolderPath> from = Optional.of(source);
        Optional<FolderPath> to = Optional.of(path);
        while (from.isPresent() && to.isPresent()) {
            SpecialUse role = rolesThere.get(to.get());
            Folder folder = sources.get(from.get());
            if (role != null
                    && (folder == null || roles.roleOf(folder).equals(Optional.of(role)))) {
                return true;
            }
            if (!isVariant(
                    to.get().name(), possible.of(FolderPath.of(from.get().name())).path().name())) {
                return false;
            }
            from = from.get().parent();
            to = to.get().parent();
        }
        return false;
    }

    /** Whether the path is the other one, or that with ends of their own at some of its names. */
    private boolean isVariant(FolderPath path, FolderPath of) {
        if (path.names().size() != of.names().size()) {
            return false;
        }
        for (int i = 0; i < path.names().size(); i++) {
            if (!isVariant(path.names().get(i), of.names().get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isVariant(String name, String of) {
        String begin = NameHash.without(name);
        return folded(name).equals(folded(of))
                || (!begin.equals(name) && folded(of).startsWith(folded(begin)));
    }

    /** Whether two rows were sent to one name on purpose. */
    private boolean mayMerge(Row row, Row holder) {
        Row other = wanted.get(holder.source());
        if (!folded(row.destination()).equals(folded(other.destination()))) {
            return false;
        }
        return isAsked(row)
                || isAsked(other)
                || haveOneRole(row, other)
                || areBelowMerged(row, other);
    }

    private boolean haveOneRole(Row row, Row other) {
        Optional<SpecialUse> role = roleOf(row);
        return row.destination().equals(other.destination())
                && role.isPresent()
                && role.equals(roleOf(other));
    }

    private Optional<SpecialUse> roleOf(Row row) {
        return roles.roleOf(sources.getOrDefault(row.source(), Folder.of(row.source())));
    }

    private boolean areBelowMerged(Row row, Row other) {
        Optional<FolderPath> above = row.source().parent().map(placed::get).map(Row::destination);
        return row.source().name().equals(other.source().name())
                && above.isPresent()
                && above.equals(other.source().parent().map(placed::get).map(Row::destination));
    }

    /** The path as a folder that is there already has it, in whatever case and composition. */
    private FolderPath asThere(FolderPath path) {
        FolderPath listed = there.listed().apply(path);
        return existing.contains(listed)
                ? listed
                : existingByName.getOrDefault(folded(listed), listed);
    }

    /** Two paths with one key are one folder there. */
    private String key(FolderPath path) {
        return existing.contains(path) ? path.toString() : folded(path);
    }

    private String folded(FolderPath path) {
        return folded(there.listed().apply(path).toString());
    }

    /** Accents may be composed or not; a server may make one of both. */
    private String folded(String name) {
        String text = Normalizer.normalize(name, Normalizer.Form.NFC);
        return there.ignoresCase()
                ? text.codePoints()
                        .map(Character::toLowerCase) // not by upper case: a dotless i is no i
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString()
                : text;
    }
}

package io.mailcaravan.mapping;

import io.mailcaravan.mailbox.FolderPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Makes of a path one that the destination can hold, as near to it as possible: characters that may
 * not be there are replaced, names that are too long are cut, and where folders hold no folders the
 * levels are joined. Which rules hold only the store knows, so it is asked. The result follows from
 * the path alone; two paths may become one, which is {@link Placement}'s business.
 */
final class PossibleNames {

    /** Characters that a name keeps, tried one after the other. */
    private static final int[] LENGTHS = {200, 120, 80, 60, 40, 30, 20, 12};

    private final Function<FolderPath, Optional<String>> problem;
    private final Optional<String> replacement;
    private final Map<Integer, Boolean> inside = new HashMap<>();

    /**
     * A path that the destination can hold.
     *
     * @param reason why it is another than the one that was asked for; empty where it is not
     */
    record Possible(FolderPath path, Optional<String> reason) {}

    /**
     * @param replacement for what may not be in a name; empty to leave all names alone
     */
    PossibleNames(Function<FolderPath, Optional<String>> problem, String replacement) {
        this.problem = problem;
        this.replacement =
                replacement.isEmpty()
                        ? Optional.empty()
                        : Stream.of(replacement, "_", "-").filter(this::isPossible).findFirst();
    }

    private boolean isPossible(String name) {
        return problem.apply(FolderPath.of("x" + name + "x")).isEmpty();
    }

    /** Level by level, so that a folder follows the one above it, be that in the plan or not. */
    Possible of(FolderPath path) {
        if (replacement.isEmpty()) {
            return new Possible(path, Optional.empty());
        }
        Optional<Possible> above = path.parent().map(this::of);
        FolderPath below = above.map(parent -> parent.path().child(path.name())).orElse(path);
        Optional<String> reason = problem.apply(below);
        if (reason.isEmpty()) {
            return new Possible(below, above.flatMap(Possible::reason));
        }
        return candidates(below)
                .filter(candidate -> problem.apply(candidate).isEmpty())
                .findFirst()
                .map(possible -> new Possible(possible, reason))
                .orElse(new Possible(path, Optional.empty())); // creating it tells why not
    }

    private Stream<FolderPath> candidates(FolderPath path) {
        FolderPath replaced = replaced(flat(path));
        return Stream.of(
                        Stream.of(replaced, unreserved(replaced)),
                        Arrays.stream(LENGTHS)
                                .mapToObj(length -> unreserved(cut(replaced, length))),
                        Stream.of(path.with(List.of(cut(replaced.name(), path, 12)))))
                .flatMap(Function.identity());
    }

    private FolderPath flat(FolderPath path) {
        return path.names().size() > 1 && problem.apply(FolderPath.of("x", "x")).isPresent()
                ? path.with(List.of(String.join(replacement.orElseThrow(), path.names())))
                : path;
    }

    private FolderPath replaced(FolderPath path) {
        return path.with(path.names().stream().map(this::replaced).toList());
    }

    private String replaced(String name) {
        int[] points = name.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < points.length; i++) {
            boolean here =
                    mayBeInside(points[i])
                            && (i > 0 || isAllowed(Character.toString(points[i]) + "x"))
                            && (i < points.length - 1
                                    || isAllowed("x" + Character.toString(points[i])));
            if (here) {
                text.appendCodePoint(points[i]);
            } else {
                text.append(replacement.orElseThrow());
            }
        }
        return text.toString();
    }

    private boolean mayBeInside(int point) {
        return inside.computeIfAbsent(point, c -> isPossible(Character.toString(c)));
    }

    private boolean isAllowed(String name) {
        return problem.apply(FolderPath.of(name)).isEmpty();
    }

    /** A name that is refused as a whole gets the replacement behind it. */
    private FolderPath unreserved(FolderPath path) {
        List<String> names = new ArrayList<>();
        for (String name : path.names()) {
            names.add(name);
            if (problem.apply(path.with(names)).isPresent()) {
                names.set(names.size() - 1, name + replacement.orElseThrow());
            }
        }
        return path.with(names);
    }

    private static FolderPath cut(FolderPath path, int length) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < path.names().size(); i++) {
            FolderPath to = path.with(path.names().subList(0, i + 1));
            names.add(cut(path.names().get(i), to, length));
        }
        return path.with(names);
    }

    /** Cut, the name gets an end of its own: what was cut off may have told it from another. */
    private static String cut(String name, FolderPath path, int length) {
        return name.codePointCount(0, name.length()) <= length
                ? name
                : begin(name, length - NameHash.LENGTH - 1) + NameHash.of(path, NameHash.LENGTH);
    }

    private static String begin(String name, int length) {
        return name.substring(0, name.offsetByCodePoints(0, length));
    }

    /** The path with this behind its last name, which is cut where that is too long. */
    FolderPath with(FolderPath path, String suffix) {
        String name = path.name();
        FolderPath whole = named(path, name + suffix);
        if (problem.apply(whole).isEmpty()) {
            return whole;
        }
        int length = name.codePointCount(0, name.length());
        return Arrays.stream(LENGTHS)
                .filter(shorter -> shorter < length)
                .mapToObj(shorter -> named(path, begin(name, shorter) + suffix))
                .filter(shorter -> problem.apply(shorter).isEmpty())
                .findFirst()
                .orElse(whole);
    }

    private static FolderPath named(FolderPath path, String name) {
        return path.parent()
                .map(above -> above.child(name))
                .orElseGet(() -> path.with(List.of(name)));
    }
}

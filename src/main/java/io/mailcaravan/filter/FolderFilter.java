package io.mailcaravan.filter;

import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.SpecialUse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which folders a pass takes: those that {@code folders} names, or all where it names none, without
 * those that {@code excludeFolders} names, and without those that hold other kinds of items than
 * are to be copied. What an entry means is told at {@link FolderPattern}.
 */
public final class FolderFilter {

    private static final String EXCLUDED = "folder excluded by ";
    private static final String NOT_AMONG = "folder not among folders=";

    private final List<FolderPattern> included;
    private final List<FolderPattern> excluded;

    private final KindFilter kinds;

    private FolderFilter(
            List<FolderPattern> included, List<FolderPattern> excluded, KindFilter kinds) {
        this.included = included;
        this.excluded = excluded;
        this.kinds = kinds;
    }

    /**
     * @param folders comma list of names, globs and special-use names; empty for all
     * @param excludeFolders the same, for what is left out; stronger than {@code folders}
     * @throws io.mailcaravan.mailbox.ConfigurationException for a special-use name that there is
     *     not
     */
    public static FolderFilter of(String folders, String excludeFolders) {
        return new FolderFilter(
                FolderPattern.list("folders", folders),
                FolderPattern.list("excludeFolders", excludeFolders),
                KindFilter.ALL);
    }

    /** The same for folders that hold such items. */
    public FolderFilter with(KindFilter others) {
        return new FolderFilter(included, excluded, others);
    }

    /**
     * Why the folder is left out; empty when it is taken. Knows one folder only: a subfolder of
     * {@code \Trash} is not recognised; see {@link #excluded(FolderPath, Map)}.
     *
     * @param use its role, declared or known by its name
     */
    public Optional<String> excluded(Folder folder, Optional<SpecialUse> use) {
        return excluded(
                folder.path(), use.map(role -> Map.of(folder.path(), role)).orElse(Map.of()));
    }

    /**
     * Why the folder is left out; empty when it is taken.
     *
     * @param roles of all folders of the mailbox, so that what lies below a folder with a role
     *     shares its fate
     */
    public Optional<String> excluded(FolderPath folder, Map<FolderPath, SpecialUse> roles) {
        Optional<String> byKind = kinds.excluded(folder);
        if (byKind.isPresent()) {
            return byKind;
        }
        for (FolderPattern pattern : excluded) {
            if (pattern.matches(folder, roles)) {
                return Optional.of(EXCLUDED + pattern);
            }
        }
        if (included.isEmpty()
                || included.stream().anyMatch(pattern -> pattern.matches(folder, roles))) {
            return Optional.empty();
        }
        return Optional.of(NOT_AMONG + list(included));
    }

    /** Whether this filter, or another one, says so of what it leaves out by its name. */
    static boolean isReason(String reason) {
        return reason.startsWith(EXCLUDED) || reason.startsWith(NOT_AMONG);
    }

    private static String list(List<FolderPattern> patterns) {
        return patterns.stream().map(FolderPattern::toString).collect(Collectors.joining(","));
    }

    /** All that it says, in one line. */
    @Override
    public String toString() {
        return "folders=" + list(included) + " excludeFolders=" + list(excluded);
    }

    /**
     * The entries that mean none of these folders; in a mailbox where a folder was expected, a
     * misspelt name.
     */
    public List<String> unused(Collection<FolderPath> folders, Map<FolderPath, SpecialUse> roles) {
        return Stream.concat(included.stream(), excluded.stream())
                .filter(pattern -> isUnused(pattern, folders, roles))
                .map(FolderPattern::toString)
                .toList();
    }

    /**
     * The same with their options, and without special-use names, which cannot be misspelt: {@code
     * excludeFolders 'Junkk'}.
     */
    public List<UnmetName> unusedNames(
            Collection<FolderPath> folders, Map<FolderPath, SpecialUse> roles) {
        return Stream.of(Map.entry("folders", included), Map.entry("excludeFolders", excluded))
                .flatMap(
                        option ->
                                option.getValue().stream()
                                        .filter(FolderPattern::isName)
                                        .filter(pattern -> isUnused(pattern, folders, roles))
                                        .map(
                                                pattern ->
                                                        new UnmetName(
                                                                pattern.toString(),
                                                                option.getKey()
                                                                        + " '"
                                                                        + pattern
                                                                        + "'")))
                .toList();
    }

    private static boolean isUnused(
            FolderPattern pattern,
            Collection<FolderPath> folders,
            Map<FolderPath, SpecialUse> roles) {
        return folders.stream().noneMatch(path -> pattern.matches(path, roles));
    }

    /** Whether {@code folders} names it, and not only what lies in it. */
    boolean names(FolderPath folder, Map<FolderPath, SpecialUse> roles) {
        return included.stream().anyMatch(pattern -> pattern.matches(folder, roles));
    }

    /** Without what {@code folders} says. */
    FolderFilter withoutIncluded() {
        return new FolderFilter(List.of(), excluded, kinds);
    }

    /** Whether every folder is taken. */
    public boolean isEmpty() {
        return included.isEmpty() && excluded.isEmpty();
    }
}

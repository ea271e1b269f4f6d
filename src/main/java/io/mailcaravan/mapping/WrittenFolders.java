package io.mailcaravan.mapping;

import io.mailcaravan.config.NearestWord;
import io.mailcaravan.filter.FolderFilter;
import io.mailcaravan.filter.UnmetName;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.SpecialUse;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The names of folders in options and mapping files, and which of them no mailbox has that was
 * looked at: misspelt, most likely. One that only some mailboxes lack is no reason for a word. Safe
 * for many threads.
 */
public final class WrittenFolders {

    private final FolderFilter filter;
    private final List<FolderMapping> mappings;
    private final List<FolderRenames> renames;

    /** With the names that may have been meant. */
    private final Map<UnmetName, Set<String>> unmet = new LinkedHashMap<>();

    /** Mailboxes so far. */
    private int looked;

    /**
     * @param mappings of the ends, each with its own file
     * @param renames of the steps, in their order
     */
    public WrittenFolders(
            FolderFilter filter,
            Collection<FolderMapping> mappings,
            Collection<FolderRenames> renames) {
        this.filter = filter;
        this.mappings = List.copyOf(mappings);
        this.renames = List.copyOf(renames);
    }

    /**
     * Takes note of the folders of one mailbox.
     *
     * @param roles of these folders
     */
    public synchronized void look(Collection<Folder> folders, Map<FolderPath, SpecialUse> roles) {
        Set<UnmetName> here = unmet(folders.stream().map(Folder::path).toList(), roles);
        if (looked > 0) {
            unmet.keySet().retainAll(here);
        } else {
            here.forEach(name -> unmet.put(name, new TreeSet<>()));
        }
        looked++;
        Set<String> names = new HashSet<>();
        folders.forEach(folder -> names.add(folder.path().withinKind()));
        unmet.forEach(
                (name, meant) -> {
                    if (name.isOne()) {
                        near(name.name(), names).ifPresent(meant::add);
                    }
                });
    }

    private Set<UnmetName> unmet(
            Collection<FolderPath> folders, Map<FolderPath, SpecialUse> roles) {
        Set<UnmetName> here = new LinkedHashSet<>(filter.unusedNames(folders, roles));
        Set<FolderPath> named = new HashSet<>(folders);
        for (FolderRenames names : renames) {
            here.addAll(names.unusedNames(named));
            for (FolderPath folder : List.copyOf(named)) {
                names.of(folder).ifPresent(renamed -> named.add(renamed.path()));
            }
        }
        mappings.forEach(mapping -> here.addAll(mapping.unusedNames(named)));
        return here;
    }

    /** Another case is nearer than another letter. */
    private static Optional<String> near(String name, Set<String> known) {
        Map<String, String> byCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        known.forEach(one -> byCase.put(one, one));
        return Optional.ofNullable(byCase.get(name)).or(() -> NearestWord.of(name, known));
    }

    /**
     * A sentence a name that no mailbox has.
     *
     * @param mailboxes that were to be looked at: none is told where one was not
     */
    public synchronized List<String> remarks(int mailboxes) {
        if (looked < mailboxes) {
            return List.of();
        }
        return unmet.entrySet().stream()
                .map(
                        entry ->
                                "no mailbox of this pass has a folder that is meant by "
                                        + entry.getKey()
                                        + near(entry.getKey().name(), entry.getValue())
                                                .map(name -> "; did you mean '" + name + "'?")
                                                .orElse(""))
                .toList();
    }
}

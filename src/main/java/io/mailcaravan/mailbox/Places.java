package io.mailcaravan.mailbox;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The further folders that an item lies in, beside the one in which it is listed: what Gmail calls
 * labels and JMAP mailboxes.
 */
public record Places(Set<FolderPath> folders) {

    public static final Places NONE = new Places(Set.of());

    private static final Comparator<FolderPath> BY_TEXT =
            Comparator.comparing(FolderPath::toString);
    private static final String SEPARATOR = "\n";

    /** No path of a folder has it, as a percent sign in a name is written {@code %25}. */
    private static final String LINE_BREAK = "%0A";

    public Places {
        folders = folders.isEmpty() ? Set.of() : sorted(folders);
    }

    private static Set<FolderPath> sorted(Collection<FolderPath> folders) {
        Set<FolderPath> sorted = new TreeSet<>(BY_TEXT);
        sorted.addAll(folders);
        return Collections.unmodifiableSet(sorted);
    }

    public static Places of(FolderPath... folders) {
        return new Places(Set.of(folders));
    }

    /** Reads the text form of {@link #toString()}. */
    public static Places parse(String text) {
        return text.isEmpty()
                ? NONE
                : new Places(
                        Stream.of(text.split(SEPARATOR))
                                .map(path -> FolderPath.parse(path.replace(LINE_BREAK, SEPARATOR)))
                                .collect(Collectors.toSet()));
    }

    public boolean isEmpty() {
        return folders.isEmpty();
    }

    /** These places and those. */
    public Places with(Places others) {
        if (others.isEmpty()) {
            return this;
        }
        Set<FolderPath> all = new HashSet<>(folders);
        all.addAll(others.folders);
        return new Places(all);
    }

    /** These places without those. */
    public Places without(Places others) {
        return isEmpty() || others.isEmpty() ? this : without(others.folders);
    }

    /** These places without that folder: an item that is listed there lies there anyway. */
    public Places without(FolderPath folder) {
        return without(Set.of(folder));
    }

    private Places without(Set<FolderPath> others) {
        return new Places(
                folders.stream()
                        .filter(folder -> !others.contains(folder))
                        .collect(Collectors.toSet()));
    }

    /** The text form of each folder. */
    public List<String> texts() {
        return folders.stream().map(FolderPath::toString).toList();
    }

    /** A line a folder, in order of their texts. */
    @Override
    public String toString() {
        return folders.stream()
                .map(folder -> folder.toString().replace(SEPARATOR, LINE_BREAK))
                .collect(Collectors.joining(SEPARATOR));
    }
}

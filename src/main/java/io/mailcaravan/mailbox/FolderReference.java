package io.mailcaravan.mailbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A folder under one UIDVALIDITY, at either end: the mailbox reference of RFC 5092. A UID names an
 * item only within it (RFC 9051, 2.3.1.1); a folder that is made anew gets another.
 */
public record FolderReference(FolderPath path, UidValidity uidValidity) {

    /** What lies in each of them; folders as they come first, and their items as they come. */
    public static <T> Map<FolderReference, List<T>> group(
            Iterable<T> items, Function<T, FolderReference> folder) {
        Map<FolderReference, List<T>> groups = new LinkedHashMap<>();
        for (T item : items) {
            groups.computeIfAbsent(folder.apply(item), none -> new ArrayList<>()).add(item);
        }
        return groups;
    }

    /** Written out, since each item is looked up several times. */
    @Override
    public boolean equals(Object other) {
        return other instanceof FolderReference reference
                && uidValidity.equals(reference.uidValidity)
                && path.equals(reference.path);
    }

    @Override
    public int hashCode() {
        return 31 * path.hashCode() + uidValidity.hashCode();
    }
}

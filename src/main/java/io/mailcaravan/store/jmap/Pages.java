package io.mailcaravan.store.jmap;

import java.util.ArrayList;
import java.util.List;

/** A list in parts. */
final class Pages {

    private Pages() {}

    /** Parts of this size, the last one of what is left. */
    static <T> List<List<T>> of(List<T> all, int size) {
        List<List<T>> pages = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            pages.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return pages;
    }
}

package io.mailcaravan.store.mbox;

import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a store's sessions know of its files, so that not each of them reads gigabytes to find the
 * messages; given up when memory is short.
 */
final class Views {

    private final Map<Path, SoftReference<MboxView>> views = new ConcurrentHashMap<>();

    Optional<MboxView> of(Path mbox) {
        return Optional.ofNullable(views.get(mbox)).map(SoftReference::get);
    }

    void put(Path mbox, MboxView view) {
        views.put(mbox, new SoftReference<>(view));
    }
}

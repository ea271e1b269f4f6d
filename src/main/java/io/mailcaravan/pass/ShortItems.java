package io.mailcaravan.pass;

import io.mailcaravan.ledger.CopyNote;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Uid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Items of a folder that came shorter than their source had announced. An empty one is never the
 * item. One that is cut short is asked for once more; what comes twice is what the source has, as
 * some announce sizes that are not exact (FACTS: Exchange).
 */
final class ShortItems {

    /** So many are to be looked at before more are read. */
    private static final int MANY = 8;

    private final ExactSizes sizes;
    private final Map<Uid, Came> came = new HashMap<>();

    /**
     * What was delivered instead.
     *
     * @param digest over it
     */
    private record Came(long announced, long size, String digest) {}

    /**
     * @param sizes of the mailbox
     */
    ShortItems(ExactSizes sizes) {
        this.sizes = sizes;
    }

    /** Whether something else may come if it is asked for by itself. */
    boolean isToBeReadAgain(ItemHead asked, Item item) {
        Content content = item.content();
        if (content.size() == 0 && asked.size() > 0) {
            came.put(asked.uid(), new Came(asked.size(), 0, ""));
            return true;
        }
        Came before = came.get(asked.uid());
        if (content.size() >= asked.size()) {
            if (before != null) {
                sizes.holdTrue();
            }
            return false;
        }
        if (before == null && !sizes.mayBeExact()) {
            return false;
        }
        String digest = digest(content);
        if (before != null && before.digest().equals(digest)) {
            return false;
        }
        came.put(asked.uid(), new Came(asked.size(), content.size(), digest));
        return true;
    }

    /** Whether it came, and was not taken. */
    boolean has(Uid uid) {
        return came.containsKey(uid);
    }

    /** These sizes are not exact, so those that are still to come need not be asked for alone. */
    boolean areAsTheyCame() {
        return came.size() > 1 && !sizes.mayBeExact();
    }

    /**
     * These, until there are many that came short.
     *
     * @param asked gets those that were asked for
     */
    Iterator<List<ItemHead>> unlessMany(Iterator<List<ItemHead>> windows, List<ItemHead> asked) {
        int before = came.size();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return came.size() - before < MANY && windows.hasNext();
            }

            @Override
            public List<ItemHead> next() {
                List<ItemHead> window = windows.next();
                asked.addAll(window);
                return window;
            }
        };
    }

    /** The note on an item that is taken. */
    String note(ItemHead asked, Item item) {
        boolean twice = came.remove(asked.uid()) != null;
        if (!twice || item.content().size() >= asked.size()) {
            return "";
        }
        sizes.cameTwice();
        return CopyNote.ofShort(asked.size(), item.content().size());
    }

    /** Why an item is not taken for what it is. */
    Optional<String> reason(Uid uid) {
        return Optional.ofNullable(came.remove(uid))
                .map(
                        it ->
                                it.size() == 0
                                        ? "the source announces "
                                                + it.announced()
                                                + " bytes for this item and delivers none"
                                        : "the source announces "
                                                + it.announced()
                                                + " bytes for this item and delivers fewer, each"
                                                + " time others, at last "
                                                + it.size());
    }

    private static String digest(Content content) {
        try {
            return Digest.of(Digest.over(content)).text();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.mailcaravan.match;

import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.MailboxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An item whose copy is looked for.
 *
 * @param item as it would be appended; what its head says of the size does not matter
 * @param original as it was before something changed it, in case it was brought unchanged; its copy
 *     counts, too
 * @param alone whether it is known that no other item has its header and size: then a copy with
 *     both need not be read
 */
public record Wanted(Item item, Optional<Item> original, boolean alone) {

    /** An item of which nothing more is known. */
    public static Wanted of(Item item) {
        return new Wanted(item, Optional.empty(), false);
    }

    /** Items whose copies are certainly there, each with one of its own. */
    public static List<Wanted> present(List<Item> items) throws MailboxException {
        record Look(Digest header, long size) {}
        List<Look> looks = new ArrayList<>();
        Map<Look, Integer> counts = new HashMap<>();
        for (Item item : items) {
            Look look = new Look(ContentReading.fingerprint(item).header(), item.content().size());
            looks.add(look);
            counts.merge(look, 1, Integer::sum);
        }
        List<Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            boolean alone = counts.get(looks.get(i)) == 1;
            wanted.add(new Wanted(items.get(i), Optional.empty(), alone));
        }
        return wanted;
    }
}

package io.mailcaravan.pass;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Places;
import java.util.HashMap;
import java.util.Map;

/**
 * The further folders of an item as a destination can have them.
 *
 * @param there that are there
 * @param lacking that cannot be there for now, and why
 */
public record Placed(Places there, Map<FolderPath, String> lacking) {

    public static final Placed NONE = new Placed(Places.NONE, Map.of());

    /** That cannot be there. */
    public Places missing() {
        return new Places(lacking.keySet());
    }

    public Placed {
        lacking = Map.copyOf(lacking);
    }

    /** With these that are there. */
    public Placed with(Places more) {
        return new Placed(there.with(more), lacking);
    }

    /** With those. */
    public Placed with(Placed more) {
        Map<FolderPath, String> all = new HashMap<>(lacking);
        all.putAll(more.lacking);
        return new Placed(there.with(more.there), all);
    }

    /** All in which the item should lie, but for the one in which it is listed. */
    public Places meant(FolderPath listed) {
        return there.with(missing()).without(listed);
    }
}

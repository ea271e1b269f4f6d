package io.mailcaravan.pass;

import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Uid;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Further folders in which items of one folder should lie at a destination and do not, each item
 * counted once. Safe for many threads.
 */
public final class LackingPlaces {

    private final FolderPath folder;
    private final Map<Why, Count> counts = new ConcurrentHashMap<>();

    private record Why(Leg leg, FolderPath place, String reason) {}

    private record Count(Tally items, AtomicLong number) {
        Count() {
            this(new Tally(), new AtomicLong());
        }
    }

    /**
     * @param folder at the source
     */
    public LackingPlaces(FolderPath folder) {
        this.folder = folder;
    }

    /** What is missing of an item that has got through. */
    public void add(Uid uid, Map<Leg, ItemOutcome> outcomes) {
        outcomes.forEach(
                (leg, outcome) -> {
                    if (outcome instanceof ItemOutcome.Copied copied) {
                        add(uid, leg, copied.lacking());
                    }
                });
    }

    /**
     * @param lacking folders of the destination, and why the item does not lie there
     */
    void add(Uid uid, Leg leg, Map<FolderPath, String> lacking) {
        lacking.forEach(
                (place, reason) -> {
                    Count count =
                            counts.computeIfAbsent(
                                    new Why(leg, place, reason), none -> new Count());
                    if (count.items().add(leg, uid)) {
                        count.number().incrementAndGet();
                    }
                });
    }

    /** A sentence a folder and reason; the next pass tries again. */
    public List<String> problems() {
        return counts.entrySet().stream()
                .sorted(Comparator.comparing(one -> one.getKey().toString()))
                .map(one -> problem(one.getKey(), one.getValue().number().get()))
                .toList();
    }

    private String problem(Why why, long items) {
        return "folder '"
                + folder
                + "': "
                + items
                + (items == 1 ? " item does" : " items do")
                + " not lie in '"
                + why.place()
                + "' as well at "
                + why.leg()
                + ", which the next pass tries again: "
                + why.reason();
    }
}

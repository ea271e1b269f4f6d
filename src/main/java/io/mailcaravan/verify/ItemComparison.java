package io.mailcaravan.verify;

import io.mailcaravan.ledger.CopyNote;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mapping.Mappings;
import io.mailcaravan.verify.Difference.Kind;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/** Compares what two stores tell of one item, as far as the destination can keep it. */
final class ItemComparison {

    private final Set<StoreCapability> kept;
    private final Mappings mappings;

    /**
     * @param kept what the destination can do
     * @param mappings through which items may have gone
     */
    ItemComparison(Set<StoreCapability> kept, Mappings mappings) {
        this.kept = kept;
        this.mappings = mappings;
    }

    /**
     * Notes each difference of dates and flags.
     *
     * @param note of the ledger on the copying
     * @return whether there was none
     */
    boolean heads(ItemHead source, ItemHead destination, String note, Findings to) {
        boolean equal = true;
        // where the source tells no date, there is nothing that the copy's could differ from
        if (kept.contains(StoreCapability.INTERNAL_DATE)
                && source.hasDate()
                && !source.internalDate()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .equals(destination.internalDate().truncatedTo(ChronoUnit.SECONDS))) {
            to.difference(
                    Kind.INTERNAL_DATE,
                    source.uid(),
                    source.internalDate().toString(),
                    destination.internalDate().toString());
            equal = false;
        }
        Flags given =
                mappings.flags(CopyNote.mappedBy(note), source.flags()).orElse(source.flags());
        Flags dropped = CopyNote.dropped(note, given.without(destination.flags()));
        Flags expected = keepable(given).without(dropped);
        Flags found = keepable(destination.flags()).without(dropped);
        if (!expected.equals(found)) {
            to.difference(Kind.FLAGS, source.uid(), text(expected), text(found));
            equal = false;
        }
        return equal;
    }

    private Flags keepable(Flags flags) {
        return new Flags(
                kept.contains(StoreCapability.FLAGS) ? flags.system() : Set.of(),
                kept.contains(StoreCapability.KEYWORDS) ? flags.keywords() : Set.of());
    }

    private static String text(Flags flags) {
        return flags.isEmpty() ? "none" : flags.toString();
    }

    /** Notes it when the sizes differ. */
    static boolean sizes(ItemHead source, ItemHead destination, Findings to) {
        if (source.size() == destination.size()) {
            return true;
        }
        to.difference(
                Kind.SIZE, source.uid(), source.size() + " bytes", destination.size() + " bytes");
        return false;
    }

    /** Notes that what was found has the item's size, but another header or body. */
    static void header(ItemHead source, ItemHead destination, Findings to) {
        to.difference(
                Kind.CONTENT,
                source.uid(),
                "a copy",
                "UID " + destination.uid() + " with the same Message-ID, which is another message");
    }

    /**
     * Notes it when the contents differ; announced sizes do not matter then, as some servers tell
     * them wrongly.
     */
    static boolean contents(
            ItemHead source, Optional<String> expected, Optional<String> found, Findings to) {
        if (expected.isEmpty() || found.isEmpty()) {
            String end = expected.isEmpty() ? "source" : "destination";
            to.difference(
                    Kind.NOT_COMPARED,
                    source.uid(),
                    "",
                    "the " + end + " lists this item but does not deliver it");
            return false;
        }
        if (expected.equals(found)) {
            return true;
        }
        to.difference(
                Kind.CONTENT, source.uid(), "SHA-256 " + expected.get(), "SHA-256 " + found.get());
        return false;
    }
}

package io.mailcaravan.verify;

import io.mailcaravan.ledger.CopyNote;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mapping.Mappings;
import io.mailcaravan.verify.Difference.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares what two stores tell of one item, as far as the destination can keep it. */
final class ItemComparison {

    private final Set<StoreCapability> kept;
    private final Mappings mappings;
    private final Placing placing;

    /** Where items with further folders lie at the destination. */
    interface Placing {

        /**
         * The folders of the destination, without the one in which the copy is listed.
         *
         * @param mappings through which the item has gone
         * @return empty where the route takes the item no longer, so that its copy stays as it was
         */
        Optional<Places> placed(Places atSource, List<String> mappings) throws MailboxException;
    }

    /**
     * @param kept what the destination can do
     * @param mappings through which items may have gone
     */
    ItemComparison(Set<StoreCapability> kept, Mappings mappings, Placing placing) {
        this.kept = kept;
        this.mappings = mappings;
        this.placing = placing;
    }

    /**
     * Notes each difference of dates, flags and further folders; what steps of the route have set
     * is meant to be so.
     *
     * @param known what the ledger says of the item
     * @return whether there was none
     */
    boolean heads(ItemHead source, ItemHead destination, LedgerEntry known, Findings to)
            throws MailboxException {
        boolean dates = dates(source, destination, known, to);
        boolean flags = flags(source, destination, known.reason(), to);
        return places(source, destination, known.reason(), to) && dates && flags;
    }

    /**
     * The same of a copy that stands for other items, too: it lies in the folders of all of them,
     * and has flags and date of one.
     *
     * @param others what those were given
     */
    boolean shared(ItemHead source, ItemHead destination, String note, Places others, Findings to)
            throws MailboxException {
        to.difference(Kind.MERGED, source.uid(), "", "UID " + destination.uid());
        Optional<Places> due = placing.placed(source.places(), CopyNote.mappedBy(note));
        Places expected =
                CopyNote.placesBySteps(note, due.orElse(Places.NONE), destination.places());
        return places(
                source,
                destination.with(destination.places().without(others.without(expected))),
                note,
                to);
    }

    private boolean dates(ItemHead source, ItemHead destination, LedgerEntry known, Findings to) {
        // where the source tells no date, there is nothing that the copy's could differ from
        Optional<Instant> expected =
                CopyNote.datedByStep(known.reason())
                        ? known.internalDate()
                        : Optional.of(source.internalDate()).filter(date -> source.hasDate());
        boolean equal =
                !kept.contains(StoreCapability.INTERNAL_DATE)
                        || expected.isEmpty()
                        || seconds(expected.get()).equals(seconds(destination.internalDate()));
        if (!equal) {
            to.difference(
                    Kind.INTERNAL_DATE,
                    source.uid(),
                    expected.get().toString(),
                    destination.internalDate().toString());
        }
        return equal;
    }

    private static Instant seconds(Instant date) {
        return date.truncatedTo(ChronoUnit.SECONDS);
    }

    private boolean flags(ItemHead source, ItemHead destination, String note, Findings to) {
        Flags mapped =
                mappings.flags(CopyNote.mappedBy(note), source.flags()).orElse(source.flags());
        // what a step had taken away may have come later, by a change at the source
        Flags atBoth = mapped.without(mapped.without(destination.flags()));
        Flags given = CopyNote.flagsBySteps(note, mapped, destination.flags()).with(atBoth);
        Flags dropped = CopyNote.dropped(note, given.without(destination.flags()));
        Flags expected = keepable(given).without(dropped);
        Flags found = keepable(destination.flags()).without(dropped);
        if (!expected.equals(found)) {
            to.difference(Kind.FLAGS, source.uid(), text(expected), text(found));
            return false;
        }
        return true;
    }

    private boolean places(ItemHead source, ItemHead destination, String note, Findings to)
            throws MailboxException {
        if (!kept.contains(StoreCapability.PLACES)) {
            return true;
        }
        Optional<Places> due = placing.placed(source.places(), CopyNote.mappedBy(note));
        if (due.isEmpty()) {
            return true;
        }
        Places placed = due.get();
        Places atBoth = placed.without(placed.without(destination.places()));
        Places expected = CopyNote.placesBySteps(note, placed, destination.places()).with(atBoth);
        if (expected.equals(destination.places())) {
            return true;
        }
        to.difference(
                Kind.PLACES,
                source.uid(),
                expected.texts().toString(),
                destination.places().texts().toString());
        return false;
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

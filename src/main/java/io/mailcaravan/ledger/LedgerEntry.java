package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderReference;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import java.time.Instant;
import java.util.Optional;

/**
 * What the ledger knows of one item of a folder.
 *
 * @param reason why it was skipped or failed, or {@link #note}; empty if none
 * @param note how it was copied, see {@link CopyNote}, also of one that failed to be replaced;
 *     empty if there is nothing to tell
 * @param destinationFolder where it was copied to; empty when not copied, and when the destination
 *     is no mailbox
 * @param destinationUid empty where the destination does not tell UIDs, and when not copied
 * @param destinationUidValidity what that UID belongs to
 * @param flags what the destination was given last of the source's flags, as mapped
 * @param places what the destination was given last of the source's places, as its own folders; of
 *     an item that was not copied, those of the source
 * @param size bytes as appended; of an item that was not copied, as the source announced them
 * @param internalDate of the copy, to the second, as it was appended or found; empty where nobody
 *     knows
 * @param versions of what may change
 */
public record LedgerEntry(
        Uid uid,
        ItemState state,
        String reason,
        String note,
        Optional<FolderPath> destinationFolder,
        Optional<Uid> destinationUid,
        Optional<UidValidity> destinationUidValidity,
        Flags flags,
        Places places,
        long size,
        Optional<Instant> internalDate,
        Versions versions) {

    /** Of an item that nothing is known of but what the source says. */
    public static LedgerEntry pending(ItemHead head) {
        return new LedgerEntry(
                head.uid(),
                ItemState.PENDING,
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                head.flags(),
                Places.NONE,
                head.size(),
                Optional.empty(),
                Versions.NONE);
    }

    LedgerEntry with(Versions others) {
        return new LedgerEntry(
                uid,
                state,
                reason,
                note,
                destinationFolder,
                destinationUid,
                destinationUidValidity,
                flags,
                places,
                size,
                internalDate,
                others);
    }

    /** Whether it is recorded where its copy lies; also of one that failed to be replaced. */
    public boolean isLocated() {
        return destinationFolder.isPresent()
                && destinationUid.isPresent()
                && destinationUidValidity.isPresent();
    }

    /**
     * Whether its copy is known, also where that could not be given new content: it is the item's
     * all the same.
     */
    public boolean hasCopy() {
        return isLocated() && (state == ItemState.COPIED || state == ItemState.FAILED);
    }

    /** The folder in which its copy lies, of an entry that {@link #isLocated}. */
    public FolderReference copyFolder() {
        return new FolderReference(
                destinationFolder.orElseThrow(), destinationUidValidity.orElseThrow());
    }

    /** The UID of its copy there. */
    public Uid copyUid() {
        return destinationUid.orElseThrow();
    }
}

package io.mailcaravan.report;

import io.mailcaravan.ledger.FailureKind;
import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.MailboxName;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Uid;
import java.util.Optional;
import java.util.Set;

/**
 * Asks for a page of a mailbox's items, by folder, leg and UID; folders in their present lives.
 *
 * @param states those of other states are left out
 * @param reason those of other {@link FailureKind kinds of reasons} are left out; empty for any
 * @param size rows at most
 * @param after where the page before has ended; empty for the first
 */
public record ItemQuery(
        MailboxName mailbox,
        Set<ItemState> states,
        Optional<String> reason,
        int size,
        Optional<After> after) {

    /**
     * The place of an item in the list.
     *
     * @param folderId of the folder's life on its leg, in the ledger
     */
    public record After(long folderId, FolderPath folder, Uid uid) {}

    public static ItemQuery of(MailboxName mailbox, Set<ItemState> states, int size) {
        return new ItemQuery(mailbox, Set.copyOf(states), Optional.empty(), size, Optional.empty());
    }

    /** Those only that are what they are for such a reason. */
    public ItemQuery because(String kind) {
        return new ItemQuery(mailbox, states, Optional.of(FailureKind.of(kind)), size, after);
    }

    ItemQuery after(After last) {
        return new ItemQuery(mailbox, states, reason, size, Optional.of(last));
    }

    boolean wants(LedgerEntry entry) {
        return reason.isEmpty() || reason.get().equals(FailureKind.of(entry.reason()));
    }
}

package io.mailcaravan.pass;

import io.mailcaravan.ledger.ItemKey;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mapping.Mappings;
import java.util.Set;

/**
 * An item under way.
 *
 * @param folder in which it lies: the one where it was found, or the first of its places
 * @param inHome whether it was found in a folder that lists items of others, too, see {@link
 *     io.mailcaravan.mailbox.MailboxSession#home}
 * @param destination the mailbox it goes to
 * @param open the legs on which it is still to get a state; on others it has one already
 * @param note for the ledger, in the form of a route's notes; empty if none
 * @param mappings that steps of the route may name
 */
public record PassItem(
        ItemKey key,
        Folder folder,
        boolean inHome,
        Item item,
        String destination,
        Set<Leg> open,
        String note,
        Mappings mappings) {

    /** Whether the source lists it in another folder, and that one is a label of it. */
    public boolean isLabelled() {
        return !folder.path().equals(key.folder());
    }
}

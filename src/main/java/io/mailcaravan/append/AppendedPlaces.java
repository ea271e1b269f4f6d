package io.mailcaravan.append;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.match.Found;
import io.mailcaravan.session.UidRuns;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts messages that were found at the destination in the further folders, too, in which they lie
 * at the source: a store may do that by a command of its own behind the append, and another tool
 * may not have done it at all. Where else they lie is not changed.
 */
record AppendedPlaces(MailboxSession live, FolderPath folder) {

    /** UIDs listed in vain to save a round trip. */
    private static final long GAP = 200;

    void complete(Map<AppendRequest, Found> found) throws MailboxException {
        Map<Uid, Places> wanted = new HashMap<>();
        found.forEach(
                (request, copy) -> {
                    if (request.hasPlaces()) {
                        wanted.put(copy.uid(), request.item().head().places());
                    }
                });
        if (wanted.isEmpty()) {
            return;
        }
        Map<Uid, ItemHead> there = UidRuns.heads(live, folder, wanted.keySet(), GAP);
        Map<Uid, Places> lacking = new HashMap<>();
        there.forEach(
                (uid, head) -> {
                    Places all = head.places().with(wanted.get(uid));
                    if (!all.equals(head.places())) {
                        lacking.put(uid, all);
                    }
                });
        if (!lacking.isEmpty()) {
            live.storePlaces(folder, lacking);
        }
    }
}

package io.mailcaravan.append;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.match.Found;
import io.mailcaravan.session.UidRuns;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts messages that were found at the destination in the further folders, too, in which they lie
 * at the source: a store may do that by a command of its own behind the append, and another tool
 * may not have done it at all. Where else they lie is not changed.
 */
record AppendedPlaces(MailboxSession live, FolderPath folder) {

    private static final Logger LOG = LoggerFactory.getLogger(AppendedPlaces.class);

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
        Map<Uid, ItemHead> there = UidRuns.heads(live, folder, wanted.keySet());
        Map<Uid, Places> lacking = new HashMap<>();
        there.forEach(
                (uid, head) -> {
                    Places all = head.places().with(wanted.get(uid));
                    if (!all.equals(head.places())) {
                        lacking.put(uid, all);
                    }
                });
        if (!lacking.isEmpty()) {
            store(lacking);
        }
    }

    private void store(Map<Uid, Places> lacking) throws MailboxException {
        try {
            live.storePlaces(folder, lacking);
        } catch (MailboxException e) {
            if (e.scope() == Scope.STORE || e.isDelay()) {
                throw e;
            }
            // the messages are there, which counts for more; verify tells what is missing
            LOG.warn("Messages in '{}' stay in that folder alone: {}", folder, e.getMessage());
        }
    }
}

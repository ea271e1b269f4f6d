package io.mailcaravan.component.mailbox;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.match.Found;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives messages that had arrived before a cut the flags that belong to their append: a server may
 * forget some with APPEND, which are stored once more behind it, and the cut came between. Flags
 * that the owner has set meanwhile stay.
 */
record AppendedFlags(DestinationSession session, FolderPath folder) {

    /** What the ledger is to note of each that could not be given all. */
    Map<AppendRequest, String> complete(Map<AppendRequest, Found> found) throws MailboxException {
        Map<Uid, Flags> wanted = new HashMap<>();
        found.forEach(
                (request, copy) ->
                        copy.flags()
                                .map(there -> there.with(request.item().head().flags()))
                                .filter(all -> !all.equals(copy.flags().get()))
                                .ifPresent(all -> wanted.put(copy.uid(), all)));
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<Uid, Flags> there = session.use(live -> store(live, wanted));
        Map<AppendRequest, String> notes = new HashMap<>();
        found.forEach(
                (request, copy) -> {
                    if (wanted.containsKey(copy.uid())) {
                        Flags has = there.getOrDefault(copy.uid(), copy.flags().orElseThrow());
                        Flags dropped = request.item().head().flags().without(has);
                        if (!dropped.isEmpty()) {
                            notes.put(request, AppendBatch.dropped(dropped));
                        }
                    }
                });
        return notes;
    }

    /** What they have then. */
    private Map<Uid, Flags> store(MailboxSession live, Map<Uid, Flags> wanted)
            throws MailboxException {
        if (!live.capabilities().contains(StoreCapability.STORE_FLAGS)) {
            return Map.of();
        }
        try {
            live.storeFlags(folder, wanted);
        } catch (MailboxException e) {
            if (e.scope() == Scope.STORE || e.isDelay()) {
                throw e;
            }
            return Map.of(); // the messages are there, which counts for more
        }
        Map<Uid, Flags> there = new HashMap<>();
        live.list(
                folder,
                new UidRange(Collections.min(wanted.keySet()), Collections.max(wanted.keySet())),
                head -> {
                    if (wanted.containsKey(head.uid())) {
                        there.put(head.uid(), head.flags());
                    }
                });
        return there;
    }
}

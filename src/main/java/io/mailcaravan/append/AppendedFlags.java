package io.mailcaravan.append;

import io.mailcaravan.ledger.CopyNote;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.match.Found;
import io.mailcaravan.session.UidRuns;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives messages that had arrived before a cut the flags that belong to their append: a server may
 * forget some with APPEND, which are stored once more behind it, and the cut came between. Flags
 * that the owner has set meanwhile stay.
 */
record AppendedFlags(MailboxSession live, FolderPath folder) {

    /** What the ledger is to note of each that could not be given all. */
    Map<AppendRequest, String> complete(Map<AppendRequest, Found> found) throws MailboxException {
        Map<Uid, Flags> had = had(found.values());
        Map<Uid, Flags> wanted = new HashMap<>();
        found.forEach(
                (request, copy) ->
                        Optional.ofNullable(had.get(copy.uid()))
                                .map(there -> there.with(request.item().head().flags()))
                                .filter(all -> !all.equals(had.get(copy.uid())))
                                .ifPresent(all -> wanted.put(copy.uid(), all)));
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<Uid, Flags> there = store(wanted);
        Map<AppendRequest, String> notes = new HashMap<>();
        found.forEach(
                (request, copy) -> {
                    if (wanted.containsKey(copy.uid())) {
                        Flags has = there.getOrDefault(copy.uid(), had.get(copy.uid()));
                        Flags dropped = request.item().head().flags().without(has);
                        if (!dropped.isEmpty()) {
                            notes.put(request, CopyNote.ofDropped(dropped));
                        }
                    }
                });
        return notes;
    }

    /** What they have; those that were found without having been read are listed. */
    private Map<Uid, Flags> had(Collection<Found> found) throws MailboxException {
        Map<Uid, Flags> had = new HashMap<>();
        Set<Uid> unread = new HashSet<>();
        for (Found copy : found) {
            copy.flags()
                    .ifPresentOrElse(
                            flags -> had.put(copy.uid(), flags), () -> unread.add(copy.uid()));
        }
        had.putAll(listed(unread));
        return had;
    }

    private Map<Uid, Flags> listed(Collection<Uid> uids) throws MailboxException {
        Map<Uid, Flags> flags = new HashMap<>();
        UidRuns.heads(live, folder, uids).forEach((uid, head) -> flags.put(uid, head.flags()));
        return flags;
    }

    /** What they have then. */
    private Map<Uid, Flags> store(Map<Uid, Flags> wanted) throws MailboxException {
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
        return listed(wanted.keySet());
    }
}

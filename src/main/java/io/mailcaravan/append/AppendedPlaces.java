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

/**
 * Puts messages that were found at the destination in the further folders, too, in which they lie
 * at the source: a store may do that by a command of its own behind the append, and another tool
 * may not have done it at all. Where else they lie is not changed.
 */
record AppendedPlaces(MailboxSession live, FolderPath folder) {

    private static final String IN_VAIN = "it was put there, and does not lie there";

    /**
     * @return of each the further folders in which it does not lie then; they are told of
     * @throws MailboxException where the destination cannot be asked, or asks to wait
     */
    Map<AppendRequest, Places> complete(Map<AppendRequest, Found> found) throws MailboxException {
        Map<Uid, Places> wanted = new HashMap<>();
        found.forEach(
                (request, copy) -> {
                    if (request.hasPlaces()) {
                        wanted.put(copy.uid(), request.item().head().places());
                    }
                });
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<Uid, Places> due = due(wanted);
        if (due.isEmpty()) {
            return Map.of();
        }
        Map<Uid, String> refused = store(due);
        Map<Uid, ItemHead> after = UidRuns.heads(live, folder, due.keySet());
        Map<AppendRequest, Places> missing = new HashMap<>();
        found.forEach(
                (request, copy) -> {
                    Places there =
                            after.containsKey(copy.uid())
                                    ? after.get(copy.uid()).places()
                                    : due.get(copy.uid());
                    Places lacking =
                            there == null
                                    ? Places.NONE
                                    : wanted.getOrDefault(copy.uid(), Places.NONE).without(there);
                    if (!lacking.isEmpty()) {
                        missing.put(request, lacking);
                        request.lacks(lacking, refused.getOrDefault(copy.uid(), IN_VAIN));
                    }
                });
        return missing;
    }

    /** In which folders copies are to lie that do not yet lie in all that are wanted. */
    private Map<Uid, Places> due(Map<Uid, Places> wanted) throws MailboxException {
        Map<Uid, Places> due = new HashMap<>();
        UidRuns.heads(live, folder, wanted.keySet())
                .forEach(
                        (uid, head) -> {
                            Places all = head.places().with(wanted.get(uid));
                            if (!all.equals(head.places())) {
                                due.put(uid, all);
                            }
                        });
        return due;
    }

    /** Why some could not be put there; the messages are there, which counts for more. */
    private Map<Uid, String> store(Map<Uid, Places> due) throws MailboxException {
        try {
            live.storePlaces(folder, due);
            return Map.of();
        } catch (MailboxException e) {
            if (e.scope() == Scope.STORE || e.isDelay()) {
                throw e;
            }
            if (due.size() == 1) {
                return Map.of(due.keySet().iterator().next(), e.explanation());
            }
        }
        Map<Uid, String> refused = new HashMap<>();
        for (Map.Entry<Uid, Places> one : due.entrySet()) {
            refused.putAll(store(Map.of(one.getKey(), one.getValue())));
        }
        return refused;
    }
}

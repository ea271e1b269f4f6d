package io.mailcaravan.pass;

import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the source for the fingerprints of some items, which have their Message-IDs in them.
 *
 * @param alone whether no other items may be asked for with them, because the source breaks off at
 *     one of these
 */
record MessageNames(MailboxSession session, FolderPath folder, boolean alone) {

    /** Headers fetched in vain to save a round trip. */
    private static final long GAP = 20;

    /**
     * In UID order; those of which nothing is told are asked for once more, each alone.
     *
     * @return without those that are gone, or of which nothing is told even then
     */
    Map<Uid, Fingerprint> ofEach(Set<Uid> uids) throws MailboxException {
        Map<Uid, Fingerprint> found = of(uids);
        if (uids.size() > 1) {
            for (Uid uid : uids) {
                if (!found.containsKey(uid)) {
                    found.putAll(of(Set.of(uid)));
                }
            }
        }
        return found;
    }

    /** In UID order; items of which nothing is told are left out. */
    private Map<Uid, Fingerprint> of(Set<Uid> uids) throws MailboxException {
        return UidRuns.fingerprints(session, folder, uids, alone ? 0 : GAP);
    }

    /** The same differences with the Message-IDs that can be found. */
    List<Difference> named(List<Difference> differences) throws MailboxException {
        Set<Uid> uids = new HashSet<>();
        differences.forEach(difference -> difference.uid().ifPresent(uids::add));
        Map<Uid, Optional<String>> names = new HashMap<>();
        of(uids).forEach((uid, fingerprint) -> names.put(uid, fingerprint.messageId()));
        return differences.stream()
                .map(
                        difference ->
                                difference.named(
                                        difference
                                                .uid()
                                                .flatMap(
                                                        uid ->
                                                                names.getOrDefault(
                                                                        uid, Optional.empty()))))
                .toList();
    }
}

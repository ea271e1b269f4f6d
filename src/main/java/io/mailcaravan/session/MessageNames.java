package io.mailcaravan.session;

import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import java.util.Map;
import java.util.Set;

/**
 * Asks the source for the fingerprints of some items, which have their Message-IDs in them.
 *
 * @param alone whether no other items may be asked for with them, because the source breaks off at
 *     one of these
 */
public record MessageNames(MailboxSession session, FolderPath folder, boolean alone) {

    /** Headers fetched in vain to save a round trip. */
    private static final long GAP = 20;

    /**
     * In UID order; those of which nothing is told are asked for once more, each alone.
     *
     * @return without those that are gone, or of which nothing is told even then
     */
    public Map<Uid, Fingerprint> ofEach(Set<Uid> uids) throws MailboxException {
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
    public Map<Uid, Fingerprint> of(Set<Uid> uids) throws MailboxException {
        return UidRuns.fingerprints(session, folder, uids, alone ? 0 : GAP);
    }
}

package io.mailcaravan.pass;

import io.mailcaravan.ledger.LedgerMailbox;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.session.Source;
import java.util.List;
import java.util.Optional;

/** Sends again what earlier passes have failed at, before a pass walks. */
@FunctionalInterface
public interface FailedBefore {

    /**
     * Returns when each of these items has been tried once; the destinations have their folders.
     *
     * @param folders that the source has
     * @return why it was stopped; the items not yet settled are failed as before
     */
    Optional<MailboxException> retry(
            MailboxMove move,
            PassContext context,
            LedgerMailbox mailbox,
            Source session,
            List<Folder> folders)
            throws MailboxException, InterruptedException;
}

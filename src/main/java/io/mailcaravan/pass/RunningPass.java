package io.mailcaravan.pass;

import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.progress.PassView;
import java.util.List;

/** A pass over the mailboxes of a route, done by this process or shared with others. */
public interface RunningPass extends PassView {

    /**
     * Returns at its end, whoever has worked on it.
     *
     * @return one result a mailbox, in the order of the list
     */
    List<MailboxResult> run() throws LedgerException, InterruptedException;

    /**
     * What people should know of the whole pass, once it is over: what is of one mailbox is in its
     * result.
     */
    default List<String> remarks() {
        return List.of();
    }

    /** Ends it early, or this process's part in it. */
    void cancel();
}

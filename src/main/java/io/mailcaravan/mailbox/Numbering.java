package io.mailcaravan.mailbox;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Gives UIDs to items of a store whose own ids are no numbers (JMAP, Graph, the Gmail API). An id
 * has the same UID in all passes and at all nodes; one that is new gets a higher UID than all
 * before it. Safe for many threads.
 *
 * <p>A store asks for the ids of a folder in the order in which its items have arrived, some
 * thousand at a time.
 */
public interface Numbering {

    /**
     * Within which ids are told apart.
     *
     * @param folder the store's own id of it, which stays when it is renamed
     */
    record NumberedFolder(String store, String mailbox, String folder) {}

    /**
     * Where a folder's numbers stand.
     *
     * @param uidNext the UID that the next new id gets
     */
    record Position(UidValidity uidValidity, Uid uidNext) {}

    /** Where the folder stands; one that is new begins now. */
    Position stand(NumberedFolder folder) throws MailboxException;

    /**
     * The UIDs of these ids.
     *
     * @param ids each once; new ones are numbered in this order
     */
    Map<String, Uid> number(NumberedFolder folder, List<String> ids) throws MailboxException;

    /** The ids that have a UID of the range, in the order of their UIDs. */
    Map<Uid, String> ids(NumberedFolder folder, UidRange range) throws MailboxException;

    /** These are gone; were they to come again, they would be other items. */
    void forget(NumberedFolder folder, Collection<Uid> uids) throws MailboxException;

    /** Nothing that is known of the folder holds any more: it gets another UIDVALIDITY. */
    Position beginAnew(NumberedFolder folder) throws MailboxException;
}

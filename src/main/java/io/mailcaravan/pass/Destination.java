package io.mailcaravan.pass;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import java.util.List;
import java.util.Map;

/**
 * The other end of a pass, for what is no item: folders, changed flags, deletions. Items themselves
 * reach it through the route. Folders are named as the source has them; the destination maps them.
 */
public interface Destination extends AutoCloseable {

    /** Signs in, where that is needed, so that what comes next need not wait for it. */
    default void connect() throws MailboxException {}

    /**
     * Makes sure that these folders are there, with role and subscription; called before any item.
     */
    void prepare(List<Folder> folders) throws MailboxException;

    /**
     * Gives items that are there already the flags that the source has now. UIDs are the
     * destination's.
     *
     * @throws MailboxException scope FOLDER when the destination folder has another UIDVALIDITY by
     *     now, so that the UIDs mean nothing; then nothing was changed
     */
    void storeFlags(FolderPath folder, UidValidity validity, Map<Uid, Flags> flags)
            throws MailboxException;

    /**
     * Removes items that the source no longer has, or marks them {@code \Deleted}. UIDs are the
     * destination's.
     *
     * @param items with the flags they have
     * @throws MailboxException as {@link #storeFlags}
     */
    void delete(FolderPath folder, UidValidity validity, Map<Uid, Flags> items, Deletions how)
            throws MailboxException;

    /** The pass is to end early: what is not on its way yet comes with the next one. */
    default void cancel() {}

    /** Ends the pass at this end. */
    @Override
    void close();
}

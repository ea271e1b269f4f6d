package io.mailcaravan.pass;

import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The other end of a leg, for what is no item: folders, changed flags, deletions. Items themselves
 * reach it through the route. UIDs and folders are the destination's, as the ledger has recorded
 * them.
 */
public interface Destination extends AutoCloseable {

    Leg leg();

    /**
     * The ledger has forgotten copies: what was seen so far of those that are recorded no longer
     * holds.
     */
    default void lookAnew() {}

    /** Signs in, where that is needed, so that what comes next need not wait for it. */
    default void connect() throws MailboxException {}

    /** Which of these folders are there, and where they stand. */
    DestinationLook look(Collection<FolderPath> folders) throws MailboxException;

    /**
     * Folders that announce less than they had before the pass and the destination has acknowledged
     * in it. Asked when nothing is under way any more.
     */
    default List<Shortfall> shortfalls() throws MailboxException {
        return List.of();
    }

    /**
     * Makes sure that folders for these of the source are there, with role and subscription; called
     * before any item.
     */
    void prepare(List<Folder> folders) throws MailboxException;

    /**
     * What lies under these UIDs; those that are gone are left out.
     *
     * @throws MailboxException scope FOLDER when the folder is gone or has another UIDVALIDITY by
     *     now, so that the UIDs mean nothing
     */
    Map<Uid, ItemHead> heads(FolderPath folder, UidValidity validity, Collection<Uid> uids)
            throws MailboxException;

    /**
     * What tells which messages they are; those that are gone, or of which nothing is told, are
     * left out.
     *
     * @throws MailboxException as {@link #heads}
     */
    Map<Uid, Fingerprint> fingerprints(
            FolderPath folder, UidValidity validity, Collection<Uid> uids) throws MailboxException;

    /**
     * Gives items that are there already these flags.
     *
     * @throws MailboxException as {@link #heads}; then nothing was changed
     */
    void storeFlags(FolderPath folder, UidValidity validity, Map<Uid, Flags> flags)
            throws MailboxException;

    /** Whether an item may lie in several folders there. */
    boolean keepsPlaces() throws MailboxException;

    /**
     * The folders of the destination in which an item lies as well, which are made where they are
     * missing; none where it lies in one only.
     *
     * @param folder of the source that it lies in; among them where one of the ends has {@link
     *     io.mailcaravan.mailbox.MailboxSession#home homes}, so that it may leave it
     * @param label whether the source lists it in another one
     * @param further of the source
     */
    Placed placed(Folder folder, boolean label, Places further) throws MailboxException;

    /**
     * Puts items that are there already in these further folders, and takes them out of others.
     *
     * @throws MailboxException as {@link #heads}; then nothing was changed
     */
    void storePlaces(FolderPath folder, UidValidity validity, Map<Uid, Places> places)
            throws MailboxException;

    /**
     * Where items of this folder of the source are listed there, if the destination has {@link
     * io.mailcaravan.mailbox.MailboxSession#home homes}; empty where not, or where it cannot be.
     */
    Optional<FolderPath> homeOf(Folder folder) throws MailboxException;

    /**
     * Whether equal messages may be one there, so that a copy may stand for several items: so it
     * may be where all are listed in one folder.
     */
    boolean mayMerge() throws MailboxException;

    /** Does something at the destination. */
    @FunctionalInterface
    interface Work {
        void run() throws MailboxException;
    }

    /**
     * Does it while nothing is under way to the destination: what the ledger says of copies is true
     * then.
     */
    void undisturbed(Work work) throws MailboxException;

    /**
     * Removes items, or marks them {@code \Deleted}.
     *
     * @param items with the flags they have
     * @throws MailboxException as {@link #heads}; then nothing was changed
     */
    void delete(FolderPath folder, UidValidity validity, Map<Uid, Flags> items, Deletions how)
            throws MailboxException;

    /** The pass is to end early: what is not on its way yet comes with the next one. */
    default void cancel() {}

    /** Ends the pass at this end. */
    @Override
    void close();
}

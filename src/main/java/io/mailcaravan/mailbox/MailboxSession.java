package io.mailcaravan.mailbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One signed-in connection to one mailbox. Used by one thread at a time; {@link #close()} may come
 * from another and ends what is under way with a {@link MailboxException} of scope STORE.
 *
 * <p>Few methods are required: list folders, look at one, list, read and append items, create a
 * folder, tell fingerprints. The others need a {@link StoreCapability}.
 *
 * <p>A folder that is not there gives scope FOLDER and retry NEVER, a lost connection scope STORE
 * and retry NOW.
 */
public interface MailboxSession extends AutoCloseable {

    /** What this store can do for this mailbox. */
    Set<StoreCapability> capabilities();

    /** All folders, parents before children. */
    List<Folder> folders() throws MailboxException;

    /**
     * What the store holds of this mailbox, and {@link #folders} cannot tell: directories that are
     * taken for no folder although mail lies in them, folders that may not be entered. Mail that is
     * in there is not copied, so a pass that leaves something here has not copied all.
     *
     * @return a sentence each, for people; the same ones as long as nothing changes
     */
    default List<String> overlooked() throws MailboxException {
        return List.of();
    }

    /**
     * Where the folder stands now. A later {@link #list} of the same session sees at least this
     * much.
     */
    FolderStatus status(FolderPath folder) throws MailboxException;

    /**
     * How many items the store said that the folder has when it opened it, to be held against what
     * {@link #list} told; needs no round trip.
     *
     * @return empty where it has not said so
     */
    default OptionalLong announced(FolderPath folder) {
        return OptionalLong.empty();
    }

    /**
     * Where several folders stand, for the price of as few round trips as the store allows. Right
     * after {@link #folders} it may tell what that call has learnt.
     *
     * @return one status a folder, in order
     */
    default List<FolderStatus> statuses(List<FolderPath> folders) throws MailboxException {
        List<FolderStatus> all = new ArrayList<>(folders.size());
        for (FolderPath folder : folders) {
            all.add(status(folder));
        }
        return all;
    }

    /**
     * Tells every item of the range, in UID order. Memory does not grow with the folder.
     *
     * <p>An item that lies in several folders is told in one of them, always the same, with the
     * others as its {@link Places}.
     */
    void list(FolderPath folder, UidRange range, Consumer<ItemHead> to) throws MailboxException;

    /**
     * Reads items whole. The next window may be asked for while the last is still being delivered.
     *
     * <p>Items that are gone, or that the store lists and does not deliver, are left out: the
     * caller compares what it asked for with what came.
     *
     * @param windows heads as {@link #list} told them, each window small enough to be held in
     *     memory
     */
    void read(FolderPath folder, Iterator<List<ItemHead>> windows, ItemSink to)
            throws MailboxException;

    /**
     * Why an item that {@link #list} tells and {@link #read} leaves out cannot be read, for people;
     * empty where the store does not know.
     */
    default Optional<String> unreadable(FolderPath folder, Uid uid) throws MailboxException {
        return Optional.empty();
    }

    /**
     * Adds items in the order given, with their flags and INTERNALDATE; one that has none gets the
     * time of its arrival. Where the store has {@link StoreCapability#PLACES}, they lie in these,
     * too, which must be there.
     *
     * @return one outcome an item, in order
     * @throws MailboxException when it is not known which of them arrived (scope STORE), or none
     *     did because of the folder or the mailbox (scope FOLDER: no such folder; scope MAILBOX:
     *     quota full)
     */
    List<AppendOutcome> append(FolderPath folder, List<Item> batch) throws MailboxException;

    /**
     * Creates a folder; its parents must be there or are created by the store itself. One that is
     * there already is no error.
     *
     * @param use the role to give it, where the store can
     * @throws MailboxException scope FOLDER and retry NEVER when the name cannot exist here; says
     *     which rule it breaks
     */
    void create(FolderPath folder, Optional<SpecialUse> use) throws MailboxException;

    /**
     * Creates folders as {@link #create} does, parents before children, and subscribes to them, for
     * the price of as few round trips as the store allows. {@link #statuses} of these folders right
     * after it may cost nothing.
     *
     * @return one entry a folder, in order: why it is not there (scope FOLDER); empty where it is
     * @throws MailboxException of a wider scope
     */
    default List<Optional<MailboxException>> createAll(List<NewFolder> folders)
            throws MailboxException {
        List<Optional<MailboxException>> failures = new ArrayList<>(folders.size());
        for (NewFolder folder : folders) {
            try {
                create(folder.path(), folder.use());
                if (folder.subscribed() && capabilities().contains(StoreCapability.SUBSCRIPTIONS)) {
                    subscribe(folder.path());
                }
                failures.add(Optional.empty());
            } catch (MailboxException e) {
                if (e.scope() != MailboxException.Scope.FOLDER) {
                    throw e;
                }
                failures.add(Optional.of(e));
            }
        }
        return failures;
    }

    /**
     * Why {@link #create} would refuse this name, as far as that is known without trying; empty
     * where it is not.
     */
    default Optional<String> nameProblem(FolderPath folder) {
        return Optional.empty();
    }

    /**
     * The path under which {@link #folders} tells a folder that was created with the given one.
     * Paths that give the same are one folder here: behind the prefix {@code INBOX.} a child of
     * INBOX and a folder at the top are.
     */
    default FolderPath listed(FolderPath folder) {
        return folder;
    }

    /**
     * Where the items that lie in this folder are listed, read and appended: for most stores in it.
     * A store with labels has one folder that holds everything; its other folders are only {@link
     * Places}, and empty to {@link #list}. There INBOX is one of these. A folder that holds
     * everything declares the role {@link SpecialUse#ALL} where an item may lie in it alone.
     *
     * @param folder as {@link #folders} tells it
     */
    default FolderPath home(FolderPath folder) throws MailboxException {
        return folder;
    }

    /** Whether names that differ in case only are one folder here, as far as that is known. */
    default boolean ignoresCase() {
        return false;
    }

    /** Tells each item of the range with its fingerprint, in UID order. */
    void fingerprints(FolderPath folder, UidRange range, BiConsumer<Uid, Fingerprint> to)
            throws MailboxException;

    /** The largest item that can be appended, in bytes; empty where the store does not tell. */
    default OptionalLong appendLimit() {
        return OptionalLong.empty();
    }

    /**
     * What the store calls itself and announces, for people: {@code Dovecot; IMAP4rev1 UIDPLUS
     * ...}.
     */
    default String description() {
        return "";
    }

    /**
     * What its owner should know before anything is copied from here, or to here: what another
     * configuration would do better.
     *
     * @return a sentence each, for people
     */
    default List<String> warnings() {
        return List.of();
    }

    /** {@link StoreCapability#SEARCH}: the items that the condition holds for. */
    default UidSet search(FolderPath folder, SearchKey key) throws MailboxException {
        throw lacking(StoreCapability.SEARCH);
    }

    /**
     * {@link StoreCapability#CHANGES}: what has changed since a {@link FolderStatus#cursor()} that
     * the store has told, in any session.
     *
     * @return false where it cannot tell since then, as it has begun anew or looks back no further:
     *     only a list tells; what was told so far may be not all
     */
    default boolean changes(FolderPath folder, ChangeCursor since, Consumer<ItemChange> to)
            throws MailboxException {
        throw lacking(StoreCapability.CHANGES);
    }

    /**
     * {@link StoreCapability#STORE_FLAGS}: replaces the flags of these items; what the folder
     * cannot keep is left out.
     */
    default void storeFlags(FolderPath folder, Map<Uid, Flags> flags) throws MailboxException {
        throw lacking(StoreCapability.STORE_FLAGS);
    }

    /**
     * {@link StoreCapability#PLACES}: replaces the further folders of these items.
     *
     * @throws MailboxException scope FOLDER when one of them is not there; then nothing was changed
     */
    default void storePlaces(FolderPath folder, Map<Uid, Places> places) throws MailboxException {
        throw lacking(StoreCapability.PLACES);
    }

    /**
     * {@link StoreCapability#REPLACE}: puts the item in the place of the one with that UID, which
     * keeps it, as it keeps its further folders.
     *
     * @param expected what the one that is there must have; {@link Version#NONE} for any. It is
     *     compared by the store itself, so that nothing can come in between
     * @throws MailboxException scope MESSAGE when the store refuses the item; scope STORE when it
     *     is not known whether it has it
     */
    default ReplaceOutcome replace(FolderPath folder, Uid uid, Version expected, Item item)
            throws MailboxException {
        throw lacking(StoreCapability.REPLACE);
    }

    /** {@link StoreCapability#DELETE}: removes these items and no other. */
    default void delete(FolderPath folder, Collection<Uid> uids) throws MailboxException {
        throw lacking(StoreCapability.DELETE);
    }

    /** {@link StoreCapability#SUBSCRIPTIONS}: shows the folder to its owner. */
    default void subscribe(FolderPath folder) throws MailboxException {
        throw lacking(StoreCapability.SUBSCRIPTIONS);
    }

    /** {@link StoreCapability#QUOTA}: how full the mailbox is; empty where it has no limit. */
    default Optional<Quota> quota() throws MailboxException {
        throw lacking(StoreCapability.QUOTA);
    }

    /** Signs out; never throws. */
    @Override
    void close();

    private static IllegalStateException lacking(StoreCapability capability) {
        return new IllegalStateException(
                "asked for " + capability + ", which this store does not declare");
    }
}

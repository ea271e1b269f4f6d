package io.mailcaravan.session;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.SearchKey;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lists items of one folder over a session that is opened again when it is lost. An item at which
 * the source breaks off each time is told apart, so that the others are listed.
 */
public final class ItemListing {

    /** So many in a row are no bad items but a bad server. */
    private static final int MOST_UNLISTABLE = 8;

    private final Source source;
    private final FolderPath folder;
    private final AtomicLong steps;
    private int unlistableInRow;

    /** Is told of an item that is there and cannot be listed. */
    @FunctionalInterface
    public interface Unlistable {
        void item(Uid uid, MailboxException reason) throws MailboxException;
    }

    /**
     * @param steps counts what was got from the source
     */
    public ItemListing(Source source, FolderPath folder, AtomicLong steps) {
        this.source = source;
        this.folder = folder;
        this.steps = steps;
    }

    /** Why an item that cannot be listed has failed, for people. */
    public static String reason(MailboxException failure) {
        return "source unreadable: it fails when this item is listed: " + failure.getMessage();
    }

    /** The items of the range in UID order, each once, whatever the server tells. */
    public List<ItemHead> list(UidRange range, Unlistable unlistable) throws MailboxException {
        TreeMap<Uid, ItemHead> seen = new TreeMap<>();
        boolean again = false;
        while (true) {
            int before = seen.size();
            try {
                list(range, seen);
                if (!seen.isEmpty()) {
                    unlistableInRow = 0;
                }
                return List.copyOf(seen.values());
            } catch (MailboxException e) {
                source.again(e, steps.get());
                if (e.asksToWait()) {
                    continue; // it has nothing to do with the items
                }
                if (seen.size() == before && again) {
                    return rest(range, seen, e, unlistable);
                }
                again = true;
            }
        }
    }

    private void list(UidRange range, Map<Uid, ItemHead> to) throws MailboxException {
        source.get()
                .list(
                        folder,
                        range,
                        head -> {
                            if (range.contains(head.uid()) && to.put(head.uid(), head) == null) {
                                steps.incrementAndGet();
                            }
                        });
    }

    /** One by one what the server finds without telling more of it. */
    private List<ItemHead> rest(
            UidRange range, Map<Uid, ItemHead> seen, MailboxException reason, Unlistable unlistable)
            throws MailboxException {
        for (Uid uid : unseen(range, seen, reason)) {
            Optional<MailboxException> failure = alone(uid, seen);
            if (failure.isEmpty()) {
                unlistableInRow = 0;
                continue;
            }
            if (++unlistableInRow > MOST_UNLISTABLE) {
                throw bad(failure.get());
            }
            unlistable.item(uid, failure.get());
            steps.incrementAndGet();
            if (unlistableInRow == 1 && uid.compareTo(range.last()) < 0) {
                // most likely it was the only one
                UidRange after = new UidRange(uid.next(), range.last());
                seen.putAll(byUid(list(after, unlistable)));
                break;
            }
        }
        return List.copyOf(seen.values());
    }

    private List<Uid> unseen(UidRange range, Map<Uid, ItemHead> seen, MailboxException reason)
            throws MailboxException {
        UidSet there =
                source.ask(
                        session -> {
                            if (!session.capabilities().contains(StoreCapability.SEARCH)) {
                                throw reason;
                            }
                            return session.search(folder, new SearchKey.Uids(range));
                        });
        List<Uid> unseen = new ArrayList<>();
        there.stream()
                .mapToObj(Uid::new)
                .filter(uid -> range.contains(uid) && !seen.containsKey(uid))
                .forEach(unseen::add);
        return unseen;
    }

    /** The failure; only a second one is no accident, or one right behind an unlistable item. */
    private Optional<MailboxException> alone(Uid uid, Map<Uid, ItemHead> to)
            throws MailboxException {
        boolean again = unlistableInRow > 0;
        while (true) {
            source.get(); // a failure to sign in is none of this item
            try {
                list(new UidRange(uid, uid), to);
                return Optional.empty();
            } catch (MailboxException e) {
                source.again(e, steps.get());
                if (e.asksToWait()) {
                    continue;
                }
                if (again) {
                    return Optional.of(e);
                }
                again = true;
            }
        }
    }

    private MailboxException bad(MailboxException reason) {
        return new MailboxException(
                Scope.FOLDER,
                Retry.NEVER,
                "folder '"
                        + folder
                        + "' cannot be listed: the source failed at "
                        + unlistableInRow
                        + " items in a row, the last time with: "
                        + reason.getMessage(),
                reason.advice(),
                reason);
    }

    private static Map<Uid, ItemHead> byUid(List<ItemHead> heads) {
        Map<Uid, ItemHead> byUid = new TreeMap<>();
        heads.forEach(head -> byUid.put(head.uid(), head));
        return byUid;
    }
}

package io.mailcaravan.pass;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.SearchKey;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.session.Source;
import io.mailcaravan.session.Windows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads items of one folder over a session that is opened again when it is lost. An item at which
 * the source breaks off, or which it refuses, is read alone; if it is the one, the others are read
 * without it.
 */
public final class ItemReading {

    /** So many in a row, without one that is delivered, are no bad items but a bad server. */
    private static final int MOST_SUSPECTS = 8;

    /** So often an item that came short, or not at all, is asked for by itself. */
    private static final int MOST_ALONE = 2;

    private final Source source;
    private final FolderPath folder;
    private final PassContext pass;
    private final Handover handover;
    private final Receiver receiver;

    /** Items that failed alone, and why; looked at once more at the end. */
    private final Map<ItemHead, MailboxException> suspects = new LinkedHashMap<>();

    private int suspectsInRow;

    /** What came of items that are not as long as they are announced. */
    private final ShortItems shorts;

    /** Takes each item, or why there is none. */
    public interface Receiver {
        /**
         * @param note for the ledger on how it was delivered; empty if there is nothing to say
         */
        void deliver(Item item, String note) throws MailboxException;

        /** It was gone when it was to be read. */
        void gone(ItemHead head) throws MailboxException;

        void unreadable(ItemHead head, String reason) throws MailboxException;
    }

    public ItemReading(
            Source source,
            FolderPath folder,
            PassContext pass,
            Handover handover,
            Receiver receiver) {
        this.source = source;
        this.folder = folder;
        this.pass = pass;
        this.handover = handover;
        this.receiver = receiver;
        this.shorts = new ShortItems(pass.exactSizes());
    }

    /**
     * Reads these; each of them is delivered, gone, unreadable or a suspect in the end.
     *
     * @throws MailboxException when the source or the destination is in the way of them all
     */
    public void read(List<ItemHead> wanted) throws MailboxException {
        Map<Uid, ItemHead> open = new LinkedHashMap<>();
        wanted.forEach(head -> open.put(head.uid(), head));
        boolean alone = false;
        while (!open.isEmpty()) {
            List<ItemHead> now =
                    alone ? List.of(open.values().iterator().next()) : List.copyOf(open.values());
            int before = open.size();
            try {
                source.get();
                undelivered(read(now, open), open);
                alone = false;
            } catch (MailboxException e) {
                if (handover.stopped().filter(reason -> reason == e).isPresent()) {
                    throw e;
                }
                if (e.asksToWait()) {
                    again(e); // it has nothing to do with the items
                    continue;
                }
                if (open.size() < before) {
                    alone = false;
                } else if (alone || now.size() == 1) {
                    suspect(now.get(0), e);
                    open.remove(now.get(0).uid());
                    alone = false;
                } else {
                    alone = true;
                }
                again(e);
            }
        }
    }

    /**
     * Reads these, or some of them: where many come short, it is to be known first whether they do
     * so again.
     *
     * @return what was asked for
     */
    private List<ItemHead> read(List<ItemHead> now, Map<Uid, ItemHead> open)
            throws MailboxException {
        List<ItemHead> asked = new ArrayList<>();
        source.get()
                .read(
                        folder,
                        shorts.unlessMany(new Windows(now, pass.settings().windowBytes()), asked),
                        item -> {
                            ItemHead wanted = open.get(item.head().uid());
                            if (wanted == null || shorts.isToBeReadAgain(wanted, item)) {
                                item.content().close();
                                return;
                            }
                            open.remove(wanted.uid());
                            pass.step();
                            suspectsInRow = 0;
                            receiver.deliver(item, shorts.note(wanted, item));
                        });
        return asked.isEmpty() ? now : asked;
    }

    /** A session that the failure has nothing to do with is kept. */
    private void again(MailboxException e) throws MailboxException {
        boolean itemOnly = e.scope() == Scope.MESSAGE || e.closesFolder();
        if (!itemOnly || e.asksToWait()) {
            source.again(e, pass.steps());
        }
    }

    /**
     * Some servers list a UID and do not deliver it in a set, but do alone; others never (FACTS:
     * Exchange). What came shorter than announced is asked for once more in the same way.
     */
    private void undelivered(List<ItemHead> asked, Map<Uid, ItemHead> open)
            throws MailboxException {
        boolean together = false;
        for (ItemHead head : asked) {
            if (!together && shorts.areAsTheyCame()) {
                read(asked.stream().filter(each -> shorts.has(each.uid())).toList(), open);
                together = true;
            }
            boolean again = asked.size() > 1;
            for (int i = 0;
                    i < MOST_ALONE
                            && open.containsKey(head.uid())
                            && (again || shorts.has(head.uid()));
                    i++) {
                read(List.of(head), open);
                again = false;
            }
            if (open.containsKey(head.uid())) {
                missing(head);
                open.remove(head.uid());
            }
        }
    }

    private void missing(ItemHead head) throws MailboxException {
        if (!isThere(head.uid())) {
            receiver.gone(head);
        } else {
            String reason =
                    source.get()
                            .unreadable(folder, head.uid())
                            .or(() -> shorts.reason(head.uid()))
                            .orElse("the source lists this item but does not deliver it");
            receiver.unreadable(head, "source unreadable: " + reason);
        }
    }

    /** What is gone is not read again, so it must be neither listed nor found. */
    private boolean isThere(Uid uid) throws MailboxException {
        UidRange alone = new UidRange(uid, uid);
        List<ItemHead> listed = new ArrayList<>();
        MailboxSession session = source.get();
        session.list(folder, alone, listed::add);
        return listed.stream().anyMatch(there -> there.uid().equals(uid))
                || (session.capabilities().contains(StoreCapability.SEARCH)
                        && session.search(folder, new SearchKey.Uids(alone)).contains(uid));
    }

    private void suspect(ItemHead head, MailboxException reason) throws MailboxException {
        suspects.put(head, reason);
        pass.step();
        if (++suspectsInRow > MOST_SUSPECTS) {
            suspects.clear();
            throw new MailboxException(
                    Scope.FOLDER,
                    Retry.NEVER,
                    "folder '"
                            + folder
                            + "' cannot be read: the source failed at "
                            + suspectsInRow
                            + " items in a row, the last time with: "
                            + reason.getMessage(),
                    reason.advice(),
                    reason);
        }
    }

    /** Reads the suspects once more; those that fail again are unreadable. */
    public void finish() throws MailboxException {
        List<ItemHead> last = List.copyOf(suspects.keySet());
        suspects.clear();
        for (ItemHead head : last) {
            finish(head);
        }
    }

    private void finish(ItemHead head) throws MailboxException {
        Map<Uid, ItemHead> open = new LinkedHashMap<>(Map.of(head.uid(), head));
        while (!open.isEmpty()) {
            source.get();
            try {
                read(List.of(head), open);
                undelivered(List.of(head), open);
            } catch (MailboxException e) {
                if (handover.stopped().filter(reason -> reason == e).isPresent()) {
                    throw e;
                }
                // it may have been delivered before the failure, and is under way then
                if (!open.isEmpty() && !e.asksToWait()) {
                    open.clear();
                    receiver.unreadable(
                            head,
                            "source unreadable: it fails when this item is read: "
                                    + e.getMessage());
                    pass.step();
                }
                again(e);
            }
        }
    }
}

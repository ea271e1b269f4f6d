package io.mailcaravan.pass;

import io.mailcaravan.filter.ItemFilter;
import io.mailcaravan.ledger.Checkpoint;
import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One folder of one pass: lists what is new, skips what the ledger or a filter excludes, reads the
 * rest and hands it on. Can be run again after a lost connection; the ledger tells what is done.
 */
final class FolderPass {

    /** UIDs listed at a time, so that memory does not grow with the folder. */
    private static final long RANGE = 10_000;

    private final Folder folder;
    private final Optional<String> excluded;
    private final FolderStatus status;
    private final LedgerFolder ledger;
    private final MailboxSession session;
    private final PassContext pass;
    private final Handover handover;
    private final Skips skips;
    private final Optional<Checkpoint> before;

    FolderPass(
            Folder folder,
            Optional<String> excluded,
            FolderStatus status,
            LedgerFolder ledger,
            MailboxSession session,
            ItemHandler handler,
            PassContext pass) {
        this.folder = folder;
        this.excluded = excluded;
        this.status = status;
        this.ledger = ledger;
        this.session = session;
        this.pass = pass;
        this.handover = new Handover(handler, pass);
        this.skips = new Skips(ledger, pass.progress());
        this.before = ledger.checkpoint();
    }

    /**
     * Reads what is new and hands it on; what was handed on may still be under way.
     *
     * @throws MailboxException when the source failed; nothing is under way any more then
     */
    void read() throws MailboxException, InterruptedException {
        boolean read = false;
        try {
            Uid from = before.map(Checkpoint::uidNext).orElse(Uid.MIN);
            if (before.isPresent()) {
                new FlagChanges(folder.path(), ledger, session, pass).carry(before.get());
                pass.progress().unchanged(Math.min(status.messages(), before.get().messages()));
            }
            if (status.uidNext().compareTo(from) > 0) {
                newItems(from.value(), status.uidNext().value() - 1);
            }
            read = true;
        } catch (MailboxException e) {
            // reading was broken off because of the destination: no failure of the source
            if (handover.stopped().filter(reason -> reason == e).isEmpty()) {
                throw e;
            }
            read = true;
        } finally {
            if (!read) {
                handover.drain();
            }
        }
    }

    /** Whether {@link #finish} needs the source, which another folder may use by then. */
    boolean asksSourceAgain() {
        return before.isPresent();
    }

    /**
     * Waits for what is under way, and records how far the folder was read.
     *
     * @return why the destination's side stopped it; empty when every item has its final state
     * @throws MailboxException when the source failed
     */
    Optional<MailboxException> finish() throws MailboxException, InterruptedException {
        handover.drain();
        skips.flush();
        Optional<MailboxException> stopped = handover.stopped();
        if (stopped.isPresent()) {
            return stopped;
        }
        if (before.isPresent()) {
            new Vanished(folder.path(), ledger, session, pass).carry(status);
        }
        ledger.saveCheckpoint(
                new Checkpoint(status.uidNext(), status.messages(), status.highestModSeq()));
        return Optional.empty();
    }

    private void newItems(long from, long to) throws MailboxException, InterruptedException {
        Map<String, UidSet> searched = search();
        long width = status.messages() <= 2 * RANGE ? to - from + 1 : RANGE;
        for (long first = from; first <= to; ) {
            long last = Math.min(to, first + width - 1);
            UidRange range = new UidRange(new Uid(first), new Uid(last));
            List<ItemHead> heads = new ArrayList<>();
            session.list(folder.path(), range, heads::add);
            read(wanted(heads, range, searched));
            width = heads.size() < RANGE / 10 ? Math.min(width * 2, 20 * RANGE) : RANGE;
            first = last + 1;
        }
    }

    /**
     * What only the server can tell without the content; everything else the heads tell exactly.
     */
    private Map<String, UidSet> search() throws MailboxException {
        Map<String, UidSet> found = new LinkedHashMap<>();
        if (pass.settings().items().readsDateHeader()
                && session.capabilities().contains(StoreCapability.SEARCH)) {
            for (ItemFilter.Pushed pushed : pass.settings().items().pushed()) {
                found.put(pushed.reason(), session.search(folder.path(), pushed.key()));
            }
        }
        return found;
    }

    private List<ItemHead> wanted(
            List<ItemHead> heads, UidRange range, Map<String, UidSet> searched)
            throws MailboxException {
        Map<Uid, LedgerEntry> known = heads.isEmpty() ? Map.of() : ledger.entries(range);
        List<ItemHead> wanted = new ArrayList<>();
        for (ItemHead head : heads) {
            LedgerEntry entry = known.get(head.uid());
            if (entry != null && entry.state() != ItemState.PENDING) {
                pass.progress().unchanged(1);
                continue;
            }
            Optional<String> reason = excluded.or(() -> pass.settings().items().excluded(head));
            for (Map.Entry<String, UidSet> search : searched.entrySet()) {
                reason =
                        reason.or(
                                () ->
                                        search.getValue().contains(head.uid())
                                                ? Optional.of(search.getKey())
                                                : Optional.empty());
            }
            if (reason.isPresent()) {
                skips.add(head, reason.get());
            } else {
                wanted.add(head);
            }
        }
        return wanted;
    }

    private void read(List<ItemHead> wanted) throws MailboxException, InterruptedException {
        if (wanted.isEmpty()) {
            return;
        }
        Set<Uid> delivered = new HashSet<>();
        session.read(
                folder.path(),
                new Windows(wanted, pass.settings().windowBytes()),
                item -> {
                    if (delivered.add(item.head().uid())) {
                        deliver(item);
                    } else {
                        item.content().close();
                    }
                });
        for (ItemHead head : wanted) {
            if (!delivered.contains(head.uid())) {
                readAgain(head);
            }
        }
    }

    /**
     * Some servers list a UID and do not deliver it in a set, but do alone; others never (FACTS:
     * Exchange).
     */
    private void readAgain(ItemHead head) throws MailboxException {
        boolean[] delivered = {false};
        session.read(
                folder.path(),
                List.of(List.of(head)).iterator(),
                item -> {
                    delivered[0] = true;
                    deliver(item);
                });
        if (delivered[0]) {
            return;
        }
        List<ItemHead> listed = new ArrayList<>();
        session.list(folder.path(), new UidRange(head.uid(), head.uid()), listed::add);
        if (listed.isEmpty()) {
            skips.add(head, "deleted at the source during the pass");
        } else {
            String reason =
                    session.unreadable(folder.path(), head.uid())
                            .orElse("the source lists this item but does not deliver it");
            fail(head, "source unreadable: " + reason, "");
        }
    }

    private void deliver(Item item) throws MailboxException {
        if (handover.ends()) {
            item.content().close();
            throw handover.stopped().orElseThrow();
        }
        Optional<String> dated = excludedByDateHeader(item);
        if (dated.isPresent()) {
            skips.add(item.head(), dated.get());
            item.content().close();
            return;
        }
        handover.send(
                new PassItem(
                        ledger.key(item.head().uid()), folder, item, pass.destinationMailbox()),
                outcome -> settle(item.head(), outcome));
    }

    private Optional<String> excludedByDateHeader(Item item) {
        if (!pass.settings().items().readsDateHeader()) {
            return Optional.empty();
        }
        try (InputStream in = item.content().open()) {
            return pass.settings().items().excludedByDateHeader(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void settle(ItemHead head, ItemOutcome outcome) throws MailboxException {
        if (outcome instanceof ItemOutcome.Skipped(String reason)) {
            skips.add(head, reason);
        } else if (outcome instanceof ItemOutcome.Failed(String reason, String deadLetter)) {
            fail(head, reason, deadLetter);
        }
    }

    private void fail(ItemHead head, String reason, String deadLetter) throws MailboxException {
        ledger.fail(head, reason, deadLetter);
        pass.progress().failed(1);
    }

    /**
     * The folder cannot exist at the destination: each of its items fails with that reason, unread.
     *
     * @param live a session to the source that nobody else uses now
     */
    void failAll(MailboxSession live, MailboxException reason) throws MailboxException {
        List<ItemHead> heads = new ArrayList<>();
        live.list(folder.path(), UidRange.ALL, heads::add);
        for (ItemHead head : wanted(heads, UidRange.ALL, Map.of())) {
            fail(head, reason.getMessage(), "");
        }
        skips.flush();
    }

    FolderPath path() {
        return folder.path();
    }

    /** Whether this is an error of the folder alone, for good. */
    static boolean folderOnly(MailboxException e) {
        return e.scope() == Scope.FOLDER && e.retry() == Retry.NEVER;
    }
}

package io.mailcaravan.pass;

import io.mailcaravan.ledger.FolderReport;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.ledger.ReportItem;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Uid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sends the failed items of one folder again, page by page. */
final class FolderRetry {

    /** Begins the reason of items that cannot be sent again. */
    private static final String GONE = "cannot be sent again: ";

    private final FolderReport report;
    private final LedgerFolder ledger;
    private final RetrySource source;
    private final Optional<String> excluded;
    private final DeadLetters letters;
    private final PassContext pass;
    private final Handover handover;

    FolderRetry(
            FolderReport report,
            LedgerFolder ledger,
            RetrySource source,
            Optional<String> excluded,
            DeadLetters letters,
            ItemHandler handler,
            PassContext pass) {
        this.report = report;
        this.ledger = ledger;
        this.source = source;
        this.excluded = excluded;
        this.letters = letters;
        this.pass = pass;
        this.handover = new Handover(handler, pass);
    }

    /**
     * Runs to the end of the folder.
     *
     * @param session opened again when its connection is lost
     * @return why it was stopped; the items not yet settled are failed as before
     */
    Optional<MailboxException> run(Source session) throws MailboxException, InterruptedException {
        Optional<Uid> last = Optional.empty();
        for (List<ReportItem> page = report.failedAfter(last);
                !page.isEmpty();
                page = report.failedAfter(last)) {
            Map<Uid, ReportItem> open = new TreeMap<>();
            page.forEach(item -> open.put(item.entry().uid(), item));
            while (!open.isEmpty()) {
                try {
                    send(open);
                } catch (MailboxException e) {
                    if (handover.stopped().isPresent() || FolderPass.folderOnly(e)) {
                        handover.stop(e);
                    } else {
                        session.again(e, pass.progress().settled());
                    }
                } finally {
                    handover.drain();
                }
                if (handover.stopped().isPresent()) {
                    return handover.stopped();
                }
            }
            last = Optional.of(page.getLast().entry().uid());
        }
        return Optional.empty();
    }

    /** Takes out of {@code open} whatever is on its way or settled. */
    private void send(Map<Uid, ReportItem> open) throws MailboxException {
        Map<Uid, ItemHead> heads =
                source.unreachable().isPresent() ? Map.of() : source.heads(report, open.keySet());
        Map<Uid, ReportItem> toRead = new TreeMap<>();
        for (ReportItem item : List.copyOf(open.values())) {
            Uid uid = item.entry().uid();
            handover.goOn();
            Optional<Path> letter = letters.take(item.deadLetter());
            if (letter.isPresent()) {
                open.remove(uid);
                Item sent = item(item, Optional.ofNullable(heads.get(uid)), letter.get());
                handOn(item, sent);
            } else if (heads.containsKey(uid)) {
                toRead.put(uid, item);
            } else {
                open.remove(uid);
                gone(item);
            }
        }
        read(toRead, heads, open);
    }

    /**
     * From the source comes what only it knows; without it flags are as recorded, and INTERNALDATE
     * is the file's date, which the dead letter route sets.
     */
    private static Item item(ReportItem item, Optional<ItemHead> head, Path letter)
            throws MailboxException {
        try {
            Content content = Content.of(letter);
            if (head.isPresent()) {
                return new Item(head.get(), content);
            }
            return new Item(
                    new ItemHead(
                            item.entry().uid(),
                            item.entry().flags(),
                            Files.getLastModifiedTime(letter)
                                    .toInstant()
                                    .truncatedTo(ChronoUnit.SECONDS),
                            content.size()),
                    content);
        } catch (IOException e) {
            throw new MailboxException(
                    Scope.STORE,
                    Retry.NEVER,
                    "The dead letter " + letter + " cannot be read: " + e,
                    "Check its rights.",
                    e);
        }
    }

    private void gone(ReportItem item) throws MailboxException {
        pass.progress().failed(1);
        String before = item.entry().reason();
        if (source.unreachable().isPresent()) {
            source.missed();
        } else if (!before.startsWith(GONE)) {
            String letter =
                    item.deadLetter().isEmpty()
                            ? "it has no dead letter"
                            : "its dead letter " + item.deadLetter() + " is gone";
            ledger.fail(
                    head(item),
                    GONE + letter + ", and the source no longer has it. It failed with: " + before,
                    "");
        }
    }

    /** For the ledger, which looks at neither date. */
    private static ItemHead head(ReportItem item) {
        return new ItemHead(
                item.entry().uid(), item.entry().flags(), Instant.EPOCH, item.entry().size());
    }

    private void read(
            Map<Uid, ReportItem> toRead, Map<Uid, ItemHead> heads, Map<Uid, ReportItem> open)
            throws MailboxException {
        if (toRead.isEmpty()) {
            return;
        }
        List<ItemHead> wanted = new ArrayList<>();
        toRead.keySet().forEach(uid -> wanted.add(heads.get(uid)));
        source.session()
                .read(
                        report.path(),
                        new Windows(wanted, pass.settings().windowBytes()),
                        item -> {
                            ReportItem failed = open.remove(item.head().uid());
                            if (failed == null) {
                                item.content().close();
                            } else {
                                handOn(failed, item);
                            }
                        });
        for (ReportItem item : toRead.values()) {
            if (open.remove(item.entry().uid()) != null) {
                pass.progress().failed(1);
                ledger.fail(
                        head(item),
                        "source unreadable: the source lists this item but does not deliver it",
                        "");
            }
        }
    }

    private void handOn(ReportItem failed, Item item) throws MailboxException {
        Optional<String> rule = excluded.or(() -> pass.settings().items().excluded(item.head()));
        if (rule.isPresent() || handover.ends()) {
            item.content().close();
            letters.putBack(failed.deadLetter());
            handover.goOn();
            ledger.skip(List.of(item.head()), rule.get());
            pass.progress().skipped(1);
            return;
        }
        ledger.retry(item.head().uid());
        try {
            handover.send(
                    new PassItem(
                            ledger.key(item.head().uid()),
                            source.folder(report.path()),
                            item,
                            pass.destinationMailbox()),
                    outcome -> settle(failed.deadLetter(), item.head(), outcome));
        } catch (MailboxException e) {
            ledger.retried(item.head().uid());
            letters.putBack(failed.deadLetter());
            throw e;
        }
    }

    private void settle(String letter, ItemHead head, ItemOutcome outcome) throws MailboxException {
        try {
            switch (outcome) {
                case ItemOutcome.Copied copied -> letters.delete(letter);
                case ItemOutcome.Skipped(String reason) -> {
                    ledger.skip(List.of(head), reason);
                    pass.progress().skipped(1);
                    letters.putBack(letter);
                }
                case ItemOutcome.Failed(String reason, String newLetter) -> {
                    String now = letters.afterFailure(letter, newLetter);
                    ledger.fail(head, reason, now);
                    letters.replaced(letter, now);
                    pass.progress().failed(1);
                }
                case ItemOutcome.Stopped stopped -> letters.putBack(letter);
            }
        } finally {
            ledger.retried(head.uid());
        }
    }
}

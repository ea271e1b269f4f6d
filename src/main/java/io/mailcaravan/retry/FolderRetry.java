package io.mailcaravan.retry;

import io.mailcaravan.deadletter.DeadLetters;
import io.mailcaravan.filter.ItemFilter;
import io.mailcaravan.filter.SourcePlaces;
import io.mailcaravan.ledger.CopyNote;
import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.ledger.LedgerMailbox;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.FileErrors;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.pass.Handover;
import io.mailcaravan.pass.ItemHandler;
import io.mailcaravan.pass.ItemOutcome;
import io.mailcaravan.pass.ItemReading;
import io.mailcaravan.pass.LackingPlaces;
import io.mailcaravan.pass.PassContext;
import io.mailcaravan.pass.PassItem;
import io.mailcaravan.pass.ReadItem;
import io.mailcaravan.pass.Skips;
import io.mailcaravan.pass.Tally;
import io.mailcaravan.progress.Figure;
import io.mailcaravan.report.FolderReport;
import io.mailcaravan.report.ReportItem;
import io.mailcaravan.session.ItemListing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Sends the failed items of one folder again, page by page. */
final class FolderRetry {

    /** Begins the reason of items that cannot be sent again. */
    private static final String GONE = "cannot be sent again: ";

    private final List<FolderReport> legs;
    private final FolderReport report;
    private final LedgerMailbox mailbox;
    private final RetrySource source;
    private final Optional<String> excluded;
    private final DeadLetters letters;
    private final PassContext pass;
    private final Handover handover;
    private final LackingPlaces lacking;

    /** Each item is sent once, to all its legs. */
    private final Set<Uid> sent = new HashSet<>();

    /** Those that were read there, and not from their dead letters. */
    private final Set<Uid> atSource = ConcurrentHashMap.newKeySet();

    /**
     * @param legs the folder on each leg on which it has failed items
     */
    FolderRetry(
            List<FolderReport> legs,
            LedgerMailbox mailbox,
            RetrySource source,
            Optional<String> excluded,
            DeadLetters letters,
            ItemHandler handler,
            PassContext pass) {
        this.legs = legs;
        this.report = legs.get(0);
        this.mailbox = mailbox;
        this.source = source;
        this.excluded = excluded;
        this.letters = letters;
        this.pass = pass;
        this.handover = new Handover(handler, pass);
        this.lacking = new LackingPlaces(report.path());
    }

    /**
     * Runs to the end of the folder.
     *
     * @return why it was stopped; the items not yet settled are failed as before
     */
    Optional<MailboxException> run() throws MailboxException, InterruptedException {
        Optional<MailboxException> stopped = Optional.empty();
        for (FolderReport leg : legs) {
            if (stopped.isEmpty()) {
                stopped = run(leg);
            }
        }
        tellLacking();
        return stopped;
    }

    /** Noted with the folder, so that the next pass goes through the whole of it. */
    private void tellLacking() throws MailboxException {
        List<String> problems = lacking.problems();
        problems.forEach(pass.progress()::problem);
        for (FolderReport leg : problems.isEmpty() ? List.<FolderReport>of() : legs) {
            ledger(leg.leg()).saveProblem(String.join(" ", problems), 0);
        }
    }

    private Optional<MailboxException> run(FolderReport leg)
            throws MailboxException, InterruptedException {
        Optional<Uid> last = Optional.empty();
        for (List<ReportItem> page = leg.failedAfter(last);
                !page.isEmpty();
                page = leg.failedAfter(last)) {
            Tally tally = pass.tally(report.path(), report.uidValidity());
            for (ReportItem item : page) {
                tally.add(leg.leg(), item.entry().uid());
                tally.sent(leg.leg(), item.entry().uid());
            }
            Map<Uid, ReportItem> open = new TreeMap<>();
            page.stream()
                    .filter(item -> sent.add(item.entry().uid()))
                    .forEach(item -> open.put(item.entry().uid(), item));
            Optional<MailboxException> stopped = send(open);
            if (stopped.isPresent()) {
                return stopped;
            }
            last = Optional.of(page.getLast().entry().uid());
        }
        return Optional.empty();
    }

    private Optional<MailboxException> send(Map<Uid, ReportItem> open)
            throws MailboxException, InterruptedException {
        while (!open.isEmpty()) {
            try {
                sendOpen(open);
            } catch (MailboxException e) {
                if (handover.stopped().isPresent() || e.closesFolder()) {
                    handover.stop(e);
                } else {
                    source.source().again(e, pass.steps());
                }
            } finally {
                handover.drain();
            }
            if (handover.stopped().isPresent()) {
                return handover.stopped();
            }
        }
        return Optional.empty();
    }

    /** Takes out of {@code open} whatever is on its way or settled. */
    private void sendOpen(Map<Uid, ReportItem> open) throws MailboxException {
        RetrySource.Heads there =
                source.unreachable().isPresent()
                        ? RetrySource.Heads.none()
                        : source.heads(report, open.keySet(), pass);
        Map<Uid, ItemHead> heads = there.listed();
        Map<Uid, ReportItem> toRead = new TreeMap<>();
        for (ReportItem item : List.copyOf(open.values())) {
            Uid uid = item.entry().uid();
            handover.goOn();
            Optional<ItemHead> head = Optional.ofNullable(heads.get(uid));
            if (head.isPresent() && mayBeAnother(head.get(), item)) {
                toRead.put(uid, item);
                continue;
            }
            if (source.unreachable().isPresent() && !item.entry().places().isEmpty()) {
                open.remove(uid);
                gone(item); // only the source tells whether these are labels
                continue;
            }
            Optional<Item> kept;
            try {
                kept = kept(item, head);
            } catch (MailboxException e) {
                open.remove(uid);
                fail(head(item), e.explanation(), item.deadLetter());
                continue;
            }
            if (kept.isPresent()) {
                open.remove(uid);
                handOn(item, kept.get(), "");
            } else if (heads.containsKey(uid)) {
                toRead.put(uid, item);
            } else if (there.unlistable().containsKey(uid)) {
                open.remove(uid);
                fail(head(item), ItemListing.reason(there.unlistable().get(uid)), "");
            } else {
                open.remove(uid);
                gone(item);
            }
        }
        read(toRead, heads, open);
    }

    /**
     * Whether the source may have given the UID to another message since the item has failed: it
     * announces another size, or another date than the dead letter's. Some servers change what they
     * announce, so the bytes decide.
     */
    private boolean mayBeAnother(ItemHead head, ReportItem item) {
        if (report.path().kind().changes()) {
            return true; // the file may be of an earlier state of it
        }
        if (!letters.has(item.deadLetter())) {
            return false;
        }
        long size = item.entry().size();
        boolean otherSize = size > 0 && head.size() > 0 && size != head.size();
        return otherSize
                || (head.hasDate()
                        && letters.date(item.deadLetter())
                                .filter(
                                        date ->
                                                date.getEpochSecond()
                                                        != head.internalDate().getEpochSecond())
                                .isPresent());
    }

    /**
     * The item, with its dead letter only where that has the bytes that the source has under its
     * UID; if not, the file is another message's and is left.
     */
    private ReportItem own(ReportItem item, Item read) throws MailboxException {
        if (report.path().kind().changes()
                || !letters.has(item.deadLetter())
                || letters.holds(item.deadLetter(), read.content())) {
            return item;
        }
        tidy(() -> letters.putBack(item.deadLetter()));
        for (Leg leg : failedOn(item.entry().uid())) {
            ledger(leg).givenAgain(read.head());
        }
        return new ReportItem(item.key(), item.leg(), item.entry(), item.destination(), "");
    }

    /**
     * The item out of its dead letter, if it has one.
     *
     * @throws MailboxException when there is one, but nobody can use it: that one item's failure
     */
    private Optional<Item> kept(ReportItem item, Optional<ItemHead> head) throws MailboxException {
        Optional<Path> letter = letters.take(item.deadLetter());
        if (letter.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(item(item, head, letter.get()));
        } catch (MailboxException e) {
            tidy(() -> letters.putBack(item.deadLetter()));
            throw e;
        }
    }

    private void count(Figure figure, long items) {
        pass.progress().count(report.path().kind(), figure, items);
    }

    /** Something about the file of an item whose state the ledger has. */
    @FunctionalInterface
    private interface Tidying {
        void run() throws MailboxException;
    }

    /** Where it fails, no item is in danger: the next retry finds the file under either name. */
    private void tidy(Tidying work) {
        try {
            work.run();
        } catch (MailboxException e) {
            pass.progress().remark(e.explanation());
        }
    }

    /**
     * From the source comes what only it knows; without it flags are as recorded, and INTERNALDATE
     * is the file's date, which the dead letter route sets to that of the item: the source's, or
     * else the message's. Where neither told one, it is when the item failed.
     */
    private static Item item(ReportItem item, Optional<ItemHead> head, Path letter)
            throws MailboxException {
        try {
            Content content = Content.of(letter);
            long announced = item.entry().size();
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
                                    announced > 0 ? announced : content.size())
                            .with(item.entry().places()),
                    content);
        } catch (IOException e) {
            throw new MailboxException(
                    Scope.MESSAGE,
                    Retry.NEVER,
                    "The dead letter " + letter + " cannot be read: " + FileErrors.words(e),
                    "Check its rights.",
                    e);
        }
    }

    /**
     * What its owner has deleted at the source is not missing; a dead letter that is lost, however,
     * was the last that there was of it.
     */
    private void gone(ReportItem item) throws MailboxException {
        String before = item.entry().reason();
        if (source.unreachable().isPresent()) {
            source.missed();
        }
        if (source.unreachable().isPresent() || before.startsWith(GONE)) {
            count(Figure.FAILED, failedOn(item.entry().uid()).size());
        } else if (item.deadLetter().isEmpty()) {
            for (Leg leg : failedOn(item.entry().uid())) {
                skip(head(item), leg, Skips.GONE + "; it had failed with: " + before);
            }
        } else {
            fail(
                    head(item),
                    GONE
                            + "its dead letter "
                            + item.deadLetter()
                            + " is gone, and the source no longer has it. It failed with: "
                            + before,
                    "");
        }
    }

    /** For the ledger, which looks at neither date. */
    private static ItemHead head(ReportItem item) {
        return new ItemHead(
                        item.entry().uid(),
                        item.entry().flags(),
                        Instant.EPOCH,
                        item.entry().size())
                .with(item.entry().places());
    }

    private void read(
            Map<Uid, ReportItem> toRead, Map<Uid, ItemHead> heads, Map<Uid, ReportItem> open)
            throws MailboxException {
        if (toRead.isEmpty()) {
            return;
        }
        List<ItemHead> wanted = new ArrayList<>();
        toRead.keySet().forEach(uid -> wanted.add(heads.get(uid)));
        ItemReading reading =
                new ItemReading(source.source(), report.path(), pass, handover, new Receiver(open));
        reading.read(wanted);
        reading.finish();
    }

    /** What becomes of the items that are read. */
    private final class Receiver implements ItemReading.Receiver {
        private final Map<Uid, ReportItem> open;

        Receiver(Map<Uid, ReportItem> open) {
            this.open = open;
        }

        @Override
        public void deliver(Item item, String note) throws MailboxException {
            ReportItem failed = open.remove(item.head().uid());
            try {
                failed = own(failed, item);
            } catch (MailboxException e) {
                item.content().close();
                throw e;
            }
            atSource.add(item.head().uid());
            handOn(failed, item, note);
        }

        @Override
        public void gone(ItemHead head) throws MailboxException {
            unreadable(head, "deleted at the source before it could be sent again");
        }

        @Override
        public void unreadable(ItemHead head, String reason) throws MailboxException {
            ReportItem failed = open.remove(head.uid());
            if (failed != null && letters.has(failed.deadLetter())) {
                fail(head(failed), reason, failed.deadLetter()); // nobody knows whose it is
            } else {
                fail(head, reason, "");
            }
        }
    }

    private void handOn(ReportItem failed, Item found, String note) throws MailboxException {
        ReadItem item;
        try {
            item = read(found);
        } catch (UncheckedIOException e) {
            found.content().close();
            tidy(() -> letters.putBack(failed.deadLetter()));
            fail(
                    found.head(),
                    "it cannot be read to be sent again: " + e.getCause(),
                    failed.deadLetter());
            return;
        }
        Uid uid = found.head().uid();
        SourcePlaces.Lying lying = lying(found);
        ItemHead head = item.item().head().with(lying.all());
        Set<Leg> on = failedOn(uid);
        if (item.excluded().isPresent() || handover.ends()) {
            found.content().close();
            tidy(() -> letters.putBack(failed.deadLetter()));
            handover.goOn();
            for (Leg leg : on) {
                skip(head, leg, item.excluded().get());
            }
            return;
        }
        for (Leg leg : on) {
            ledger(leg).retry(uid);
        }
        try {
            handover.send(
                    new PassItem(
                            report.key(uid),
                            lying.folder(),
                            pass.places().isHome(report.path()),
                            new Item(head.with(lying.further()), item.item().content()),
                            pass.destinationMailbox(),
                            on,
                            CopyNote.of(Stream.of(note, item.note())),
                            pass.settings().mappings()),
                    outcomes -> {
                        lacking.add(uid, outcomes);
                        settle(failed.deadLetter(), head, on, outcomes);
                    });
        } catch (MailboxException e) {
            for (Leg leg : on) {
                ledger(leg).retried(uid);
            }
            tidy(() -> letters.putBack(failed.deadLetter()));
            throw e;
        }
    }

    /** The rules are asked anew, as for what a pass has listed. */
    private ReadItem read(Item found) {
        ItemFilter rules = pass.settings().items();
        Optional<String> rule =
                excluded.or(() -> lying(found).excluded()).or(() -> rules.excluded(found.head()));
        return rule.isPresent()
                ? new ReadItem(found, rule, "")
                : ReadItem.of(report.path().kind(), found, rules);
    }

    private SourcePlaces.Lying lying(Item item) {
        return pass.places().of(report.path(), item.head().places());
    }

    /** The legs on which the item has failed. */
    private Set<Leg> failedOn(Uid uid) throws MailboxException {
        Set<Leg> on = new LinkedHashSet<>();
        for (FolderReport leg : legs) {
            ReportItem item = leg.items(new UidRange(uid, uid)).get(uid);
            // one that was being sent when a process died is pending
            if (item != null
                    && (item.entry().state() == ItemState.FAILED
                            || item.entry().state() == ItemState.PENDING)) {
                on.add(leg.leg());
            }
        }
        return on;
    }

    private LedgerFolder ledger(Leg leg) throws MailboxException {
        return mailbox.leg(leg).folder(report.path(), report.uidValidity());
    }

    private void settle(
            String letter, ItemHead head, Set<Leg> sentOn, Map<Leg, ItemOutcome> outcomes)
            throws MailboxException {
        // those on which it is failed still the ledger knows
        Set<Leg> settled = new LinkedHashSet<>(sentOn);
        settled.addAll(outcomes.keySet());
        // the route has taken it where it belongs, and left it out elsewhere
        boolean elsewhere = outcomes.isEmpty();
        boolean rewritten = false;
        try {
            for (Map.Entry<Leg, ItemOutcome> on : outcomes.entrySet()) {
                switch (on.getValue()) {
                    case ItemOutcome.Copied copied -> elsewhere = true;
                    case ItemOutcome.Skipped(String reason) -> skip(head, on.getKey(), reason);
                    case ItemOutcome.Failed(String reason, String newLetter) -> {
                        String now = afterFailure(letter, newLetter);
                        ledger(on.getKey()).fail(head, reason, now);
                        count(Figure.FAILED, 1);
                        rewritten = rewritten || now.equals(letter);
                        elsewhere = elsewhere || !(now.isEmpty() || now.equals(letter));
                    }
                    case ItemOutcome.Stopped stopped -> {
                        if (hasArrived(head, on.getKey())) {
                            elsewhere = true;
                        } else {
                            settled.remove(on.getKey());
                        }
                    }
                }
            }
            letGo(letter, head.uid(), settled, elsewhere, rewritten);
        } finally {
            for (Leg leg : outcomes.keySet()) {
                ledger(leg).retried(head.uid());
            }
        }
    }

    /**
     * Whether it was recorded as copied before it was stopped. One that may change may only have
     * been found there in another state; then the source must have it, as the next pass sends it
     * from there, and knows of no file.
     */
    private boolean hasArrived(ItemHead head, Leg leg) throws MailboxException {
        UidRange one = new UidRange(head.uid(), head.uid());
        LedgerEntry entry = ledger(leg).entries(one).get(head.uid());
        return entry != null
                && entry.state() == ItemState.COPIED
                && (atSource.contains(head.uid()) || !report.path().kind().changes());
    }

    /**
     * Deletes the file once the ledger names it for nobody else: an end that is not in use for a
     * while may still need it.
     *
     * @param elsewhere whether its bytes have arrived, or another file has them
     * @param rewritten whether the route has written it anew
     */
    private void letGo(
            String letter, Uid uid, Set<Leg> settled, boolean elsewhere, boolean rewritten)
            throws MailboxException {
        if (letter.isEmpty()) {
            return;
        }
        List<LedgerFolder> done = new ArrayList<>();
        for (Leg leg : settled) {
            done.add(ledger(leg));
        }
        boolean nobodys = mailbox.letGo(letter, uid, done);
        if (nobodys && elsewhere) {
            tidy(() -> letters.delete(letter));
        } else if (rewritten) {
            tidy(() -> letters.rewritten(letter));
        } else {
            tidy(() -> letters.putBack(letter));
        }
    }

    /** The name of the file that has the bytes; where it has not got it back, as it was. */
    private String afterFailure(String letter, String newLetter) {
        try {
            return letters.afterFailure(letter, newLetter);
        } catch (MailboxException e) {
            pass.progress().remark(e.explanation());
            return letter;
        }
    }

    private void skip(ItemHead head, Leg leg, String reason) throws MailboxException {
        ledger(leg).skip(List.of(head), reason);
        count(Figure.SKIPPED, 1);
    }

    private void fail(ItemHead head, String reason, String deadLetter) throws MailboxException {
        for (Leg leg : failedOn(head.uid())) {
            ledger(leg).fail(head, reason, deadLetter);
            count(Figure.FAILED, 1);
        }
    }
}

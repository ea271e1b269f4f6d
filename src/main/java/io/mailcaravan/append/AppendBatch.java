package io.mailcaravan.append;

import io.mailcaravan.convert.mime.MessageRepair;
import io.mailcaravan.ledger.BatchItem;
import io.mailcaravan.ledger.Copied;
import io.mailcaravan.ledger.PendingBatch;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.pass.Arrival;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Requests that go to one folder with one command: pending, appended, recorded, answered. */
final class AppendBatch {

    private final AppendEnd end;
    private final AppendFolder folder;
    private final List<AppendRequest> requests;
    private final String note;
    private final Map<AppendRequest, AppendOutcome.Appended> arrived = new LinkedHashMap<>();
    private final Map<AppendRequest, MailboxException> refused = new LinkedHashMap<>();

    /** What some that have arrived have not got, where that was looked at. */
    private final Map<AppendRequest, CopyCompletion.Missing> missing = new HashMap<>();

    /** What has arrived, and is not one with another. */
    private Acknowledged.Messages acknowledged = Acknowledged.Messages.NONE;

    /** Empty where no request has a key, and when it is recorded. */
    private Optional<PendingBatch> pending = Optional.empty();

    private AppendLease.Term term = AppendLease.Term.UNLIMITED;

    AppendBatch(AppendEnd end, AppendFolder folder, List<AppendRequest> requests) {
        this(end, folder, requests, "");
    }

    /**
     * @param note recorded with each item
     */
    private AppendBatch(
            AppendEnd end, AppendFolder folder, List<AppendRequest> requests, String note) {
        this.end = end;
        this.folder = folder;
        this.requests = requests;
        this.note = note;
    }

    /** Returns when the ledger knows that these items may soon be there. */
    void begin() throws MailboxException {
        List<BatchItem> items =
                requests.stream()
                        .filter(request -> request.key().isPresent())
                        .map(
                                request ->
                                        new BatchItem(
                                                request.key().get(), asAppended(request.item())))
                        .toList();
        term = end.lease().await();
        if (!items.isEmpty()) {
            pending = Optional.of(folder.begin(items));
            folder.settled(items.stream().map(BatchItem::key).collect(Collectors.toSet()));
        }
    }

    private static ItemHead asAppended(Item item) {
        return item.head().withSize(item.content().size());
    }

    /** Nothing of it was sent. */
    void withdraw() throws MailboxException {
        record(List.of());
    }

    /**
     * Sends it; those that the destination refuses are tried once more, repaired.
     *
     * @param open answered requests leave it
     * @throws MailboxException when it is not known what arrived (scope STORE), or when nothing did
     */
    void append(MailboxSession live, Set<AppendRequest> open) throws MailboxException {
        send(live);
        locate(live);
        boolean messages = folder.destination().folder().kind() == ItemKind.MESSAGE;
        if (end.options().repair() && messages && !refused.isEmpty()) {
            settleArrived(open); // whatever becomes of the others
            for (AppendRequest request : List.copyOf(refused.keySet())) {
                repair(live, request, open);
            }
        }
    }

    private void send(MailboxSession live) throws MailboxException {
        List<AppendOutcome> outcomes;
        try {
            outcomes =
                    live.append(
                            folder.destination().folder(),
                            requests.stream()
                                    .map(request -> LeasedContent.under(term, request.item()))
                                    .toList());
        } catch (MailboxException e) {
            if (e.scope() != Scope.STORE) {
                record(List.of());
            }
            throw e.isFull() ? noRoomFor(requests, e) : e;
        }
        for (int i = 0; i < requests.size(); i++) {
            switch (outcomes.get(i)) {
                case AppendOutcome.Appended appended -> arrived.put(requests.get(i), appended);
                case AppendOutcome.Refused(MailboxException reason) ->
                        refused.put(requests.get(i), reason);
            }
        }
        refused.entrySet().stream()
                .filter(entry -> entry.getValue().isFull())
                .findFirst()
                .map(first -> noRoomFor(List.of(first.getKey()), first.getValue()))
                .ifPresent(
                        named ->
                                refused.replaceAll(
                                        (request, reason) -> reason.isFull() ? named : reason));
    }

    /** It may be one message that is too large for what is left, and smaller ones would go. */
    private static MailboxException noRoomFor(
            List<AppendRequest> requests, MailboxException reason) {
        AppendRequest largest =
                requests.stream().max(Comparator.comparingLong(AppendRequest::size)).orElseThrow();
        long all = requests.stream().mapToLong(AppendRequest::size).sum();
        String others =
                requests.size() == 1
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "%,d messages of %,d bytes, the largest of them ",
                                requests.size(),
                                all);
        return reason.withoutRoomFor(others + largest.name());
    }

    /**
     * Finds the UIDs that were not told. If that fails, what arrived is as unknown as after a lost
     * answer, and found in the same way.
     */
    private void locate(MailboxSession live) throws MailboxException {
        List<AppendRequest> without =
                arrived.entrySet().stream()
                        .filter(entry -> entry.getValue().uid().isEmpty())
                        .map(Map.Entry::getKey)
                        .toList();
        complete(live); // what was told lies where the others are looked for
        if (without.isEmpty()) {
            return;
        }
        List<AppendFolder.Located> located = folder.locate(live, without);
        for (int i = 0; i < located.size(); i++) {
            AppendOutcome.Appended told = arrived.get(without.get(i));
            arrived.put(
                    without.get(i),
                    new AppendOutcome.Appended(
                            located.get(i).uid(), told.dropped(), told.version()));
            missing.put(without.get(i), located.get(i).missing());
        }
    }

    /** Looks whether what is to lie in further folders does; mail without any costs nothing. */
    private void complete(MailboxSession live) throws MailboxException {
        List<CopyCompletion.Copy> copies = new ArrayList<>();
        arrived.forEach(
                (request, appended) -> {
                    if (request.hasPlaces() && appended.uid().isPresent()) {
                        copies.add(CopyCompletion.Copy.appended(request, appended.uid().get()));
                    }
                });
        if (!copies.isEmpty()) {
            missing.putAll(
                    new CopyCompletion(live, folder.destination().folder()).complete(copies));
        }
    }

    private CopyCompletion.Missing missing(AppendRequest request) {
        return missing.getOrDefault(request, CopyCompletion.Missing.NOTHING);
    }

    /** To which they go. */
    FolderPath folder() {
        return folder.destination().folder();
    }

    /**
     * What the destination says to have got; a message that has become one with another is none.
     */
    Acknowledged.Messages acknowledged() {
        return acknowledged;
    }

    /** What the destination asks to be waited for before these are sent again; the longest wait. */
    Optional<MailboxException> delay() {
        return refused.values().stream()
                .filter(MailboxException::isDelay)
                .max(Comparator.comparing(reason -> reason.retryAfter().orElseThrow()));
    }

    /** What says that no further item can be appended to this mailbox. */
    Optional<MailboxException> refusedByMailbox() {
        return refused.values().stream()
                .filter(reason -> reason.scope() == Scope.MAILBOX)
                .findFirst();
    }

    /** Records and answers; answered requests leave {@code open}. */
    void settle(Set<AppendRequest> open) throws MailboxException {
        settleArrived(open);
        refused.forEach(
                (request, reason) -> {
                    open.remove(request);
                    request.failed(reason);
                });
    }

    private void settleArrived(Set<AppendRequest> open) throws MailboxException {
        record(copied());
        Uid before = folder.fence().uidNext();
        Set<Uid> told = new HashSet<>();
        arrived.forEach(
                (request, appended) -> {
                    open.remove(request);
                    boolean merged =
                            appended.uid()
                                    .filter(uid -> uid.compareTo(before) < 0 || !told.add(uid))
                                    .isPresent();
                    if (!merged) {
                        acknowledged = acknowledged.with(appended.uid().isPresent());
                    }
                    request.arrived(appended.uid(), merged ? Arrival.MERGED : Arrival.APPENDED);
                    appended.uid().ifPresent(folder::arrived);
                });
        arrived.clear();
    }

    private void record(List<Copied> copied) throws MailboxException {
        if (pending.isPresent()) {
            end.ledger().settle(pending.get(), copied);
            pending = Optional.empty();
        }
    }

    private List<Copied> copied() {
        List<Copied> copied = new ArrayList<>();
        arrived.forEach(
                (request, appended) ->
                        request.key()
                                .ifPresent(
                                        key ->
                                                copied.add(
                                                        new Copied(
                                                                key,
                                                                request.recorded(
                                                                        request.item()
                                                                                .head()
                                                                                .internalDate(),
                                                                        missing(request)),
                                                                appended.uid(),
                                                                request.note(
                                                                        Stream.concat(
                                                                                Stream.of(note),
                                                                                missing(request)
                                                                                        .with(
                                                                                                appended
                                                                                                        .dropped())
                                                                                        .notes(
                                                                                                request))),
                                                                appended.version()))));
        return copied;
    }

    /** The message itself is refused, whenever it comes. */
    private static boolean isForGood(MailboxException reason) {
        return reason.scope() == Scope.MESSAGE && reason.retry() == Retry.NEVER;
    }

    private void repair(MailboxSession live, AppendRequest request, Set<AppendRequest> open)
            throws MailboxException {
        MailboxException reason = refused.get(request);
        // what is only busy must not lead to an altered message
        if (!isForGood(reason)) {
            return;
        }
        Optional<MessageRepair.Repaired> repaired = Repairs.of(request.item(), end.spool());
        if (repaired.isEmpty()) {
            return;
        }
        try (var content = repaired.get().content()) {
            AppendRequest again = request.with(new Item(request.item().head(), content));
            String rules = Repairs.note(repaired.get().rules());
            AppendBatch alone = new AppendBatch(end, folder, List.of(again), rules);
            alone.begin();
            alone.send(live);
            alone.locate(live);
            alone.settleArrived(open);
            acknowledged = acknowledged.with(alone.acknowledged);
            MailboxException still = alone.refused.get(again);
            if (still == null) {
                refused.remove(request);
                open.remove(request);
            } else if (!isForGood(still)) {
                // the repaired form may yet go through, so the item is not failed
                refused.put(request, still);
            }
        }
    }
}

package io.mailcaravan.pass;

import io.mailcaravan.ledger.CopyNote;
import io.mailcaravan.ledger.LedgerEntry;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderReference;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.session.ItemListing;
import io.mailcaravan.session.MessageNames;
import io.mailcaravan.session.Source;
import io.mailcaravan.session.UidRuns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells whether a folder of the source was put back to an earlier state, as out of a backup: then
 * it gives UIDs again, under the same UIDVALIDITY, to other messages than those that were copied.
 */
final class SetBack {

    /** Copies that are looked at: UIDs that are given again are the highest ones. */
    private static final int LOOKED_AT = 50;

    private final FolderPath folder;
    private final FolderLegs legs;
    private final PassContext pass;

    SetBack(FolderPath folder, FolderLegs legs, PassContext pass) {
        this.folder = folder;
        this.legs = legs;
        this.pass = pass;
    }

    /**
     * Whether UIDNEXT has fallen below UIDs that were given (it never may, RFC 9051 2.3.1.1). One
     * answer may be a mistake: the source must say so again, and list nothing above.
     */
    boolean byUidNext(FolderStatus status, Source source) throws MailboxException {
        Optional<Uid> known = legs.nextUid();
        if (known.isEmpty() || !hasFallen(known.get(), status)) {
            return false;
        }
        FolderStatus now = source.ask(session -> session.status(folder));
        if (!now.uidValidity().equals(status.uidValidity()) || !hasFallen(known.get(), now)) {
            return false;
        }
        UidRange above = new UidRange(now.uidNext(), new Uid(known.get().value() - 1));
        int[] there = {0};
        new ItemListing(source, folder, pass.counter())
                .list(above, (uid, reason) -> there[0]++)
                .forEach(head -> there[0]++);
        return there[0] == 0;
    }

    private boolean hasFallen(Uid known, FolderStatus now) {
        return now.tellsUidNext() && now.uidNext().compareTo(known) < 0 && legs.reach(Uid.MIN);
    }

    /** What {@link #byHeads} is to look at, where only UIDs are known. */
    Collection<ItemHead> heads(Collection<Uid> uids, Source source) throws MailboxException {
        return uids.isEmpty()
                ? List.of()
                : source.ask(session -> UidRuns.heads(session, folder, uids)).values();
    }

    /**
     * Whether one of these has another message now than the one that was copied.
     *
     * @param destinations runs what asks a destination
     */
    boolean byHeads(Collection<ItemHead> heads, Source source, Vanished.AtDestination destinations)
            throws MailboxException {
        Map<Uid, ItemHead> sources = new HashMap<>();
        heads.forEach(head -> sources.put(head.uid(), head));
        List<Uid> uids = sources.keySet().stream().sorted().toList();
        if (uids.isEmpty() || !legs.reach(uids.get(0))) {
            return false; // all are new
        }
        for (UidRange range : UidRuns.of(uids, UidRuns.BUCKET)) {
            for (LedgerFolder leg : legs.all()) {
                Optional<Destination> destination = pass.destination(leg.leg());
                if (destination.isPresent()
                        && isAt(
                                destination.get(),
                                odd(leg, range, sources),
                                source,
                                destinations)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** With another size than was copied; the highest ones. */
    private static List<Suspect> odd(LedgerFolder leg, UidRange range, Map<Uid, ItemHead> sources)
            throws MailboxException {
        return Counterparts.of(leg, range).stream()
                .filter(entry -> sources.containsKey(entry.uid()))
                .map(entry -> new Suspect(sources.get(entry.uid()), entry))
                .filter(Suspect::hasOtherSize)
                .sorted(Comparator.comparing((Suspect one) -> one.entry().uid()).reversed())
                .limit(LOOKED_AT)
                .toList();
    }

    private boolean isAt(
            Destination destination,
            List<Suspect> odd,
            Source source,
            Vanished.AtDestination destinations)
            throws MailboxException {
        for (Map.Entry<FolderReference, List<Suspect>> in :
                FolderReference.group(odd, one -> one.entry().copyFolder()).entrySet()) {
            List<Suspect> suspects = new ArrayList<>();
            destinations.run(
                    () -> suspects.addAll(ofOtherDate(destination, in.getKey(), in.getValue())));
            if (!suspects.isEmpty()
                    && isAmong(suspects, destination, in.getKey(), source, destinations)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Sizes that differ may come from a step of the route, or from a source that does not know them
     * exactly; dates, from a destination that keeps others. Both together are a suspicion.
     */
    private static List<Suspect> ofOtherDate(
            Destination destination, FolderReference in, List<Suspect> odd)
            throws MailboxException {
        Map<Uid, ItemHead> there =
                ifThere(() -> destination.heads(in.path(), in.uidValidity(), copies(odd)));
        return odd.stream()
                .filter(one -> there.containsKey(one.copy()))
                .filter(one -> one.mayHaveOtherDate(there.get(one.copy())))
                .toList();
    }

    /** The messages themselves tell whether it is so. */
    private boolean isAmong(
            List<Suspect> suspects,
            Destination destination,
            FolderReference in,
            Source source,
            Vanished.AtDestination destinations)
            throws MailboxException {
        Set<Uid> uids = suspects.stream().map(one -> one.head().uid()).collect(Collectors.toSet());
        Map<Uid, Fingerprint> now =
                source.ask(session -> new MessageNames(session, folder, false).ofEach(uids));
        Map<Uid, Fingerprint> copied = new HashMap<>();
        destinations.run(
                () ->
                        copied.putAll(
                                ifThere(
                                        () ->
                                                destination.fingerprints(
                                                        in.path(),
                                                        in.uidValidity(),
                                                        copies(suspects)))));
        return suspects.stream()
                .anyMatch(
                        one -> {
                            Fingerprint copy = copied.get(one.copy());
                            Fingerprint message = now.get(one.head().uid());
                            return copy != null && message != null && message.isSurelyAnother(copy);
                        });
    }

    private static List<Uid> copies(List<Suspect> suspects) {
        return suspects.stream().map(Suspect::copy).toList();
    }

    /** Asks for what is in a folder of the destination. */
    @FunctionalInterface
    private interface Question<T> {
        Map<Uid, T> ask() throws MailboxException;
    }

    private static <T> Map<Uid, T> ifThere(Question<T> question) throws MailboxException {
        try {
            return question.ask();
        } catch (MailboxException e) {
            if (e.scope() != Scope.FOLDER) {
                throw e;
            }
            return Map.of(); // whoever carries flags there says why it cannot be looked at
        }
    }

    /**
     * An item that may be another one than was copied under its UID.
     *
     * @param head as the source lists it now
     */
    private record Suspect(ItemHead head, LedgerEntry entry) {

        /** Where nothing says that the bytes were changed on the way. */
        boolean hasOtherSize() {
            return head.size() > 0
                    && entry.size() > 0
                    && head.size() != entry.size()
                    && !CopyNote.mayTellOtherBytes(entry.reason());
        }

        boolean mayHaveOtherDate(ItemHead there) {
            return !head.hasDate()
                    || !there.hasDate()
                    || !head.internalDate().equals(there.internalDate());
        }

        Uid copy() {
            return entry.copyUid();
        }
    }
}

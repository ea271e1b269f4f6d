package io.mailcaravan.append;

import io.mailcaravan.ledger.CopyNote;
import io.mailcaravan.ledger.ItemKey;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.match.Wanted;
import io.mailcaravan.pass.Arrival;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A message that waits to be appended.
 *
 * @param key empty where it does not come from a mailbox; then nothing is recorded
 * @param folder at the destination
 */
public record AppendRequest(
        Optional<ItemKey> key, FolderPath folder, Item item, Requester requester) {

    /** Each request is one of its own, and found quickly. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** The same request with another item. */
    AppendRequest with(Item other) {
        return new AppendRequest(key, folder, other, requester);
    }

    /** The same request for another folder. */
    AppendRequest in(FolderPath other) {
        return new AppendRequest(key, other, item, requester);
    }

    boolean hasPlaces() {
        return !item.head().places().isEmpty();
    }

    long size() {
        return item.content().size();
    }

    /** For messages: {@code UID 21 of folder 'INBOX' (204,800 bytes)}. */
    String name() {
        String what =
                key.map(from -> "UID " + from.uid() + " of folder '" + from.folder() + "'")
                        .orElse("a message");
        return what + String.format(Locale.ROOT, " (%,d bytes)", size());
    }

    /** What the ledger is to note: what the requester says, then these; empty ones left out. */
    String note(String... more) {
        return note(Stream.of(more));
    }

    /** The same. */
    String note(Stream<String> more) {
        Stream<String> steps = Stream.concat(Stream.of(requester.note(), mappedBy()), bySteps());
        return CopyNote.of(Stream.concat(steps, more));
    }

    /** What steps of the route have made of what the source tells. */
    private Stream<String> bySteps() {
        ItemHead head = item.head();
        ItemHead source = requester.atSource().orElse(head);
        boolean dated = source.hasDate() && !head.internalDate().equals(source.internalDate());
        return Stream.of(
                CopyNote.ofFlagsByStep(source.flags(), head.flags()),
                dated ? CopyNote.ofDateByStep() : "",
                CopyNote.ofPlacesByStep(source.places(), head.places()));
    }

    /** The part of a note that says so; empty for none. */
    String mappedBy() {
        return CopyNote.ofMappings(requester.mappedBy());
    }

    /** To be looked for at the destination. */
    Wanted wanted() {
        return new Wanted(item, original(), false);
    }

    /** The item as it was read; empty where nothing has changed it since. */
    Optional<Item> original() {
        return requester
                .asRead()
                .filter(content -> content != item.content())
                .map(content -> new Item(item.head(), content));
    }

    /** {@link #recorded(Instant, CopyCompletion.Missing)}, where it has all that it can. */
    ItemHead recorded(Instant date) {
        return recorded(date, CopyCompletion.Missing.NOTHING);
    }

    /** Those of the destination's folders that only a step of the route has asked for. */
    Places onlyByStep(Places some) {
        return some.without(requester.atSource().orElse(item.head()).places());
    }

    /**
     * As the ledger records it: with the flags and places of the source, mapped, which later
     * changes start from.
     *
     * @param date that the copy has
     * @param missing what the copy has not got, so that a later pass tries again
     */
    ItemHead recorded(Instant date, CopyCompletion.Missing missing) {
        ItemHead head = item.head();
        ItemHead source = requester.atSource().orElse(head);
        return new ItemHead(
                head.uid(),
                source.flags(),
                source.places().without(missing.lacking()).with(missing.still()),
                date,
                item.content().size(),
                head.version());
    }

    /** The copy does not lie in these further folders, though it should. */
    void lacks(Places places, String why) {
        requester.lacks(
                places.folders().stream().collect(Collectors.toMap(place -> place, place -> why)));
    }

    /** The connection was lost while it was sent. */
    void cut() {
        requester.cut();
    }

    /** How often that was so. */
    int cuts() {
        return requester.cuts();
    }

    void adopted(Optional<Uid> uid) {
        arrived(uid, Arrival.ADOPTED);
    }

    void arrived(Optional<Uid> uid) {
        arrived(uid, Arrival.APPENDED);
    }

    void arrived(Optional<Uid> uid, Arrival how) {
        requester.arrived(folder, uid, how);
    }

    /** It keeps no state and comes again with the next pass. */
    void interrupted(MailboxException reason) {
        requester.interrupted(reason);
    }

    void failed(Exception reason) {
        requester.failed(reason);
    }
}

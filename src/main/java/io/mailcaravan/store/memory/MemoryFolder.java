package io.mailcaravan.store.memory;

import io.mailcaravan.mailbox.ChangeCursor;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.mailbox.Version;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** One folder; used under its mailbox's lock only. */
final class MemoryFolder {

    private final FolderPath path;
    private final Optional<SpecialUse> use;
    private final TreeMap<Uid, MemoryItem> items = new TreeMap<>();
    private UidValidity uidValidity;
    private Uid uidNext = Uid.MIN;
    private long modSeq = 1;
    private boolean subscribed;

    MemoryFolder(FolderPath path, Optional<SpecialUse> use, UidValidity uidValidity) {
        this.path = path;
        this.use = use;
        this.uidValidity = uidValidity;
        this.subscribed = path.isInbox();
    }

    Folder folder() {
        return new Folder(path, true, subscribed, use);
    }

    FolderStatus status(boolean withCursor) {
        return new FolderStatus(
                path,
                uidValidity,
                uidNext,
                true,
                items.size(),
                withCursor
                        ? Optional.of(new ChangeCursor(Long.toString(modSeq)))
                        : Optional.empty());
    }

    /** Items of the range in UID order, as they are now. */
    List<MemoryItem> items(UidRange range) {
        return List.copyOf(items.subMap(range.first(), true, range.last(), true).values());
    }

    Optional<MemoryItem> item(Uid uid) {
        return Optional.ofNullable(items.get(uid));
    }

    /**
     * @param like has its flags, places and INTERNALDATE
     */
    Uid add(byte[] bytes, ItemHead like) {
        Uid uid = uidNext;
        items.put(uid, item(uid, bytes, like));
        uidNext = uid.next();
        return uid;
    }

    /** The item with this content. */
    Optional<Uid> equal(byte[] bytes) {
        return items.entrySet().stream()
                .filter(item -> Arrays.equals(item.getValue().bytes(), bytes))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** It lies there as well. */
    void place(Uid uid, Places more) {
        change(uid, head -> head.with(head.places().with(more)));
    }

    private MemoryItem item(Uid uid, byte[] bytes, ItemHead like) {
        modSeq++;
        ItemHead head =
                new ItemHead(
                        uid,
                        like.flags(),
                        like.places(),
                        like.internalDate().truncatedTo(ChronoUnit.SECONDS),
                        bytes.length,
                        path.kind().changes() ? new Version("v" + modSeq) : Version.NONE);
        return new MemoryItem(path.kind(), head, bytes, modSeq, modSeq);
    }

    /** Puts other content in the place of an item's. */
    Version edit(Uid uid, byte[] bytes, ItemHead like) {
        MemoryItem item = item(uid, bytes, like);
        items.put(uid, item);
        return item.head().version();
    }

    void storeFlags(Uid uid, Flags flags) {
        change(uid, head -> head.with(flags));
    }

    void storePlaces(Uid uid, Places places) {
        change(uid, head -> head.with(places));
    }

    private void change(Uid uid, UnaryOperator<ItemHead> how) {
        items.computeIfPresent(
                uid,
                (same, item) -> {
                    ItemHead head = how.apply(item.head());
                    return head.equals(item.head()) ? item : item.with(head, ++modSeq);
                });
    }

    /** That folder is called otherwise from here on, or is gone. */
    void placeIs(FolderPath gone, Optional<FolderPath> now) {
        for (MemoryItem item : List.copyOf(items.values())) {
            Places places = item.head().places();
            if (places.folders().contains(gone)) {
                Places renamed = now.map(Places::of).orElse(Places.NONE);
                storePlaces(item.head().uid(), places.without(gone).with(renamed));
            }
        }
    }

    void remove(Uid uid) {
        if (items.remove(uid) != null) {
            modSeq++;
        }
    }

    void subscribe() {
        subscribed = true;
    }

    long bytes() {
        return items.values().stream().mapToLong(item -> item.head().size()).sum();
    }

    /** Puts an item under the UID of another. */
    void replace(Uid uid, Uid taken) {
        MemoryItem item = items.remove(uid);
        remove(taken);
        items.put(taken, item(taken, item.bytes(), item.head()));
    }

    /** The same folder with another name. */
    MemoryFolder under(FolderPath other) {
        MemoryFolder renamed = new MemoryFolder(other, use, uidValidity);
        renamed.items.putAll(items);
        renamed.uidNext = uidNext;
        renamed.modSeq = modSeq;
        return renamed;
    }

    /** Whether its MODSEQs were higher before. */
    boolean hasBegunAnew(long since) {
        return modSeq < since;
    }

    /** Its MODSEQs begin again, as where a server has lost its index. */
    void restartModSeq() {
        modSeq = 1;
        items.replaceAll(
                (uid, item) -> new MemoryItem(path.kind(), item.head(), item.bytes(), 1, 1));
    }

    /** Gives every item a new UID in the same order, under another UIDVALIDITY. */
    void renumber(UidValidity newValidity) {
        List<MemoryItem> old = List.copyOf(items.values());
        items.clear();
        uidValidity = newValidity;
        uidNext = new Uid(1000);
        old.forEach(item -> add(item.bytes(), item.head()));
    }
}

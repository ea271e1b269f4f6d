package io.mailcaravan.misbehaving;

import io.mailcaravan.mailbox.FolderPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** A folder as the server keeps it; guarded by its mailbox. */
final class StoredFolder {
    final FolderPath path;

    /** Bytes on the wire, one a char. */
    final String name;

    final List<StoredMessage> messages = new ArrayList<>();
    long uidValidity;
    long uidNext = 1;
    long modSeq = 1;
    boolean subscribed;
    String role = "";

    StoredFolder(FolderPath path, String name, long uidValidity) {
        this.path = path;
        this.name = name;
        this.uidValidity = uidValidity;
    }

    StoredMessage add(byte[] bytes, Instant date, Set<String> flags) {
        return addAt(uidNext, bytes, date, flags);
    }

    /** Also below what is there: as a message that shows up late. */
    StoredMessage addAt(long uid, byte[] bytes, Instant date, Set<String> flags) {
        StoredMessage message = new StoredMessage(uid, bytes, date, flags, ++modSeq);
        messages.add(message);
        messages.sort(Comparator.comparingLong(it -> it.uid));
        uidNext = Math.max(uidNext, uid + 1);
        return message;
    }

    /** One that goes on with the same UIDs, and is in no mailbox. */
    StoredFolder withoutMessages() {
        StoredFolder empty = new StoredFolder(path, name, uidValidity);
        empty.uidNext = uidNext;
        return empty;
    }

    long lastUid() {
        return messages.isEmpty() ? 0 : messages.get(messages.size() - 1).uid;
    }

    @Override
    public String toString() {
        return name + " " + uidValidity + " " + uidNext + " " + subscribed + " " + messages;
    }
}

package io.mailcaravan.misbehaving;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** A message as the server keeps it. */
final class StoredMessage {
    final long uid;
    final byte[] bytes;
    final Instant date;
    final Set<String> flags = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    long modSeq;

    StoredMessage(long uid, byte[] bytes, Instant date, Set<String> flags, long modSeq) {
        this.uid = uid;
        this.bytes = bytes;
        this.date = date;
        this.flags.addAll(flags);
        this.modSeq = modSeq;
    }

    /** One char a byte; equal texts are equal messages. */
    String content() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return uid + " " + date + " " + flags + " " + content().hashCode();
    }
}

package io.mailcaravan.store.gmail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** A message as Gmail keeps it: once, with labels. */
final class GmailMessage {

    /** Where it is listed. */
    enum Home {
        ALL,
        SPAM,
        TRASH
    }

    final long id;
    final byte[] bytes;
    final Instant date;
    final Set<String> flags = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    /** As on the wire: {@code \Inbox}, {@code Work}; without {@code \Starred}. */
    final Set<String> labels = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    Home home;
    long modSeq;

    GmailMessage(long id, byte[] bytes, Instant date, Home home) {
        this.id = id;
        this.bytes = bytes;
        this.date = date;
        this.home = home;
    }

    /** One char a byte. */
    String content() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** With that of the flag. */
    Set<String> told() {
        Set<String> told = new TreeSet<>(labels);
        if (flags.contains("\\Flagged")) {
            told.add("\\Starred");
        }
        return told;
    }

    @Override
    public String toString() {
        return id + " " + home + " " + flags + " " + labels;
    }
}

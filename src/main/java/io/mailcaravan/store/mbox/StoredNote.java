package io.mailcaravan.store.mbox;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line behind the {@code From } line of a message that this store has written: what is
 * needed to give its bytes back as they came, whatever they are. It counts only as long as it fits,
 * so another program may change the message.
 *
 * @param lines of the store's own at the top, this one among them
 * @param bytes of the message in the file
 * @param size of the message as it came, in bytes
 * @param crc32 over the message's bytes in the file
 * @param crlf whether all lines ended in CRLF, so that LF stands for it in the file; else the line
 *     ends in the file are the message's own
 * @param quoted whether lines of {@code >*From } have one {@code >} more
 */
record StoredNote(int lines, long bytes, long size, int crc32, boolean crlf, boolean quoted) {

    static final String FIELD = "X-Caravan-Stored";

    private static final Pattern LINE =
            Pattern.compile(
                    FIELD
                            + ": (\\d{1,2}) lines, (\\d{1,18}) bytes of (\\d{1,18}), ([0-9a-f]{8}),"
                            + " (crlf|as it is), (quoted|plain)");

    static Optional<StoredNote> parse(String line) {
        Matcher found = LINE.matcher(line);
        return found.matches()
                ? Optional.of(
                        new StoredNote(
                                Integer.parseInt(found.group(1)),
                                Long.parseLong(found.group(2)),
                                Long.parseLong(found.group(3)),
                                Integer.parseUnsignedInt(found.group(4), 16),
                                found.group(5).equals("crlf"),
                                found.group(6).equals("quoted")))
                : Optional.empty();
    }

    /** The line with its end. */
    String line() {
        return "%s: %d lines, %d bytes of %d, %08x, %s, %s\n"
                .formatted(
                        FIELD,
                        lines,
                        bytes,
                        size,
                        crc32,
                        crlf ? "crlf" : "as it is",
                        quoted ? "quoted" : "plain");
    }
}

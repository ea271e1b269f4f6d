package io.mailcaravan.store.imap;

import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Flags;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.angus.mail.iap.ByteArray;

/**
 * One FETCH answer. Angus's own parser refuses items it does not know and builds a locked date
 * formatter's Date for each message; this one skips what it does not know.
 *
 * @param uid 0 where not told, as in an unsolicited flag change
 * @param flags null where not told
 * @param internalDate null where not told, or told wrongly
 * @param size -1 where not told
 * @param body of the message or the part of it, not copied; null where missing or NIL
 * @param origin of a part; -1 for the whole
 * @param header what is in the header; its size and date say nothing; null where not told
 */
record FetchAnswer(
        long uid,
        Flags flags,
        Instant internalDate,
        long size,
        ByteArray body,
        long origin,
        Fingerprint header) {

    static FetchAnswer parse(ServerLine line) {
        long uid = 0;
        Flags flags = null;
        Instant internalDate = null;
        long size = -1;
        ByteArray body = null;
        long origin = -1;
        Fingerprint header = null;
        line.isNextNonSpace('(');
        while (line.position() < line.end() && !line.isNextNonSpace(')')) {
            int before = line.position();
            switch (itemName(line)) {
                case "UID" -> uid = line.readLong();
                case "RFC822.SIZE" -> size = line.readLong();
                case "FLAGS" -> flags = flags(line);
                case "INTERNALDATE" -> internalDate = internalDate(line);
                case "BODY[HEADER]" -> {
                    line.skipSpaces();
                    header = header(line.readByteArray());
                }
                case "BODY[]" -> {
                    if (line.peekByte() == '<') {
                        line.readByte();
                        origin = line.readLong();
                        line.readByte();
                    }
                    line.skipSpaces();
                    body = line.readByteArray();
                }
                default -> skipValue(line);
            }
            if (line.position() == before) {
                line.skip(1); // a byte that fits nowhere
            }
        }
        return new FetchAnswer(uid, flags, internalDate, size, body, origin, header);
    }

    /** The name with its section: {@code BODY[]}; in capitals. */
    private static String itemName(ServerLine line) {
        line.skipSpaces();
        byte[] bytes = line.bytes();
        int start = line.position();
        int at = start;
        boolean section = false;
        while (at < line.end()) {
            byte b = bytes[at];
            if (b == '[') {
                section = true;
            } else if (b == ']') {
                at++;
                break;
            } else if (!section && (b == ' ' || b == ')' || b == '(' || b == '<')) {
                break;
            }
            at++;
        }
        line.position(at);
        return new String(bytes, start, at - start, StandardCharsets.ISO_8859_1)
                .toUpperCase(Locale.ROOT);
    }

    /** At once, so that thousands of headers need not be held. */
    private static Fingerprint header(ByteArray block) {
        try {
            InputStream in =
                    block == null
                            ? InputStream.nullInputStream()
                            : new ByteArrayInputStream(
                                    block.getBytes(), block.getStart(), block.getCount());
            return Fingerprint.of(in, -1, Instant.EPOCH);
        } catch (IOException e) {
            throw new UncheckedIOException("an array can be read", e);
        }
    }

    private static Flags flags(ServerLine line) {
        String[] names = line.readSimpleList();
        return names == null ? Flags.NONE : FlagLists.of(Arrays.asList(names));
    }

    private static Instant internalDate(ServerLine line) {
        line.skipSpaces();
        String text = line.readString();
        try {
            return text == null ? null : InternalDates.parse(text);
        } catch (IllegalArgumentException e) {
            return null; // the caller has a date from the listing, or says that there is none
        }
    }

    private static void skipValue(ServerLine line) {
        line.skipSpaces();
        switch (line.peekByte()) {
            case '(' -> {
                line.readByte();
                while (line.position() < line.end() && !line.isNextNonSpace(')')) {
                    skipValue(line);
                }
            }
            case '"', '{' -> line.readByteArray();
            case ')' -> {}
            default -> {
                int before = line.position();
                while (line.position() < line.end() && " ()".indexOf(line.peekByte()) < 0) {
                    line.skip(1);
                }
                if (line.position() == before) {
                    line.skip(1);
                }
            }
        }
    }

    /** Flag sets that come again and again, made once: most messages have one of a few. */
    private static final class FlagLists {
        private static final List<String> SEEN = List.of("\\Seen");
        private static final Flags JUST_SEEN = Flags.of(SEEN);

        static Flags of(List<String> names) {
            return names.equals(SEEN) ? JUST_SEEN : Flags.of(names);
        }
    }
}

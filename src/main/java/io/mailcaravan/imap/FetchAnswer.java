package io.mailcaravan.imap;

import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Uid;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.angus.mail.iap.ByteArray;

/**
 * One FETCH answer. Angus's own parser refuses items it does not know and builds a locked date
 * formatter's Date for each message; this one skips what it does not know.
 *
 * @param sequence the message's number in the folder; 0 where not told
 * @param uid 0 where not told, or none that can be, as in an unsolicited flag change
 * @param flags null where not told
 * @param internalDate null where not told, or told wrongly
 * @param size -1 where not told
 * @param body of the message or the part of it, not copied; null where missing or NIL
 * @param spooled the body where it is kept outside of the line; closed with it unless taken
 * @param origin of a part; -1 for the whole
 * @param header what is in the header; its size and date say nothing; null where not told
 * @param labels as on the wire, without quotes ({@code X-GM-LABELS}); null where not told
 */
record FetchAnswer(
        int sequence,
        long uid,
        Flags flags,
        Instant internalDate,
        long size,
        ByteArray body,
        SpooledLiteral spooled,
        long origin,
        Fingerprint header,
        List<String> labels) {

    /** A message of which only the UID is known. */
    static FetchAnswer ofUid(long uid) {
        return new FetchAnswer(0, uid, null, null, -1, null, null, -1, null, null);
    }

    /** Reads what can be read of it; a line that is mangled tells nothing. */
    static FetchAnswer parse(ServerLine line) {
        try {
            return read(line);
        } catch (RuntimeException e) {
            // Angus indexes into the line without checking
            return ofUid(0);
        }
    }

    private static FetchAnswer read(ServerLine line) {
        long uid = 0;
        Flags flags = null;
        Instant internalDate = null;
        long size = -1;
        ByteArray body = null;
        SpooledLiteral spooled = null;
        long origin = -1;
        Fingerprint header = null;
        List<String> labels = null;
        line.isNextNonSpace('(');
        while (line.position() < line.end() && !line.isNextNonSpace(')')) {
            int before = line.position();
            switch (itemName(line)) {
                case "UID" -> uid = uid(line);
                case "RFC822.SIZE" -> size = number(line);
                case "FLAGS" -> flags = flags(line);
                case "X-GM-LABELS" -> labels = labels(line);
                case "INTERNALDATE" -> internalDate = internalDate(line);
                case "BODY[HEADER]" -> {
                    if (line.isAtString()) {
                        SpooledLiteral large = line.spooled();
                        ByteArray block = line.readByteArray();
                        header = large == null ? header(block) : header(large);
                    } else {
                        skipValue(line); // NIL: the server cannot tell
                    }
                }
                case "BODY[]" -> {
                    if (line.peekByte() == '<') {
                        line.readByte();
                        origin = Math.max(0, Numbers.next(line));
                        line.readByte();
                    }
                    if (line.isAtString()) {
                        spooled = line.spooled();
                        body = line.readByteArray();
                    } else {
                        skipValue(line); // NIL: the server cannot tell
                    }
                }
                default -> skipValue(line);
            }
            if (line.position() == before) {
                line.skip(1); // a byte that fits nowhere
            }
        }
        return new FetchAnswer(
                line.getNumber(),
                uid,
                flags,
                internalDate,
                size,
                body,
                spooled,
                origin,
                header,
                labels);
    }

    /** This answer with what another one about the same message tells besides. */
    FetchAnswer and(FetchAnswer later) {
        return new FetchAnswer(
                later.sequence > 0 ? later.sequence : sequence,
                uid,
                later.flags != null ? later.flags : flags,
                later.internalDate != null ? later.internalDate : internalDate,
                later.size >= 0 ? later.size : size,
                later.body != null ? later.body : body,
                later.spooled != null ? later.spooled : spooled,
                later.origin >= 0 ? later.origin : origin,
                later.header != null ? later.header : header,
                later.labels != null ? later.labels : labels);
    }

    private static long uid(ServerLine line) {
        long uid = number(line);
        return uid < 1 || uid > Uid.MAX.value() ? 0 : uid;
    }

    private static long number(ServerLine line) {
        long number = Numbers.next(line);
        if (number == Numbers.NONE) {
            skipValue(line); // NIL, a sign, more digits than there can be
        }
        return number;
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
        String name =
                AsciiCase.upper(new String(bytes, start, at - start, StandardCharsets.ISO_8859_1));
        return name.startsWith("BODY[HEADER.FIELDS")
                ? name.replace("\"", "").replace("( ", "(")
                : name;
    }

    /** At once, so that thousands of headers need not be held. */
    private static Fingerprint header(ByteArray block) {
        return header(Content.of(block.getBytes(), block.getStart(), block.getCount()));
    }

    private static Fingerprint header(SpooledLiteral large) {
        try (Content block = large.take()) {
            return header(block);
        }
    }

    private static Fingerprint header(Content block) {
        try (InputStream in = block.open()) {
            return Fingerprint.of(in, -1, Instant.EPOCH);
        } catch (IOException e) {
            throw new UncheckedIOException("what was just received can be read", e);
        }
    }

    private static Flags flags(ServerLine line) {
        line.skipSpaces();
        if (line.peekByte() != '(') {
            skipValue(line);
            return null;
        }
        String[] names = line.readSimpleList();
        return names == null ? Flags.NONE : FlagLists.of(Arrays.asList(names));
    }

    /** Atoms, quoted strings and literals; null where it is no list. */
    private static List<String> labels(ServerLine line) {
        if (!line.isNextNonSpace('(')) {
            skipValue(line);
            return null;
        }
        List<String> labels = new ArrayList<>();
        while (line.position() < line.end() && !line.isNextNonSpace(')')) {
            int before = line.position();
            String label = line.isAtString() ? line.readString() : line.word();
            if (label != null && !label.isEmpty()) {
                labels.add(label);
            }
            if (line.position() == before) {
                line.skip(1); // a byte that fits nowhere
            }
        }
        return List.copyOf(labels);
    }

    private static Instant internalDate(ServerLine line) {
        if (!line.isAtString()) {
            skipValue(line);
            return null;
        }
        String text = line.readString();
        try {
            return text == null ? null : InternalDates.parse(text);
        } catch (IllegalArgumentException e) {
            return null; // the caller has a date from the listing, or says that there is none
        }
    }

    /** Skips an atom, a string or a list, however deep. */
    private static void skipValue(ServerLine line) {
        int depth = 0;
        do {
            line.skipSpaces();
            if (line.position() >= line.end()) {
                return;
            }
            switch (line.peekByte()) {
                case '(' -> {
                    line.skip(1);
                    depth++;
                }
                case ')' -> {
                    if (depth == 0) {
                        return; // the end of the answer: there is no value
                    }
                    line.skip(1);
                    depth--;
                }
                case '"', '{' -> line.readByteArray();
                default -> {
                    do {
                        line.skip(1);
                    } while (line.position() < line.end() && " ()".indexOf(line.peekByte()) < 0);
                }
            }
        } while (depth > 0);
    }

    /** Flag sets that come again and again, made once: most messages have one of a few. */
    private static final class FlagLists {
        private static final Map<List<String>, Flags> KNOWN = new ConcurrentHashMap<>();
        private static final int MOST = 500;
        private static final int LONGEST = 200;

        static Flags of(List<String> names) {
            Flags known = KNOWN.get(names);
            if (known == null) {
                known = Flags.of(names);
                // whatever a server makes up is not to fill the memory
                if (KNOWN.size() < MOST
                        && names.stream().mapToInt(String::length).sum() < LONGEST) {
                    KNOWN.put(List.copyOf(names), known);
                }
            }
            return known;
        }
    }
}

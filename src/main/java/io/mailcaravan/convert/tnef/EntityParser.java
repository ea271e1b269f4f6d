package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.DamagedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Finds the entities of a message by position, so that all that stays is copied as it is. */
final class EntityParser {

    private static final int MAX_DEPTH = 50;

    /** Bytes of all headers together; in memory they take the twentyfold. */
    private static final int MAX_HEADERS = 2 << 20;

    private static final int MAX_ENTITIES = 20_000;

    private final Bytes message;
    private int headers;
    private int entities;

    EntityParser(Bytes message) {
        this.message = message;
    }

    /**
     * Finds them all.
     *
     * @throws DamagedException where they are too many, or their headers too large, for any mail
     *     that somebody wrote
     */
    Entity parse() throws DamagedException {
        return entity(0, message.size(), 0, "text/plain");
    }

    /**
     * An entity and what is in it.
     *
     * @param otherwise its type where it says none
     */
    private Entity entity(int from, int end, int depth, String otherwise) throws DamagedException {
        int body = bodyStart(from, end);
        spend(body - from);
        Header header = Header.of(message.slice(from, body - from));
        List<Entity> children = List.of();
        String type = header.type(otherwise);
        if (depth < MAX_DEPTH && !isClosed(type)) {
            if (type.startsWith("multipart/") && header.boundary().isPresent()) {
                String inside = type.equals("multipart/digest") ? "message/rfc822" : "text/plain";
                children = parts(header.boundary().get(), body, end, depth, inside);
            } else if (type.equals("message/rfc822") && !header.encoding().startsWith("base64")) {
                children = List.of(entity(body, end, depth + 1, "text/plain"));
            }
        }
        return new Entity(header, type, from, body, end, children);
    }

    private void spend(int header) throws DamagedException {
        headers += Math.min(header, MAX_HEADERS + 1);
        entities++;
        if (headers > MAX_HEADERS || entities > MAX_ENTITIES) {
            throw new DamagedException(
                    "%d parts with %d bytes of headers so far".formatted(entities, headers));
        }
    }

    /** A signature over it would break, and what is encrypted has nothing to be found. */
    private static boolean isClosed(String type) {
        return type.equals("multipart/signed") || type.equals("multipart/encrypted");
    }

    private int bodyStart(int from, int end) {
        int at = from;
        while (at < end) {
            int next = lineEnd(at, end);
            if (isEmptyLine(at, next)) {
                return next;
            }
            at = next;
        }
        return end;
    }

    private boolean isEmptyLine(int from, int next) {
        int size = next - from;
        return (size == 1 && message.u8(from) == '\n')
                || (size == 2 && message.u8(from) == '\r' && message.u8(from + 1) == '\n');
    }

    /** Behind the line end, or the end. */
    private int lineEnd(int from, int end) {
        for (int at = from; at < end; at++) {
            if (message.u8(at) == '\n') {
                return at + 1;
            }
        }
        return end;
    }

    private List<Entity> parts(String boundary, int body, int end, int depth, String otherwise)
            throws DamagedException {
        byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        List<Entity> parts = new ArrayList<>();
        int start = -1;
        int at = body;
        while (at < end) {
            int next = lineEnd(at, end);
            if (next - at >= delimiter.length
                    && message.u8(at) == '-'
                    && isDelimiter(at, next, delimiter)) {
                if (start >= 0) {
                    parts.add(
                            entity(
                                    start,
                                    Math.max(start, beforeLineEnd(at)),
                                    depth + 1,
                                    otherwise));
                }
                if (isClose(at + delimiter.length, next)) {
                    return parts;
                }
                start = next;
            }
            at = next;
        }
        if (start >= 0) {
            parts.add(entity(start, end, depth + 1, otherwise)); // the closing boundary is missing
        }
        return parts;
    }

    private boolean isDelimiter(int at, int next, byte[] delimiter) {
        if (!message.slice(at, delimiter.length).startsWith(delimiter)) {
            return false;
        }
        int rest = at + delimiter.length;
        if (isClose(rest, next)) {
            rest += 2;
        }
        for (int i = rest; i < next; i++) {
            int b = message.u8(i);
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return false; // another boundary that begins like this one
            }
        }
        return true;
    }

    private boolean isClose(int at, int next) {
        return next - at >= 2 && message.u8(at) == '-' && message.u8(at + 1) == '-';
    }

    private int beforeLineEnd(int at) {
        int end = at;
        if (end > 0 && message.u8(end - 1) == '\n') {
            end--;
        }
        return end > 0 && end < at && message.u8(end - 1) == '\r' ? end - 1 : end;
    }
}

package io.mailcaravan.store.mbox;

import io.mailcaravan.mailbox.InternalDate;
import io.mailcaravan.mailbox.MessageDate;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message in a file.
 *
 * @param end offset behind its last byte, without the empty line before the next message
 * @param takeout whether Takeout's fields are the file's own
 */
record StoredMessage(
        FileWindow file, MessageHead head, long end, MboxFormat format, boolean takeout) {

    private static final int TAIL = 64;
    private static final int LONGEST_TAIL = 512;

    private static final Pattern BOUNDARY =
            Pattern.compile(
                    "content-type:\\s*multipart/[^\\n]*?(?:\\n[ \\t][^\\n]*?)*?boundary=(?:\"([^\"]+)\"|([^\\s;]+))");

    /**
     * @param next offset of the next message, or the end of what is there
     * @param altered whether it says wrongly that this store has written it
     */
    static StoredMessage of(
            FileWindow file,
            long start,
            long next,
            boolean altered,
            MboxFormat format,
            boolean takeout)
            throws IOException {
        MessageHead head =
                altered
                        ? MessageHead.readAsAny(file, start, takeout)
                        : MessageHead.read(file, start, takeout);
        return new StoredMessage(file, head, end(file, head, next, format), format, takeout);
    }

    private static long end(FileWindow file, MessageHead head, long next, MboxFormat format)
            throws IOException {
        if (head.note().isPresent()) {
            return head.begin() + head.note().get().bytes();
        }
        long told = head.body() + head.fields().contentLength();
        if (format == MboxFormat.MBOXCL2 && endsAt(file, head, told) && told <= next) {
            return told;
        }
        long end = next;
        if (end > head.begin() && file.at(end - 1) == '\n') {
            end--;
            if (file.at(end - 1) == '\r') {
                end--;
            }
        }
        // an empty line, unless it is the one that ends a header without a body
        return end >= head.body() && file.at(end - 1) == '\n' ? end : next;
    }

    /** Whether the end that {@code Content-Length} tells is one. */
    static boolean endsAt(FileWindow file, MessageHead head, long told) throws IOException {
        if (!head.ended() || head.fields().contentLength() < 0 || told > file.limit()) {
            return false;
        }
        long next = told;
        for (int i = 0; i < 2 && file.isBlank(next, file.lineEnd(next)); i++) {
            next = file.lineEnd(next);
        }
        return next == file.limit() || FromLine.isAt(file, next);
    }

    /** INTERNALDATE: that of the {@code From } line, else what the message's header tells. */
    Instant date() throws IOException {
        Instant date = FromLine.date(head.fromLine());
        return InternalDate.isKnown(date)
                ? date
                : MessageDate.of(new MessageStream(this))
                        .map(MessageDate::date)
                        .orElse(InternalDate.UNKNOWN);
    }

    /** Why the message is surely not whole; empty where it may be. */
    Optional<String> problem() throws IOException {
        if (head.note().isPresent()) {
            return Optional.empty();
        }
        if (endsInNuls()) {
            return Optional.of(
                    "the file has NUL bytes where its end should be: it was never written");
        }
        if (end + 2 < file.limit()) {
            return Optional.empty();
        }
        if (!head.ended()) {
            return Optional.of("the file ends within its header: it was cut off");
        }
        if (file.at(file.limit() - 1) != '\n' && !isToldToEndHere() && !hasLastBoundary()) {
            return Optional.of(
                    "the file ends within one of its lines: it was cut off, or is still being"
                            + " written");
        }
        return Optional.empty();
    }

    private boolean endsInNuls() throws IOException {
        if (file.at(end - 1) == 0 && file.isAt(end, FromLine.START)) {
            return true;
        }
        long from = Math.max(head.begin(), end - TAIL);
        for (long i = from; i < end; i++) {
            if (file.at(i) != 0) {
                return false;
            }
        }
        return end > from;
    }

    /** In no format a reason to believe where others begin, but one that nothing is missing. */
    private boolean isToldToEndHere() {
        long length = head.fields().contentLength();
        return length >= 0 && head.body() + length == file.limit();
    }

    private boolean hasLastBoundary() throws IOException {
        String header = file.text(head.begin(), head.body() + 1, 64 << 10);
        Matcher found = BOUNDARY.matcher(header.toLowerCase(Locale.ROOT).replace("\r", ""));
        if (!found.find()) {
            return false;
        }
        String boundary = found.group(1) == null ? found.group(2) : found.group(1);
        long from = Math.max(head.body(), end - LONGEST_TAIL);
        String tail = file.text(from, end + 1, LONGEST_TAIL).toLowerCase(Locale.ROOT);
        return tail.contains("--" + boundary + "--");
    }
}

package io.mailcaravan.convert.mime;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Takes the header off the front of a message or a part. */
final class HeaderReader {

    /** A header too large to be held. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1;

        TooLargeException(int limit) {
            super("a header of more than " + limit + " bytes");
        }
    }

    /**
     * A header.
     *
     * @param end behind its last line
     * @param body behind the empty line, or the same as {@code end}
     * @param ended whether an empty line was there
     */
    record Header(List<HeaderField> fields, long end, long body, boolean ended) {}

    /** As many as a field that was broken may have lines. */
    private static final int PIECES_AHEAD = 50;

    private final LineSource lines;
    private final int limit;

    /**
     * @param limit the largest header, in bytes
     */
    HeaderReader(LineSource lines, int limit) {
        this.lines = lines;
        this.limit = limit;
    }

    /**
     * The message's own header, with the empty line after it taken; where that is missing, the
     * first line that can only be text or a boundary stays for the body.
     */
    Header message() throws IOException {
        return read(true, line -> false);
    }

    /**
     * A part's header, up to an empty line, or to a boundary, which stays to be read again.
     *
     * @param isBoundary of the multiparts around it
     */
    Header part(Predicate<LinePiece> isBoundary) throws IOException {
        return read(false, isBoundary);
    }

    private Header read(boolean ofMessage, Predicate<LinePiece> isBoundary) throws IOException {
        Fields fields = new Fields();
        long from = lines.position();
        while (true) {
            LinePiece start = lines.next();
            if (start == null) {
                return new Header(fields.all(), lines.position(), lines.position(), false);
            }
            if (start.isEmptyLine()) {
                return new Header(fields.all(), start.from(), start.next(), true);
            }
            if (isBoundary.test(start)
                    || fields.isOwnBoundary(start)
                    || (ofMessage && isText(start, fields))) {
                lines.unread(start);
                return new Header(fields.all(), start.from(), start.from(), false);
            }
            fields.add(whole(start, from));
        }
    }

    /** Whether a line can only be text, so that the empty line in front of it is missing. */
    private boolean isText(LinePiece line, Fields fields) throws IOException {
        return !isFolded(line) && !HeaderField.begins(line.text()) && !isStray(fields, line);
    }

    /** Whether a line that is no field stands in the middle of a header rather than after it. */
    private boolean isStray(Fields fields, LinePiece line) throws IOException {
        String text = line.text();
        if (fields.isEmpty() && (text.startsWith("From ") || text.startsWith(">From "))) {
            return true; // mbox's separator
        }
        if (!line.last()) {
            return false; // no header line is that long without a colon
        }
        LinePiece next = lines.peek();
        return next != null
                && (HeaderField.beginsCommon(next.text())
                        || (!fields.isEmpty() && isMimeFieldAhead(fields)));
    }

    /**
     * Whether the header has fields of MIME further on: a line broken in several places, as a
     * Subject may be, is no reason to take the parts of a message for its text.
     */
    private boolean isMimeFieldAhead(Fields fields) throws IOException {
        Deque<LinePiece> ahead = new ArrayDeque<>();
        boolean found = false;
        boolean more = true;
        while (more && !found && ahead.size() < PIECES_AHEAD) {
            LinePiece piece = lines.next();
            more = piece != null;
            if (more) {
                ahead.push(piece);
                more = !piece.isEmptyLine() && !fields.isOwnBoundary(piece);
                found = more && piece.first() && HeaderField.beginsMime(piece.text());
            }
        }
        ahead.forEach(lines::unread);
        return found;
    }

    private static boolean isFolded(LinePiece line) {
        return line.length() > 0 && (line.at(0) == ' ' || line.at(0) == '\t');
    }

    private String whole(LinePiece start, long from) throws IOException {
        StringBuilder more = new StringBuilder();
        LinePiece piece = start;
        check(piece.next() - from);
        while (!piece.last()) {
            piece = lines.next();
            check(piece.next() - from);
            more.append(piece.text());
        }
        return more.isEmpty() ? start.text() : start.text() + more;
    }

    private void check(long size) throws TooLargeException {
        if (size > limit) {
            throw new TooLargeException(limit);
        }
    }

    /** The fields of a header as it grows. */
    private static final class Fields {
        private final List<HeaderField> complete = new ArrayList<>();
        private final List<String> last = new ArrayList<>();
        private boolean lastIsValid;
        private boolean hasType;
        private Optional<Delimiter> own = Optional.empty();

        boolean isEmpty() {
            return last.isEmpty() && complete.isEmpty();
        }

        void add(String line) {
            boolean folded = line.startsWith(" ") || line.startsWith("\t") || line.isBlank();
            if (!folded || last.isEmpty()) {
                complete();
                lastIsValid = HeaderField.begins(line);
            }
            last.add(line);
        }

        private void complete() {
            if (last.isEmpty()) {
                return;
            }
            HeaderField field = new HeaderField(List.copyOf(last), lastIsValid);
            if (!hasType && field.isNamed("content-type")) {
                hasType = true;
                own = ContentType.of(field.value()).boundary().map(Delimiter::new);
            }
            complete.add(field);
            last.clear();
        }

        /** Whether the first part of the multipart whose header this is begins with a line. */
        boolean isOwnBoundary(LinePiece line) {
            if (!Delimiter.mayBe(line)) {
                return false;
            }
            complete();
            return own.isPresent() && own.get().isIn(line);
        }

        List<HeaderField> all() {
            complete();
            return complete;
        }
    }
}

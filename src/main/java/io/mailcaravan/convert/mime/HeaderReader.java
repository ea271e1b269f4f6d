package io.mailcaravan.convert.mime;

import io.mailcaravan.convert.mime.LineSource.Piece;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Takes the header off the front of a message or a part. */
final class HeaderReader {

    /** More than a header with 50,000 recipients. */
    private static final int LIMIT = 4 << 20;

    /** A header too large to be held; such a message cannot be repaired. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1;

        TooLargeException() {
            super("a header of more than " + LIMIT + " bytes");
        }
    }

    private final LineSource lines;
    private final Set<RepairRule> applied;

    HeaderReader(LineSource lines, Set<RepairRule> applied) {
        this.lines = lines;
        this.applied = applied;
    }

    /**
     * The message's own header, with the empty line after it taken; where that is missing, the
     * first line that can only be text stays for the body.
     */
    List<HeaderField> message() throws IOException {
        List<HeaderField> fields = new ArrayList<>();
        int size = 0;
        while (true) {
            Piece start = lines.next();
            if (start == null) {
                applied.add(RepairRule.MISSING_HEADER_END);
                return fields;
            }
            if (start.isEmptyLine() && start.ended()) {
                return fields;
            }
            String text = HeaderField.text(start.bytes());
            boolean folded = text.startsWith(" ") || text.startsWith("\t");
            if (!folded && !HeaderField.begins(text) && !isStray(fields, start)) {
                lines.unread(List.of(start));
                applied.add(RepairRule.MISSING_HEADER_END);
                return fields;
            }
            String line = whole(start);
            size += line.length() + 2;
            if (size > LIMIT) {
                throw new TooLargeException();
            }
            if (line.isBlank()) {
                applied.add(RepairRule.BAD_HEADER); // neither a field nor the header's end
            } else if (folded && !fields.isEmpty()) {
                fields.get(fields.size() - 1).lines().add(line);
            } else {
                fields.add(HeaderField.of(line, !folded && HeaderField.begins(line)));
            }
        }
    }

    /** Whether a line that is no field stands in the middle of a header rather than after it. */
    private boolean isStray(List<HeaderField> fields, Piece line) throws IOException {
        String text = HeaderField.text(line.bytes());
        if (fields.isEmpty() && text.matches("(?s)>?From .*")) {
            return true; // mbox's separator
        }
        if (!line.last()) {
            return false; // no header line is that long without a colon
        }
        Piece next = lines.peek();
        return next != null && HeaderField.beginsCommon(HeaderField.text(next.bytes()));
    }

    /**
     * A part's header, up to the line for which {@code stop} holds, which is left to be read again,
     * or to an empty line.
     *
     * @return the fields; {@code stopped} tells how it ended
     */
    Part part(Predicate<Piece> stop) throws IOException {
        List<HeaderField> fields = new ArrayList<>();
        int size = 0;
        while (true) {
            Piece start = lines.next();
            if (start == null) {
                return new Part(fields, false);
            }
            if (start.isEmptyLine()) {
                return new Part(fields, start.ended());
            }
            if (stop.test(start)) {
                lines.unread(List.of(start));
                return new Part(fields, false);
            }
            String line = whole(start);
            size += line.length() + 2;
            if (size > LIMIT) {
                throw new TooLargeException();
            }
            if ((line.startsWith(" ") || line.startsWith("\t")) && !fields.isEmpty()) {
                fields.get(fields.size() - 1).lines().add(line);
            } else {
                fields.add(HeaderField.of(line, HeaderField.begins(line)));
            }
        }
    }

    /**
     * A part's header.
     *
     * @param ended whether an empty line was there
     */
    record Part(List<HeaderField> fields, boolean ended) {}

    private String whole(Piece start) throws IOException {
        StringBuilder line = new StringBuilder(HeaderField.text(start.bytes()));
        Piece piece = start;
        while (!piece.last()) {
            piece = lines.next();
            if (piece == null) {
                break;
            }
            line.append(HeaderField.text(piece.bytes()));
            if (line.length() > LIMIT) {
                throw new TooLargeException();
            }
        }
        return line.toString();
    }
}

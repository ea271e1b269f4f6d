package io.mailcaravan.convert.mime;

import io.mailcaravan.convert.mime.LineSource.Piece;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Walks through a message part by part, without holding any body. Parts are numbered as they come,
 * so that a second walk finds them again.
 */
final class PartWalker {

    /** What is told of a message, in its order. */
    interface Listener {

        /**
         * A header has ended.
         *
         * @param part 0 for the message itself
         * @param ended whether the empty line after it is to be written
         */
        void header(int part, PartHeader header, List<HeaderField> fields, boolean ended)
                throws IOException;

        /** A piece of a part's body. */
        void body(int part, Piece piece) throws IOException;

        /** A boundary line. */
        void boundary(Piece line) throws IOException;
    }

    private final LineSource lines;
    private final HeaderReader headers;
    private final Listener listener;
    private final Deque<String> boundaries = new ArrayDeque<>();
    private int part;

    PartWalker(LineSource lines, Set<RepairRule> applied, Listener listener) {
        this.lines = lines;
        this.headers = new HeaderReader(lines, applied);
        this.listener = listener;
    }

    void walk() throws IOException {
        List<HeaderField> fields = headers.message();
        PartHeader header = PartHeader.of(fields);
        listener.header(part, header, fields, true);
        enter(header);
        Piece piece = lines.next();
        while (piece != null) {
            if (isBoundary(piece)) {
                boundary(piece);
            } else {
                listener.body(part, piece);
            }
            piece = lines.next();
        }
    }

    private void enter(PartHeader header) throws IOException {
        if (header.boundary().isPresent()) {
            boundaries.push("--" + header.boundary().get());
        } else if (header.isMessage()) {
            part();
        }
    }

    private void part() throws IOException {
        part++;
        HeaderReader.Part read = headers.part(this::isBoundary);
        PartHeader header = PartHeader.of(read.fields());
        listener.header(part, header, read.fields(), read.ended());
        if (read.ended()) {
            enter(header);
        }
    }

    private boolean isBoundary(Piece line) {
        return line.first()
                && line.last()
                && line.bytes().length > 2
                && line.bytes()[0] == '-'
                && line.bytes()[1] == '-'
                && boundaries.stream()
                        .anyMatch(boundary -> opens(line, boundary) || closes(line, boundary));
    }

    /** What the inner multiparts left open ends with the outer one's boundary (RFC 2046, 5.1.2). */
    private void boundary(Piece line) throws IOException {
        while (!opens(line, boundaries.peek()) && !closes(line, boundaries.peek())) {
            boundaries.pop();
        }
        listener.boundary(line);
        if (closes(line, boundaries.peek())) {
            boundaries.pop();
            part++; // what follows belongs to no part
            listener.header(part, NOTHING, List.of(), false);
        } else {
            part();
        }
    }

    private static final PartHeader NOTHING =
            new PartHeader("multipart/mixed", Optional.empty(), PartHeader.Encoding.OTHER);

    private static boolean opens(Piece line, String boundary) {
        return HeaderField.text(line.bytes()).stripTrailing().equals(boundary);
    }

    private static boolean closes(Piece line, String boundary) {
        return HeaderField.text(line.bytes()).stripTrailing().equals(boundary + "--");
    }
}

package io.mailcaravan.convert.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Walks through a message part by part, without holding any body: the one place that knows where
 * parts begin and end. A boundary line belongs to the innermost open multipart that has it, and
 * what is open within that one ends there (RFC 2046, 5.1.2).
 */
public final class PartWalker {

    /** Parts deeper in one another than this are not looked into. */
    static final int MAX_DEPTH = 50;

    /** What is told of a message, in its order. */
    public interface Listener {

        /** Whether bodies are told at all; it is faster without them. */
        default boolean readsBodies() {
            return true;
        }

        /** A part begins and its header has ended; what is told until its end is in it. */
        default void header(MimePart part) throws IOException {}

        /**
         * A piece of a body.
         *
         * @param number the part's, or the epilogue's
         */
        default void body(int number, LinePiece piece) throws IOException {}

        /** A boundary line. */
        default void boundary(LinePiece line) throws IOException {}

        /**
         * Behind the last boundary of the multipart that was begun last and has not ended; what
         * comes there belongs to no part.
         *
         * @param number as if it were a part
         * @param from where it begins
         */
        default void epilogue(int number, long from) throws IOException {}

        /**
         * The part that was begun last and has not ended ends.
         *
         * @param end behind its last byte, in front of the line end that belongs to the boundary;
         *     there even if its header has gone further, which then had no body
         */
        default void end(long end) throws IOException {}
    }

    /**
     * A part that has not ended.
     *
     * @param delimiter of a multipart, unless its last part has ended
     * @param inside the type of parts in it that say none
     */
    private record Open(long from, Optional<Delimiter> delimiter, String inside) {}

    private final LineSource lines;
    private final HeaderReader headers;
    private final Listener listener;
    private final List<Open> open = new ArrayList<>();
    private int count;

    PartWalker(LineSource lines, int largestHeader, Listener listener) {
        this.lines = lines;
        this.headers = new HeaderReader(lines, largestHeader);
        this.listener = listener;
    }

    /**
     * Walks through a message.
     *
     * @param in closed by the caller
     * @param largestHeader in bytes
     * @throws IOException where a header is larger, too
     */
    public static void walk(InputStream in, int largestHeader, Listener listener)
            throws IOException {
        new PartWalker(new LineSource(in), largestHeader, listener).walk();
    }

    void walk() throws IOException {
        begin("text/plain");
        for (LinePiece piece = next(); piece != null; piece = next()) {
            int multipart = ofBoundary(piece);
            if (multipart >= 0) {
                boundary(piece, multipart);
            } else if (listener.readsBodies()) {
                listener.body(count - 1, piece);
            }
        }
        end(0, lines.position());
    }

    private LinePiece next() throws IOException {
        if (!listener.readsBodies()) {
            lines.skipToDash();
        }
        return lines.next();
    }

    /**
     * A part begins, and with it the message that it is.
     *
     * @param otherwise its type where it says none
     */
    private void begin(String otherwise) throws IOException {
        String type = otherwise;
        boolean enclosed = true;
        while (enclosed) {
            long from = lines.position();
            HeaderReader.Header read =
                    open.isEmpty()
                            ? headers.message()
                            : headers.part(line -> ofBoundary(line) >= 0);
            PartHeader header = PartHeader.of(read.fields(), type);
            listener.header(
                    new MimePart(
                            count++,
                            header,
                            read.fields(),
                            from,
                            read.end(),
                            read.body(),
                            read.ended()));
            boolean mayHoldParts = open.size() < MAX_DEPTH;
            open.add(
                    new Open(
                            from,
                            header.boundary().filter(b -> mayHoldParts).map(Delimiter::new),
                            header.inside()));
            enclosed = mayHoldParts && header.isMessage() && read.ended();
            type = "text/plain";
        }
    }

    /** The depth of the multipart to which a boundary line belongs; negative for other lines. */
    private int ofBoundary(LinePiece line) {
        if (Delimiter.mayBe(line)) {
            for (int depth = open.size() - 1; depth >= 0; depth--) {
                Optional<Delimiter> delimiter = open.get(depth).delimiter();
                if (delimiter.isPresent() && delimiter.get().isIn(line)) {
                    return depth;
                }
            }
        }
        return -1;
    }

    private void boundary(LinePiece line, int depth) throws IOException {
        end(depth + 1, line.before());
        listener.boundary(line);
        Open multipart = open.get(depth);
        if (multipart.delimiter().orElseThrow().opens(line)) {
            begin(multipart.inside());
        } else {
            open.set(depth, new Open(multipart.from(), Optional.empty(), multipart.inside()));
            listener.epilogue(count++, line.next());
        }
    }

    /** Ends all parts from a depth on. */
    private void end(int depth, long position) throws IOException {
        if (depth < open.size()) {
            long end = Math.max(open.get(depth).from(), position);
            while (depth < open.size()) {
                listener.end(end);
                open.removeLast();
            }
        }
    }
}

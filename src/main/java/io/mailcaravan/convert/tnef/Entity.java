package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.mime.PartHeader;
import io.mailcaravan.convert.tnef.stream.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of a message that is an entity.
 *
 * @param says what its header says of its body; in a digest another type is the default one
 * @param children of a multipart or an enclosed message
 */
record Entity(Header header, PartHeader says, Extent extent, List<Entity> children) {

    /**
     * Where it stands in the message.
     *
     * @param from where its header begins
     * @param fieldsEnd behind the last line of its header
     * @param body where its body begins, behind the empty line
     * @param epilogue of a multipart, what stands behind its last boundary; else the end
     * @param end behind its last byte, before the line end that belongs to a boundary
     */
    record Extent(int from, int fieldsEnd, int body, int epilogue, int end) {}

    /** Of bytes that are not a message but a file. */
    static Entity file(Bytes bytes) {
        int end = bytes.size();
        return new Entity(
                Header.NONE,
                PartHeader.of(List.of(), ""),
                new Extent(0, 0, 0, end, end),
                List.of());
    }

    /** The media type in lower case. */
    String type() {
        return says.type();
    }

    Optional<String> boundary() {
        return says.boundary();
    }

    int from() {
        return extent.from();
    }

    int end() {
        return extent.end();
    }

    /** Whether both are the same stretch; no entity begins where another one does. */
    boolean isSame(Entity other) {
        return other != null && extent.equals(other.extent);
    }

    Bytes bytes(Bytes message) {
        return message.slice(from(), end() - from());
    }

    Bytes bodyBytes(Bytes message) {
        return message.slice(extent.body(), end() - extent.body());
    }

    /** Of a multipart: what mail programs do not show, behind its last boundary. */
    Bytes epilogueBytes(Bytes message) {
        return message.slice(extent.epilogue(), end() - extent.epilogue());
    }
}

package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.stream.Bytes;
import java.util.List;

/**
 * A stretch of a message that is an entity.
 *
 * @param type the media type in lower case; in a digest another is the default one
 * @param from where its header begins
 * @param body where its body begins, behind the empty line
 * @param end behind its last byte, before the line end that belongs to a boundary
 * @param children of a multipart or an enclosed message
 */
record Entity(Header header, String type, int from, int body, int end, List<Entity> children) {

    /** Whether both are the same stretch; no entity begins where another one does. */
    boolean isSame(Entity other) {
        return other != null && from == other.from && body == other.body && end == other.end;
    }

    Bytes bytes(Bytes message) {
        return message.slice(from, end - from);
    }

    Bytes bodyBytes(Bytes message) {
        return message.slice(body, end - body);
    }
}

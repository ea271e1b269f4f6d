package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.stream.Bytes;
import java.util.List;

/**
 * A stretch of a message that is an entity.
 *
 * @param from where its header begins
 * @param body where its body begins, behind the empty line
 * @param end behind its last byte, before the line end that belongs to a boundary
 * @param children of a multipart or an enclosed message
 */
record Entity(Header header, int from, int body, int end, List<Entity> children) {

    Bytes bytes(Bytes message) {
        return message.slice(from, end - from);
    }

    Bytes bodyBytes(Bytes message) {
        return message.slice(body, end - body);
    }
}

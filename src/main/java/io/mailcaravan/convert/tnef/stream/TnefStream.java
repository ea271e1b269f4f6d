package io.mailcaravan.convert.tnef.stream;

import java.util.List;

/**
 * A stream taken apart.
 *
 * @param attachments in the order of the stream
 */
public record TnefStream(AttributeGroup message, List<AttributeGroup> attachments) {

    /** Whether these bytes begin as a TNEF stream does, [MS-OXTNEF] 2.1.2. */
    public static boolean isTnef(Bytes bytes) {
        return bytes.startsWith((byte) 0x78, (byte) 0x9F, (byte) 0x3E, (byte) 0x22);
    }
}

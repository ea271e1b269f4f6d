package io.mailcaravan.convert.tnef.mime;

import io.mailcaravan.convert.tnef.stream.Bytes;
import java.util.List;

/** An entity of a MIME message: its own header fields (each folded, without line end) and body. */
public sealed interface Part {

    /** Header fields without those that the encoding adds. */
    List<String> fields();

    /** Text, written as quoted-printable in UTF-8. */
    record Text(List<String> fields, String text) implements Part {}

    /** Text that may not be encoded, and needs not: ASCII in short lines. */
    record SevenBit(List<String> fields, String text) implements Part {}

    /** Anything else, written as base64. */
    record Binary(List<String> fields, Bytes content) implements Part {}

    /** A message in a message. */
    record Message(List<String> fields, List<String> header, Part content) implements Part {}

    /**
     * Several parts.
     *
     * @param subtype with its parameters, as {@code mixed}
     */
    record Multipart(String subtype, List<Part> parts) implements Part {
        @Override
        public List<String> fields() {
            return List.of();
        }
    }

    /**
     * An entity as it is, header and all.
     *
     * @param fields in front of its own
     * @param entity begins with its header
     */
    record Verbatim(List<String> fields, Bytes entity) implements Part {
        public Verbatim(Bytes entity) {
            this(List.of(), entity);
        }
    }
}

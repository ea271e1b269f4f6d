package io.mailcaravan.convert.mime;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the header of a message or part says of its body.
 *
 * @param type {@code text/plain}, in lower case
 * @param boundary of a multipart
 * @param encoding how its body is written
 */
public record PartHeader(String type, Optional<String> boundary, Encoding encoding) {

    /** Content-Transfer-Encoding, as far as it matters for long lines. */
    public enum Encoding {
        /** 7bit, 8bit, binary or not told. */
        IDENTITY,
        BASE64,
        QUOTED_PRINTABLE,
        /** Unknown, such as x-uuencode. */
        OTHER
    }

    /**
     * Reads it from the fields.
     *
     * @param otherwise the type where they say none: another one in a digest (RFC 2046, 5.1.5)
     */
    public static PartHeader of(List<HeaderField> fields, String otherwise) {
        Optional<ContentType> contentType = value(fields, "content-type").map(ContentType::of);
        return new PartHeader(
                contentType.map(ContentType::type).filter(t -> !t.isEmpty()).orElse(otherwise),
                contentType.flatMap(ContentType::boundary),
                encoding(fields));
    }

    private static final Pattern COMMENT = Pattern.compile("\\([^)]*\\)");

    private static Encoding encoding(List<HeaderField> fields) {
        String text =
                COMMENT.matcher(value(fields, "content-transfer-encoding").orElse(""))
                        .replaceAll("")
                        .strip()
                        .toLowerCase(Locale.ROOT);
        return switch (text) {
            case "", "7bit", "8bit", "binary" -> Encoding.IDENTITY;
            case "base64" -> Encoding.BASE64;
            case "quoted-printable" -> Encoding.QUOTED_PRINTABLE;
            default -> Encoding.OTHER;
        };
    }

    private static Optional<String> value(List<HeaderField> fields, String name) {
        return fields.stream()
                .filter(field -> field.isNamed(name))
                .findFirst()
                .map(HeaderField::value);
    }

    /** The type of a part in its body that says none. */
    String inside() {
        return type.equals("multipart/digest") ? "message/rfc822" : "text/plain";
    }

    /**
     * Whether the body is another message, whose header follows at once: one that is encoded, which
     * RFC 2046, 5.2.1 forbids, is a file like any other.
     */
    boolean isMessage() {
        return type.equals("message/rfc822") && encoding == Encoding.IDENTITY;
    }

    /** Whether the body may be written in another encoding (RFC 2046, 5.1 and 5.2). */
    boolean isLeaf() {
        return !type.startsWith("multipart/") && !type.startsWith("message/");
    }
}

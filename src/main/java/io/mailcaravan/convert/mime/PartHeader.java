package io.mailcaravan.convert.mime;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the header of a message or part says of its body.
 *
 * @param type {@code text/plain}, in lower case
 * @param boundary of a multipart
 * @param encoding how its body is written
 */
record PartHeader(String type, Optional<String> boundary, Encoding encoding) {

    /** Content-Transfer-Encoding, as far as it matters for long lines. */
    enum Encoding {
        /** 7bit, 8bit, binary or not told. */
        IDENTITY,
        BASE64,
        QUOTED_PRINTABLE,
        /** Unknown, such as x-uuencode. */
        OTHER
    }

    private static final Pattern BOUNDARY =
            Pattern.compile(
                    ";\\s*boundary\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s;]+))",
                    Pattern.CASE_INSENSITIVE);

    static PartHeader of(List<HeaderField> fields) {
        String contentType = value(fields, "content-type").orElse("text/plain");
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        Matcher matcher = BOUNDARY.matcher(contentType);
        Optional<String> boundary =
                type.startsWith("multipart/") && matcher.find()
                        ? Optional.of(
                                        matcher.group(1) == null
                                                ? matcher.group(2)
                                                : matcher.group(1).replaceAll("\\\\(.)", "$1"))
                                .map(String::stripTrailing)
                                .filter(text -> !text.isEmpty())
                        : Optional.empty();
        return new PartHeader(type, boundary, encoding(fields));
    }

    private static Encoding encoding(List<HeaderField> fields) {
        String text =
                value(fields, "content-transfer-encoding")
                        .orElse("")
                        .replaceAll("\\([^)]*\\)", "")
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

    /** Whether the body is another message, whose header follows at once. */
    boolean isMessage() {
        return type.equals("message/rfc822") && encoding == Encoding.IDENTITY;
    }

    /** Whether the body may be written in another encoding (RFC 2046, 5.1 and 5.2). */
    boolean isLeaf() {
        return !type.startsWith("multipart/") && !type.startsWith("message/");
    }
}

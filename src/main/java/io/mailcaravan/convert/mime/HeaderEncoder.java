package io.mailcaravan.convert.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a header field that holds other bytes than ASCII as the standards would have it. */
final class HeaderEncoder {

    /** Keeps what a repair could not leave in its place. */
    static final String ORIGINAL = "X-Caravan-Original-Header";

    private static final Set<String> ADDRESSES =
            Set.of(
                    "from",
                    "to",
                    "cc",
                    "bcc",
                    "reply-to",
                    "sender",
                    "resent-from",
                    "resent-to",
                    "resent-cc",
                    "resent-sender",
                    "disposition-notification-to");
    private static final Set<String> PARAMETERS = Set.of("content-type", "content-disposition");
    private static final Set<String> STRUCTURED =
            Set.of(
                    "message-id",
                    "in-reply-to",
                    "references",
                    "date",
                    "resent-date",
                    "resent-message-id",
                    "received",
                    "return-path",
                    "mime-version",
                    "content-transfer-encoding",
                    "content-id");

    /** A quoted string, a comment, an address in angle brackets, or a run of anything else. */
    private static final Pattern ADDRESS_TOKEN =
            Pattern.compile(
                    "\"((?:[^\"\\\\]|\\\\.)*+)\"|\\(([^()]*)\\)|<[^>]*>|[^\"(<,;:]+|.",
                    Pattern.DOTALL);

    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([\\w.-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s;\"]*))");

    private HeaderEncoder() {}

    /** The field in ASCII, followed by its original text where part of that had to go. */
    static List<HeaderField> encode(HeaderField field) {
        String name = field.name().toLowerCase(Locale.ROOT);
        String value = EncodedWords.decode(field.value());
        String encoded;
        if (ADDRESSES.contains(name)) {
            encoded = addresses(value);
        } else if (PARAMETERS.contains(name)) {
            encoded = parameters(value);
        } else if (STRUCTURED.contains(name)) {
            encoded = value;
        } else {
            encoded = EncodedWords.encodeText(value);
        }
        List<HeaderField> fields = new ArrayList<>();
        fields.add(field.withValue(encoded.replaceAll("[^\\x00-\\x7F]", "_")));
        if (!EncodedWords.isAscii(encoded)) {
            fields.add(original(field));
        }
        return fields;
    }

    /** The field's text kept under another name. */
    static HeaderField original(HeaderField field) {
        String text = EncodedWords.decode(String.join("", field.lines()).strip());
        return HeaderField.of(ORIGINAL + ":", true).withValue(" " + EncodedWords.encodeText(text));
    }

    /** Encoded-words may stand for a name or a comment, never inside an address. */
    private static String addresses(String value) {
        StringBuilder out = new StringBuilder();
        Matcher token = ADDRESS_TOKEN.matcher(value);
        while (token.find()) {
            String text = token.group();
            if (EncodedWords.isAscii(text) || text.startsWith("<")) {
                out.append(text);
            } else if (token.group(1) != null) {
                out.append(EncodedWords.encode(token.group(1).replaceAll("\\\\(.)", "$1")));
            } else if (token.group(2) != null) {
                out.append('(').append(EncodedWords.encode(token.group(2))).append(')');
            } else if (text.contains("@")) {
                out.append(text);
            } else {
                String words = text.strip();
                int at = text.indexOf(words);
                out.append(text, 0, at)
                        .append(EncodedWords.encode(words))
                        .append(text.substring(at + words.length()));
            }
        }
        return out.toString().replace("?=<", "?= <"); // an encoded-word ends with white space
    }

    /** RFC 2231, 4: {@code filename*=UTF-8''%C3%9C.pdf}. */
    private static String parameters(String value) {
        StringBuilder out = new StringBuilder();
        Matcher parameter = PARAMETER.matcher(value);
        int done = 0;
        while (parameter.find()) {
            if (EncodedWords.isAscii(parameter.group())) {
                continue;
            }
            String text =
                    parameter.group(2) == null
                            ? parameter.group(3)
                            : parameter.group(2).replaceAll("\\\\(.)", "$1");
            out.append(value, done, parameter.start())
                    .append(";\r\n ")
                    .append(parameter.group(1))
                    .append("*=UTF-8''")
                    .append(percent(text));
            done = parameter.end();
        }
        return out.append(value.substring(done)).toString();
    }

    private static String percent(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    (b >= '0' && b <= '9')
                            || (b >= 'A' && b <= 'Z')
                            || (b >= 'a' && b <= 'z')
                            || "-._~".indexOf(b) >= 0;
            out.append(plain ? Character.toString(b) : String.format("%%%02X", b & 0xFF));
        }
        return out.toString();
    }
}

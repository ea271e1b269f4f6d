package io.mailcaravan.convert.mime;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The value of a Content-Type field (RFC 2045, 5.1), read as mail programs read it: what should be
 * quoted need not be, and a quote that is never closed is none.
 *
 * @param type {@code text/plain}, in lower case; empty where the field says none
 * @param parameters the first of each name, which is in lower case
 */
public record ContentType(String type, Map<String, String> parameters) {

    private static final Pattern COMMENT = Pattern.compile("\\([^()]*\\)");

    /** Reads the value, folded or not. */
    public static ContentType of(String value) {
        int semicolon = value.indexOf(';');
        String type = semicolon < 0 ? value : value.substring(0, semicolon);
        return new ContentType(
                COMMENT.matcher(type).replaceAll("").strip().toLowerCase(Locale.ROOT),
                semicolon < 0 ? Map.of() : new Parameters(value, semicolon).read());
    }

    /** A parameter's value, without the white space at its end. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name))
                .map(String::stripTrailing)
                .filter(text -> !text.isEmpty());
    }

    /** Of a multipart; no boundary ends with a space (RFC 2046, 5.1.1). */
    Optional<String> boundary() {
        return type.startsWith("multipart/") ? parameter("boundary") : Optional.empty();
    }

    /** Goes through the parameters. */
    private static final class Parameters {
        private final String value;
        private int at;

        Parameters(String value, int semicolon) {
            this.value = value;
            this.at = semicolon;
        }

        Map<String, String> read() {
            Map<String, String> parameters = new HashMap<>();
            while (at < value.length()) {
                at++; // the semicolon
                String name = upTo("=;").strip().toLowerCase(Locale.ROOT);
                if (at < value.length() && value.charAt(at) == '=') {
                    at++;
                    parameters.putIfAbsent(name, text());
                }
                upTo(";");
            }
            return parameters;
        }

        private String text() {
            while (at < value.length() && Character.isWhitespace(value.charAt(at))) {
                at++;
            }
            if (at == value.length() || value.charAt(at) != '"') {
                return upTo("; \t\r\n");
            }
            at++;
            int end = endOfQuoted();
            if (end < 0) {
                return upTo("; \t\r\n");
            }
            String quoted = value.substring(at, end);
            at = end + 1;
            return quoted.indexOf('\\') < 0 ? quoted : quoted.replaceAll("\\\\(.)", "$1");
        }

        private int endOfQuoted() {
            for (int i = at; i < value.length(); i++) {
                if (value.charAt(i) == '"') {
                    return i;
                }
                i += value.charAt(i) == '\\' ? 1 : 0; // what it escapes is text
            }
            return -1;
        }

        private String upTo(String ends) {
            int from = at;
            while (at < value.length() && ends.indexOf(value.charAt(at)) < 0) {
                at++;
            }
            return value.substring(from, at);
        }
    }
}

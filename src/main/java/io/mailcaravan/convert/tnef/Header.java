package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.mime.ContentType;
import io.mailcaravan.convert.mime.HeaderField;
import io.mailcaravan.convert.tnef.stream.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The header of an entity.
 *
 * @param fields each as it stands, folded, without its line end, in ISO 8859-1
 * @param first the first of each name, which is in lower case: asked for often, and there may be
 *     many
 */
record Header(List<String> fields, Map<String, String> first) {

    /** Of what is no entity. */
    static final Header NONE = new Header(List.of(), Map.of());

    private static final Pattern BEGINNING = Pattern.compile("\\r?\\n|>?From |[!-9;-~]+[ \\t]*:");

    static Header of(List<HeaderField> header) {
        List<String> fields = new ArrayList<>(header.size());
        Map<String, String> first = new HashMap<>();
        for (HeaderField field : header) {
            String text = String.join("\r\n", field.lines());
            fields.add(text);
            if (field.valid()) {
                first.putIfAbsent(field.name().toLowerCase(Locale.ROOT), text);
            }
        }
        return new Header(fields, first);
    }

    /** Whether a message may begin like this: with a field, an mbox separator, or an empty line. */
    static boolean begins(Bytes message) {
        String start =
                message.slice(0, Math.min(1000, message.size())).text(StandardCharsets.ISO_8859_1);
        return start.isEmpty() || BEGINNING.matcher(start).lookingAt();
    }

    private static String name(String field) {
        int colon = field.indexOf(':');
        return colon < 0 ? "" : field.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    }

    /** In lower case. */
    Set<String> names() {
        return first.keySet();
    }

    /** The first field's value, unfolded. */
    Optional<String> get(String name) {
        return Optional.ofNullable(first.get(name.toLowerCase(Locale.ROOT)))
                .map(f -> f.substring(f.indexOf(':') + 1).replaceAll("\r\n", "").strip());
    }

    /** A parameter of the Content-Type. */
    Optional<String> parameter(String name) {
        return get("Content-Type").flatMap(value -> ContentType.of(value).parameter(name));
    }

    String encoding() {
        return get("Content-Transfer-Encoding").orElse("7bit").toLowerCase(Locale.ROOT);
    }

    boolean isAttached() {
        return get("Content-Disposition")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .startsWith("attachment");
    }

    /** What stays when the content is another: all but the fields that describe it. */
    List<String> withoutContent() {
        return fields.stream().filter(field -> !name(field).startsWith("content-")).toList();
    }
}

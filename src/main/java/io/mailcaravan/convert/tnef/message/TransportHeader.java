package io.mailcaravan.convert.tnef.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * PidTagTransportMessageHeaders: the header that a message had when it came into a mailbox from
 * outside. Only a message that has lost it since, being a file or embedded, needs it again.
 *
 * @param fields in their order
 */
public record TransportHeader(List<Field> fields) {

    static final TransportHeader NONE = new TransportHeader(List.of());

    private static final int MOST = 1000;

    private static final Pattern NAME = Pattern.compile("[!-9;-~]{1,60}");

    /**
     * A field.
     *
     * @param value unfolded, without control characters; not decoded
     */
    public record Field(String name, String value) {

        /** Whether it has this name, in whatever case. */
        public boolean is(String other) {
            return name.equalsIgnoreCase(other);
        }

        /** In lower case. */
        public String key() {
            return name.toLowerCase(Locale.ROOT);
        }
    }

    /** Reads to the first empty line; Exchange had the headers of the parts behind it. */
    static TransportHeader of(String text) {
        List<Field> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (String line : text.split("\r\n|\n|\r", -1)) {
            if (line.isBlank() && !(fields.isEmpty() && field.isEmpty())) {
                break;
            }
            if (line.startsWith(" ") || line.startsWith("\t")) {
                field.append(' ').append(line.strip());
            } else {
                add(field, fields);
                field.append(line);
            }
        }
        add(field, fields);
        return new TransportHeader(List.copyOf(fields));
    }

    /** What has no name, as a first line that names the format, is no field. */
    private static void add(StringBuilder field, List<Field> fields) {
        int colon = field.indexOf(":");
        if (colon > 0 && fields.size() < MOST) {
            String name = field.substring(0, colon).strip();
            String value = field.substring(colon + 1).replaceAll("\\p{Cc}+", " ").strip();
            if (NAME.matcher(name).matches() && !value.isEmpty()) {
                fields.add(new Field(name, value));
            }
        }
        field.setLength(0);
    }

    /** The value of the first field of this name. */
    public Optional<String> get(String name) {
        return fields.stream().filter(field -> field.is(name)).map(Field::value).findFirst();
    }
}

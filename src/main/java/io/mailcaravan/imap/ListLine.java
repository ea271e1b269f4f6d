package io.mailcaravan.imap;

import io.mailcaravan.mailbox.AsciiCase;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One answer to LIST or LSUB.
 *
 * @param attributes in lower case
 * @param separator 0 for NIL
 * @param name bytes as on the wire
 */
record ListLine(List<String> attributes, char separator, String name) {

    private static final List<String> NOT_SELECTABLE = List.of("\\noselect", "\\nonexistent");

    /** What may stand behind the name (RFC 5258): <code>("CHILDINFO" ("SUBSCRIBED"))</code>. */
    private static final Pattern EXTENDED =
            Pattern.compile("\\s\\(\"?[A-Z-]{1,20}\"? ?[(\"].*\\)$", Pattern.CASE_INSENSITIVE);

    /** The line; empty where no name can be made out. */
    static Optional<ListLine> parse(ServerLine line) {
        try {
            List<String> attributes = attributes(line);
            Optional<Character> separator = separator(line);
            if (separator.isEmpty()) {
                return Optional.empty();
            }
            line.skipSpaces();
            Optional<String> name =
                    line.position() < line.end() && line.peekByte() == '{'
                            ? Optional.ofNullable(line.readString())
                            : name(line.rest());
            return name.map(it -> new ListLine(attributes, separator.get(), it));
        } catch (RuntimeException e) {
            return Optional.empty(); // Angus indexes into the line without checking
        }
    }

    private static List<String> attributes(ServerLine line) {
        String[] list = line.readSimpleList();
        return list == null ? List.of() : Arrays.stream(list).map(AsciiCase::lower).toList();
    }

    /** A quoted character, which some send without quotes, or NIL; empty for all else. */
    static Optional<Character> separator(ServerLine line) {
        if (line.isAtString()) {
            String text = line.readString();
            return Optional.of(text == null || text.isEmpty() ? (char) 0 : text.charAt(0));
        }
        String atom = line.readAtom();
        if (AsciiCase.equal(atom, "NIL")) {
            return Optional.of((char) 0);
        }
        return atom.length() == 1 ? Optional.of(atom.charAt(0)) : Optional.empty();
    }

    private static Optional<String> name(String rest) {
        if (!rest.startsWith("\"")) {
            // Exchange sends names with blanks and tabs without quotes
            Matcher extended = EXTENDED.matcher(rest);
            String name = extended.find() ? rest.substring(0, extended.start()) : rest;
            return Optional.of(name.stripTrailing());
        }
        for (int i = 1; i < rest.length(); i++) {
            if (rest.charAt(i) == '\\') {
                i++;
            } else if (rest.charAt(i) == '"' && isEnd(rest.substring(i + 1))) {
                return Optional.of(rest.substring(1, i).replaceAll("\\\\(.)", "$1"));
            }
        }
        // quotes within that are not escaped, or a backslash at the end
        int last = rest.lastIndexOf('"');
        return last > 0 ? Optional.of(rest.substring(1, last)) : Optional.empty();
    }

    private static boolean isEnd(String behind) {
        return behind.isBlank() || behind.stripLeading().startsWith("(");
    }

    /**
     * The name in front of the list in an answer to STATUS, which may also stand there without
     * quotes; null where there is none.
     */
    static String statusName(ServerLine line) {
        if (line.isAtString()) {
            return line.readString();
        }
        int start = line.position();
        int list = line.end() - 1;
        while (list > start && line.bytes()[list] != '(') {
            list--;
        }
        if (list <= start) {
            return null;
        }
        line.position(start);
        String name = line.rest().substring(0, list - start).strip();
        line.position(list);
        return name;
    }

    boolean has(String attribute) {
        return attributes.contains(attribute);
    }

    boolean isSelectable() {
        return !has("\\noselect") && !has("\\nonexistent");
    }

    /** Two lines about one folder. */
    ListLine and(ListLine other) {
        List<String> more =
                other.attributes.stream()
                        .filter(attribute -> !attributes.contains(attribute))
                        .filter(attribute -> !isSelectable() || !NOT_SELECTABLE.contains(attribute))
                        .toList();
        List<String> own =
                attributes.stream()
                        .filter(it -> !other.isSelectable() || !NOT_SELECTABLE.contains(it))
                        .toList();
        return new ListLine(Stream.concat(own.stream(), more.stream()).toList(), separator, name);
    }
}

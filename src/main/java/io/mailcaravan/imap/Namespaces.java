package io.mailcaravan.imap;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the mailbox's own folders are (RFC 2342). Prefixes are bytes as on the wire.
 *
 * @param prefix of the personal folders: empty, or {@code INBOX.}
 * @param separator 0 where folders cannot hold folders
 * @param foreign prefixes of other users' and shared folders, which are left out
 */
record Namespaces(String prefix, char separator, List<String> foreign) {
    /** A server that says nothing: most have {@code /}. */
    static final Namespaces UNKNOWN = ofSeparator('/');

    static Namespaces ofSeparator(char separator) {
        return new Namespaces("", separator, List.of());
    }

    private record Entry(String prefix, char separator) {}

    /** Reads the answer; one that cannot be read tells nothing. */
    static Namespaces parse(ServerLine line) {
        try {
            return read(line);
        } catch (RuntimeException e) {
            return UNKNOWN; // Angus indexes into the line without checking
        }
    }

    private static Namespaces read(ServerLine line) {
        List<Entry> personal = entries(line);
        List<String> foreign = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            for (Entry entry : entries(line)) {
                if (!entry.prefix.isEmpty()) {
                    foreign.add(entry.prefix);
                }
            }
        }
        Entry own = personal.isEmpty() ? new Entry("", '/') : personal.get(0);
        // one that holds the mailbox's own folders would hide them all
        foreign.removeIf(prefix -> own.prefix.startsWith(prefix) || "INBOX".startsWith(prefix));
        return new Namespaces(own.prefix, own.separator, foreign);
    }

    private static List<Entry> entries(ServerLine line) {
        List<Entry> entries = new ArrayList<>();
        if (!line.isNextNonSpace('(')) {
            line.readAtom(); // NIL
            return entries;
        }
        while (line.isNextNonSpace('(')) {
            String prefix = line.readString();
            entries.add(
                    new Entry(
                            prefix == null ? "" : prefix,
                            ListLine.separator(line).orElse((char) 0)));
            // extensions up to the closing parenthesis
            int depth = 1;
            while (depth > 0 && line.position() < line.end()) {
                byte b = line.readByte();
                depth += b == '(' ? 1 : b == ')' ? -1 : 0;
            }
        }
        line.isNextNonSpace(')');
        return entries;
    }
}

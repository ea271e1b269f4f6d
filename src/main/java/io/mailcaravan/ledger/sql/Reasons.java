package io.mailcaravan.ledger.sql;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Texts that many items share, kept once. */
public final class Reasons {

    private static final int REMEMBERED = 1000;

    /** Long enough for any rule's words, short enough for a table. */
    public static final int LONGEST = 2000;

    /** PostgreSQL refuses index entries of more than a third of a page, 2704 bytes. */
    public static final int LONGEST_BYTES = 2400;

    private final GroupCommit writes;
    private final Map<String, Long> known =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(16, 0.75f, true) {
                        private static final long serialVersionUID = 1;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                            return size() > REMEMBERED;
                        }
                    });

    public Reasons(GroupCommit writes) {
        this.writes = writes;
    }

    /** Fit for a text column: no NUL, which PostgreSQL refuses, and not endless. */
    public static String tidy(String text) {
        String clean = text.replace('\0', '\uFFFD');
        int length = Math.min(clean.length(), LONGEST);
        // looked at only where it may be too long
        while (length * 3 > LONGEST_BYTES && bytes(clean, length) > LONGEST_BYTES) {
            length -= length / 8;
        }
        if (length == clean.length()) {
            return clean;
        }
        boolean halved = Character.isHighSurrogate(clean.charAt(length - 1));
        return clean.substring(0, halved ? length - 1 : length) + "...";
    }

    private static int bytes(String text, int length) {
        return text.substring(0, length).getBytes(StandardCharsets.UTF_8).length;
    }

    /** The text's number; null for an empty one. */
    public Long id(String text) throws LedgerException {
        if (text.isEmpty()) {
            return null;
        }
        String tidy = tidy(text);
        Long id = known.get(tidy);
        if (id == null) {
            id = writes.run(Change.of(sql -> keep(sql, tidy)));
            known.put(tidy, id);
        }
        return id;
    }

    /** As {@link #id}, in a change that is under way; the text is tidy. */
    public static long keep(Sql sql, String text) throws SQLException {
        sql.update("INSERT INTO reason (text) VALUES (?) ON CONFLICT (text) DO NOTHING", text);
        return sql.number("SELECT id FROM reason WHERE text = ?", text);
    }
}

package io.mailcaravan.store.imap;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Answers to STATUS as they come in, by the folder's name on the wire. */
final class StatusAnswers {
    private final Map<String, Selection> answers = new HashMap<>();

    /** Takes in an untagged line, whatever it is. */
    void add(ServerLine line) {
        if (line.keyEquals("STATUS")) {
            String name = line.readAtomString();
            if (name != null) {
                answers.computeIfAbsent(key(name), key -> new Selection()).addStatus(line);
            }
        }
    }

    /** What was told of the folder; null where nothing was. */
    Selection of(String name) {
        return answers.get(key(name));
    }

    boolean isEmpty() {
        return answers.isEmpty();
    }

    /** INBOX is the one name without regard to case. */
    private static String key(String name) {
        return name.equalsIgnoreCase("INBOX") ? name.toUpperCase(Locale.ROOT) : name;
    }
}

package io.mailcaravan.plan;

import io.mailcaravan.mailbox.ConfigurationException;
import java.util.ArrayList;
import java.util.List;

/** Mistakes in one file, told together, so that a long list is corrected in one go. */
final class Problems {

    private static final int SHOWN = 10;

    private final String file;
    private final List<String> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    /**
     * @param line 0 for the whole file
     */
    void add(int line, String problem, String advice) {
        add((line == 0 ? "" : "line " + line + ": ") + problem + ". " + advice);
    }

    void add(String problem) {
        found.add(problem);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** Throws if there is any. */
    void raise() {
        if (found.isEmpty()) {
            return;
        }
        if (found.size() == 1) {
            throw raised(found.get(0));
        }
        StringBuilder text = new StringBuilder(found.size() + " mistakes");
        found.stream().limit(SHOWN).forEach(problem -> text.append("\n  ").append(problem));
        if (found.size() > SHOWN) {
            text.append("\n  and ").append(found.size() - SHOWN).append(" more");
        }
        throw raised(text.toString());
    }

    private ConfigurationException raised(String text) {
        return new ConfigurationException(file, withoutLastStop(text), "");
    }

    private static String withoutLastStop(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}

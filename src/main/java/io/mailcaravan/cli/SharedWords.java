package io.mailcaravan.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is to be said of mailboxes, each sentence once: a store that is down says the same of a
 * thousand, and what else there is to know would be lost among them.
 */
final class SharedWords {

    private static final int NAMED = 5;

    private final Map<String, List<String>> mailboxes = new LinkedHashMap<>();

    /**
     * @param text as it goes on behind the mailbox's name
     */
    void add(String mailbox, String text) {
        mailboxes.computeIfAbsent(text, none -> new ArrayList<>()).add(mailbox);
    }

    Stream<String> lines(String route) {
        return mailboxes.entrySet().stream()
                .map(entry -> route + ": " + who(entry.getValue()) + entry.getKey());
    }

    private static String who(List<String> names) {
        if (names.size() == 1) {
            return "mailbox " + names.get(0);
        }
        int more = names.size() - NAMED;
        return ReportWords.mailboxes(names.size())
                + " ("
                + String.join(", ", names.stream().limit(NAMED).toList())
                + (more > 0 ? " and " + ReportWords.number(more) + " more" : "")
                + ")";
    }
}

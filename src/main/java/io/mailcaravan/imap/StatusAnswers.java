package io.mailcaravan.imap;

import io.mailcaravan.mailbox.AsciiCase;
import java.util.HashMap;
import java.util.Map;

/** Answers to STATUS as they come in, by the folder's name on the wire. */
final class StatusAnswers {
    /** As many as folders are listed. */
    private static final int MOST = FolderListing.MOST_FOLDERS;

    private final Map<String, Selection> answers = new HashMap<>();

    /** Takes in an untagged line, whatever it is. */
    void add(ServerLine line) {
        if (line.keyEquals("STATUS")) {
            String name = ListLine.statusName(line);
            if (name != null && (answers.size() < MOST || answers.containsKey(key(name)))) {
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
        return AsciiCase.equal(name, "INBOX") ? "INBOX" : name;
    }
}

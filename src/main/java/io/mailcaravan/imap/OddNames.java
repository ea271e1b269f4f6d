package io.mailcaravan.imap;

import io.mailcaravan.mailbox.FolderPath;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names on the wire that their paths do not tell, mailbox by mailbox, as they were listed last. A
 * session that has listed nothing, because it stands in for one that was lost or works beside
 * another, would open another folder, or none. Safe for many threads.
 */
final class OddNames {
    private final Map<String, Map<FolderPath, String>> mailboxes = new ConcurrentHashMap<>();

    /** What the last listing told, instead of what was told before. */
    void remember(String mailbox, Map<FolderPath, String> names) {
        if (names.isEmpty()) {
            mailboxes.remove(mailbox);
        } else {
            mailboxes.put(mailbox, Map.copyOf(names));
        }
    }

    /** Null where the path tells the name, or nothing was listed. */
    String name(String mailbox, FolderPath path) {
        return mailboxes.getOrDefault(mailbox, Map.of()).get(path);
    }
}

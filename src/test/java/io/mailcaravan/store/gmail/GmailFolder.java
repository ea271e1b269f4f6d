package io.mailcaravan.store.gmail;

import java.util.Map;
import java.util.TreeMap;

/** A folder as Gmail shows it by IMAP; guarded by its account. */
final class GmailFolder {

    /** Bytes on the wire, one a char. */
    final String name;

    /** Its attribute in LIST; empty where it has no role. */
    final String role;

    /** What its messages are labelled with; empty for All Mail, Spam, Trash and chats. */
    final String label;

    final long uidValidity;
    final TreeMap<Long, GmailMessage> messages = new TreeMap<>();
    long uidNext = 1;
    boolean subscribed = true;

    /** "Show in IMAP". */
    boolean shown = true;

    GmailFolder(String name, String role, String label, long uidValidity) {
        this.name = name;
        this.role = role;
        this.label = label;
        this.uidValidity = uidValidity;
    }

    /** Puts it there, or takes it away; one that comes back has another UID. */
    void hold(GmailMessage message, boolean held) {
        if (!held) {
            messages.values().remove(message);
        } else if (!messages.containsValue(message)) {
            messages.put(uidNext++, message);
        }
    }

    /** 0 where it is not there. */
    long uid(GmailMessage message) {
        return messages.entrySet().stream()
                .filter(entry -> entry.getValue() == message)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(0L);
    }
}

package io.mailcaravan.pass;

import io.mailcaravan.mailbox.FolderStatus;

/**
 * A destination folder that announces less than it should after items were appended to it.
 *
 * @param before where it stood before the first of them
 * @param acknowledged how many the destination has acknowledged since
 * @param removed how many copies the pass itself has removed since
 */
public record Shortfall(FolderStatus before, FolderStatus now, long acknowledged, long removed) {

    /**
     * Whether the folder has never had them: each takes a UID of its own, and UIDNEXT does not fall
     * when somebody deletes (RFC 9051, 2.3.1.1).
     */
    boolean neverCame() {
        return tellsUidNext() && now.uidNext().value() < before.uidNext().value() + acknowledged;
    }

    /** Whether messages that have been there may only be gone again. */
    boolean mayBeDeleted() {
        return tellsUidNext() && !neverCame();
    }

    private boolean tellsUidNext() {
        return before.tellsUidNext() && now.tellsUidNext();
    }

    /** Whether there is one at all. */
    public boolean isOne() {
        return now.uidValidity().equals(before.uidValidity())
                && (neverCame() || now.messages() < before.messages() + acknowledged - removed);
    }

    /**
     * For people.
     *
     * @param end whose folder it is
     */
    String words(String end) {
        return "folder '"
                + now.path()
                + "' of "
                + end
                + " had "
                + before.messages()
                + " messages before the pass, "
                + acknowledged
                + " more were acknowledged"
                + (removed > 0 ? " and " + removed + " removed" : "")
                + ", and now it has "
                + now.messages()
                + (tellsUidNext()
                        ? " (UIDNEXT " + before.uidNext() + " before, " + now.uidNext() + " now)"
                        : "");
    }
}

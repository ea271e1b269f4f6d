package io.mailcaravan.store.gmail;

import io.mailcaravan.mailbox.FolderPath;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which names labels cannot have. Case means nothing to Gmail. */
final class GmailNames {

    /** Characters of a label with all its levels (imapsync's README, support pages). */
    private static final int LONGEST = 225;

    /** Where Gmail's own folders are; in some countries the second. */
    private static final Set<String> OWN = Set.of("[gmail]", "[google mail]");

    /** What Gmail keeps to itself; docs/stores/gmail.md says from where each is known. */
    private static final Set<String> RESERVED =
            Set.of(
                    // system labels of the Gmail API
                    "sent",
                    "draft",
                    "drafts",
                    "spam",
                    "trash",
                    "starred",
                    "important",
                    "unread",
                    "chat",
                    "chats",
                    // GAM-team/got-your-back#300
                    "muted",
                    // gaubert/gmvault#110
                    "migrated",
                    // gauteh/lieer, README
                    "todo",
                    "voicemail",
                    // "Invalid Arguments: Label name is not allowed: Archive"
                    "archive");

    private GmailNames() {}

    /** The rule that the name breaks; empty where it breaks none that is known. */
    static Optional<String> problem(FolderPath path) {
        String label = String.join("/", path.names());
        if (label.codePointCount(0, label.length()) > LONGEST) {
            return Optional.of("a label has " + LONGEST + " characters at most");
        }
        for (String name : path.names()) {
            // imapsync's FAQ.Gmail: "NO [CANNOT] Folder contains excess whitespace"
            if (!name.equals(name.strip())) {
                return Optional.of("it has a blank at an end");
            }
            if (name.contains("  ")) {
                return Optional.of("it has two blanks side by side");
            }
            // imapsync's FAQ.Gmail
            if (name.indexOf('^') >= 0) {
                return Optional.of("it contains '^'");
            }
        }
        if (label.startsWith("\\")) {
            return Optional.of("it begins with a backslash, as Gmail's own labels do");
        }
        if (OWN.contains(path.names().get(0).toLowerCase(Locale.ROOT))) {
            return Optional.of("'" + path.names().get(0) + "' is for Gmail's own folders");
        }
        return RESERVED.contains(label.toLowerCase(Locale.ROOT))
                ? Optional.of("Gmail keeps the name '" + label + "' to itself")
                : Optional.empty();
    }
}

package io.mailcaravan.store.maildir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where the Maildir of a mailbox is. */
final class MailboxDirectory {

    /** In a configured path, stands for the mailbox: {@code mail/{mailbox}/Maildir}. */
    static final String PLACEHOLDER = "{mailbox}";

    private static final String SAFE = "@._+=-";

    private MailboxDirectory() {}

    /** The directory below a configured path; without a placeholder it is the last level. */
    static Path of(Path configured, String mailbox) {
        String text = configured.toString();
        String name = encode(mailbox);
        return text.contains(PLACEHOLDER)
                ? Path.of(text.replace(PLACEHOLDER, name))
                : configured.resolve(name);
    }

    /** The part of a configured path that is the same for all mailboxes. */
    static Path base(Path configured) {
        Path base = configured;
        while (base.toString().contains(PLACEHOLDER)) {
            base = base.getParent();
        }
        return base;
    }

    /**
     * Letters, digits and {@code @._+=-} stay, any other byte of the UTF-8 form becomes {@code
     * %XX}, as does a dot in front: different mailboxes get different names, and none is hidden or
     * leads elsewhere.
     */
    static String encode(String mailbox) {
        StringBuilder name = new StringBuilder();
        for (byte b : mailbox.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean dotInFront = c == '.' && name.isEmpty();
            if (isLetterOrDigit(c) || (SAFE.indexOf(c) >= 0 && !dotInFront)) {
                name.append(c);
            } else {
                name.append('%').append(String.format("%02X", (int) c));
            }
        }
        return name.toString();
    }

    private static boolean isLetterOrDigit(char c) {
        return c < 0x80 && Character.isLetterOrDigit(c);
    }
}

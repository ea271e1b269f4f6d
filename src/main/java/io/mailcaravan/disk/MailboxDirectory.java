package io.mailcaravan.disk;

import io.mailcaravan.mailbox.ByteNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where the Maildir of a mailbox is. */
public final class MailboxDirectory {

    /** In a configured path, stands for the mailbox: {@code mail/{mailbox}/Maildir}. */
    public static final String PLACEHOLDER = "{mailbox}";

    private static final String SAFE = "@._+=-";

    private MailboxDirectory() {}

    /** The directory below a configured path; without a placeholder it is the last level. */
    public static Path of(Path configured, String mailbox) {
        String name = encode(mailbox);
        if (!hasPlaceholder(configured)) {
            return configured.resolve(name);
        }
        Path directory = configured.getRoot();
        for (Path level : configured) {
            directory =
                    isPlaceholder(level)
                            ? ByteNames.resolve(
                                    directory, ByteNames.of(level).replace(PLACEHOLDER, name))
                            : directory.resolve(level);
        }
        return directory;
    }

    /** Whether the mailbox's name stands in the path and not below it. */
    public static boolean hasPlaceholder(Path configured) {
        return !base(configured).equals(configured);
    }

    /** The part of a configured path that is the same for all mailboxes. */
    public static Path base(Path configured) {
        Path base = configured.getRoot();
        for (Path level : configured) {
            if (isPlaceholder(level)) {
                break;
            }
            base = base.resolve(level);
        }
        return base;
    }

    private static boolean isPlaceholder(Path level) {
        return level.toString().contains(PLACEHOLDER);
    }

    /**
     * Letters, digits and {@code @._+=-} stay, any other byte of the UTF-8 form becomes {@code
     * %XX}, as does a dot in front: different mailboxes get different names, and none is hidden or
     * leads elsewhere.
     */
    public static String encode(String mailbox) {
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

package io.mailcaravan.disk;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Where a mailbox on disk is. */
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

    /** Where a mailbox really lies; empty where it is not there, so that it is no other's. */
    public static Optional<String> location(Path configured, String mailbox) {
        try {
            return mailbox.isEmpty()
                    ? Optional.empty()
                    : Optional.of(of(configured, mailbox).toRealPath().toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether a mailbox is not there, and what there is above it is a folder to write to. */
    public static boolean canBeMade(Path configured, String mailbox) {
        if (mailbox.isEmpty()) {
            return false;
        }
        Path path = of(configured, mailbox);
        Path above = path.getParent();
        while (above != null && Files.notExists(above)) {
            above = above.getParent();
        }
        return Files.notExists(path)
                && above != null
                && Files.isDirectory(above)
                && Files.isWritable(above);
    }

    /**
     * @throws MailboxException where there is no name, which would lead to what holds all mailboxes
     */
    public static void requireName(String store, String mailbox) throws MailboxException {
        if (mailbox.isEmpty()) {
            throw new MailboxException(
                    Scope.MAILBOX, Retry.NEVER, "Store " + store + ": a mailbox has no name.", "");
        }
    }

    /**
     * @throws MailboxException where the part of the path that is the same for all is no folder
     */
    public static void requireBase(String store, Path configured) throws MailboxException {
        Path base = base(configured);
        if (!Files.isDirectory(base)) {
            throw new MailboxException(
                    Scope.STORE,
                    Retry.NEVER,
                    "Store "
                            + store
                            + ": "
                            + (Files.exists(base)
                                    ? base + " is no folder."
                                    : "there is no folder " + base + "."),
                    "Correct caravan.stores." + store + ".path.");
        }
    }

    /**
     * What belongs to the mailbox may belong to its owner, who could lead us to another's files by
     * a link. Where we write, none is followed; where we read, those that root or we have made.
     */
    public static void requireNoLink(String store, String mailbox, Path configured, Access access)
            throws IOException, MailboxException {
        Path level = base(configured);
        for (Path each : level.relativize(of(configured, mailbox))) {
            level = level.resolve(each);
            if (Files.isSymbolicLink(level) && (access == Access.WRITE || !isTrusted(level))) {
                throw new MailboxException(
                        Scope.MAILBOX,
                        Retry.NEVER,
                        "Store "
                                + store
                                + ": "
                                + level
                                + " of mailbox "
                                + mailbox
                                + " is a link, and links are not followed there.",
                        "Correct caravan.stores." + store + ".path, or mount what it leads to.");
            }
        }
    }

    private static boolean isTrusted(Path link) throws IOException {
        String owner = Files.getOwner(link, LinkOption.NOFOLLOW_LINKS).getName();
        return owner.equals("root") || owner.equals(System.getProperty("user.name"));
    }
}

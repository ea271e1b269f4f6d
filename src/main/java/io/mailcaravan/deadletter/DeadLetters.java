package io.mailcaravan.deadletter;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The files that hold the bytes of failed items. One that is being sent again has another name
 * meanwhile, because the route may fail again and then writes a file with the same name: were that
 * the file being read, or did the process die while it is written, the bytes would be lost.
 *
 * @param folder where relative names start
 */
public record DeadLetters(Path folder) {

    private static final String RETRYING = ".retrying";

    private static final int PART = 1 << 16;

    /** Those beside the ledger. */
    public static DeadLetters of(Path stateFolder) {
        return new DeadLetters(stateFolder.resolve("dead-letters"));
    }

    /**
     * Takes a file to be sent again; one that an earlier process had taken counts more than a newer
     * one, which that process may not have written to its end.
     *
     * @param name as the ledger has it; empty for none
     * @return where it is now; empty when there is none
     */
    public Optional<Path> take(String name) throws MailboxException {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(taken(name)) && Files.exists(file)) {
                Files.move(file, taken(name), StandardCopyOption.ATOMIC_MOVE);
            }
            return Optional.of(taken(name)).filter(Files::exists);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** Whether there is such a file, under either name. */
    public boolean has(String name) {
        return !name.isEmpty() && (Files.exists(folder.resolve(name)) || Files.exists(taken(name)));
    }

    /** When it was written, or rather the date of its item, which its writer has given it. */
    public Optional<Instant> date(String name) {
        Path file = now(name);
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Files.getLastModifiedTime(file).toInstant())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether the file holds these bytes. */
    public boolean holds(String name, Content content) {
        Path file = now(name);
        return isBegun(file, content) && isWhole(file, content);
    }

    /**
     * A name like this one under which these bytes may be written: no file with those of another
     * message has it.
     *
     * @param name ends in a dot and letters
     */
    public String free(String name, Content content) {
        String free = name;
        for (int i = 2; !isFree(free, content); i++) {
            free = name.replaceFirst("(\\.[a-z]+)$", "-" + i + "$1");
        }
        return free;
    }

    /**
     * A file of the same message may be written anew. It may be less than the whole, where a
     * process died while it was written, and the ledger does not know of it then.
     */
    private boolean isFree(String name, Content content) {
        return (!exists(folder.resolve(name)) || isBegun(folder.resolve(name), content))
                && (!exists(taken(name))
                        || (isBegun(taken(name), content) && isWhole(taken(name), content)));
    }

    private Path now(String name) {
        return Files.exists(taken(name)) ? taken(name) : folder.resolve(name);
    }

    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isWhole(Path file, Content content) {
        try {
            return Files.size(file) == content.size();
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the file holds nothing but a beginning of these bytes; false if nobody can say. */
    private static boolean isBegun(Path file, Content content) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream there = Files.newInputStream(file);
                InputStream bytes = content.open()) {
            for (byte[] part = there.readNBytes(PART);
                    part.length > 0;
                    part = there.readNBytes(PART)) {
                if (!Arrays.equals(part, bytes.readNBytes(part.length))) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Removes one that the ledger names for nobody any more. */
    public void delete(String name) throws MailboxException {
        if (name.isEmpty()) {
            return;
        }
        try {
            Files.deleteIfExists(folder.resolve(name));
            Files.deleteIfExists(taken(name));
        } catch (IOException e) {
            throw failure(folder.resolve(name), e);
        }
    }

    /**
     * Which file holds the bytes of an item that failed again.
     *
     * @param newName the file that the route has kept this time; empty if none
     * @return its name, for the ledger; empty when there is no file
     */
    public String afterFailure(String name, String newName) throws MailboxException {
        return !newName.isEmpty() && Files.exists(folder.resolve(newName))
                ? newName
                : putBack(name);
    }

    /** Removes a taken file whose bytes are under its name again. */
    public void rewritten(String name) throws MailboxException {
        try {
            Files.deleteIfExists(taken(name));
        } catch (IOException e) {
            throw failure(folder.resolve(name), e);
        }
    }

    /**
     * Gives a taken file its name back.
     *
     * @return its name; empty when there is no file
     */
    public String putBack(String name) throws MailboxException {
        if (name.isEmpty()) {
            return "";
        }
        Path file = folder.resolve(name);
        try {
            if (Files.exists(taken(name))) {
                // in place of one that the route has begun and not finished
                Files.move(taken(name), file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.exists(file) ? name : "";
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private Path taken(String name) {
        return folder.resolve(name + RETRYING);
    }

    private static MailboxException failure(Path file, IOException cause) {
        return new MailboxException(
                Scope.MESSAGE,
                Retry.NEVER,
                "The dead letter " + file + " cannot be moved or deleted: " + cause,
                "Check the rights of its folder.",
                cause);
    }
}

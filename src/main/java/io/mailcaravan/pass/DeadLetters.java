package io.mailcaravan.pass;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

    /**
     * Takes a file to be sent again; one that an earlier process had taken counts more than a newer
     * one, which that process may not have written to its end.
     *
     * @param name as the ledger has it; empty for none
     * @return where it is now; empty when there is none
     */
    Optional<Path> take(String name) throws MailboxException {
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
    boolean has(String name) {
        return Files.exists(folder.resolve(name)) || Files.exists(taken(name));
    }

    /** Removes one whose item has arrived. */
    void delete(String name) throws MailboxException {
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
    String afterFailure(String name, String newName) throws MailboxException {
        return !newName.isEmpty() && Files.exists(folder.resolve(newName))
                ? newName
                : putBack(name);
    }

    /** Removes what is left of a file once the ledger names another one, or the same anew. */
    void replaced(String name, String newName) throws MailboxException {
        if (name.isEmpty()) {
            return;
        }
        try {
            Files.deleteIfExists(taken(name));
            if (!newName.equals(name)) {
                Files.deleteIfExists(folder.resolve(name));
            }
        } catch (IOException e) {
            throw failure(folder.resolve(name), e);
        }
    }

    /**
     * Gives a taken file its name back.
     *
     * @return its name; empty when there is no file
     */
    String putBack(String name) throws MailboxException {
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

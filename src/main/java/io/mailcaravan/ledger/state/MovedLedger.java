package io.mailcaravan.ledger.state;

import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.SqliteDatabase;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The file {@code ledger.moved} in a state folder: while {@code ledger move} works, and ever after,
 * it says where the ledger goes, so that nobody goes on with what is left behind by mistake.
 *
 * @param done whether the move has come to its end
 * @param id of the move, which its target keeps too
 * @param target {@link LedgerDatabase#place()}
 */
public record MovedLedger(boolean done, String id, String target) {

    private static final String FILE = "ledger.moved";

    public static Optional<MovedLedger> in(Path stateFolder) {
        if (!SqliteDatabase.isIn(stateFolder, FILE)) {
            return Optional.empty();
        }
        Path file = stateFolder.resolve(FILE);
        try {
            String[] words = Files.readString(file).strip().split(" ", 3);
            if (words.length < 3) {
                throw new ConfigurationException(
                        file.toString(),
                        "not what ledger move has written",
                        "Remove it if you know why.");
            }
            return Optional.of(new MovedLedger(words[0].equals("moved"), words[1], words[2]));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Durable when it returns: what follows relies on it. */
    public void write(Path stateFolder) throws IOException {
        String text = (done ? "moved " : "moving ") + id + " " + target + "\n";
        try (FileChannel channel =
                PrivateFiles.open(
                        stateFolder.resolve(FILE),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    public static void remove(Path stateFolder) throws IOException {
        Files.deleteIfExists(stateFolder.resolve(FILE));
    }

    /**
     * Whether this database is the one to go on with.
     *
     * @throws ConfigurationException when it is not
     */
    public static void check(Path stateFolder, LedgerDatabase database) {
        Optional<MovedLedger> moved = in(stateFolder);
        if (moved.isPresent() && !moved.get().done()) {
            throw new ConfigurationException(
                    "state folder " + stateFolder,
                    "the move of its ledger to " + moved.get().target() + " was interrupted",
                    "Run `caravan ledger move` again; it begins anew or finds that it was done.");
        }
        boolean own = SqliteDatabase.isIn(stateFolder);
        if (database.embedded() && moved.isPresent() && !own) {
            throw new ConfigurationException(
                    "state folder " + stateFolder,
                    "its ledger was moved to " + moved.get().target(),
                    "Set caravan.datasource.url and its user to go on there. To start anew with an"
                            + " empty ledger, remove "
                            + FILE
                            + ".");
        }
        if (!database.embedded() && own) {
            throw new ConfigurationException(
                    "state folder " + stateFolder,
                    "has a ledger of its own, "
                            + SqliteDatabase.FILE
                            + ", which a pass with "
                            + database.place()
                            + " would not know",
                    "Run `caravan ledger move`. If it knows other mailboxes only, name another folder"
                            + " with --state, or move the file away.");
        }
    }
}

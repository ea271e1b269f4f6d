package io.mailcaravan.ledger.state;

import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FileErrors;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The folder that one process at a time works in. While {@code caravan.lock} is locked it says
 * which; a clean end leaves it empty, unless an unclean one before has not been made good yet.
 */
public final class StateFolder implements AutoCloseable {

    /**
     * Folders that this process holds. A second look must not even open the lock file: closing it
     * again would end the lock (POSIX locks belong to the process, not to the channel).
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private static final String LOCK = "caravan.lock";

    /** Far behind the text, which Windows would not let others read where it is locked. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final Path folder;
    private final FileChannel channel;
    private final boolean unclean;
    private final AtomicInteger wholePasses = new AtomicInteger();
    private final AtomicInteger brokenPasses = new AtomicInteger();

    private StateFolder(Path folder, FileChannel channel, boolean unclean) {
        this.folder = folder;
        this.channel = channel;
        this.unclean = unclean;
    }

    /**
     * Creates the folder where it is missing and takes it.
     *
     * @throws ConfigurationException when it cannot be created or written
     * @throws LedgerException when another process has it
     */
    public static StateFolder take(Path path) throws LedgerException {
        Path folder;
        try {
            folder = PrivateFiles.createFolders(path).toRealPath();
        } catch (IOException e) {
            throw unusable(path, e);
        }
        if (!HELD.add(folder)) {
            throw inUse(folder, me());
        }
        boolean taken = false;
        FileChannel channel = null;
        try {
            channel =
                    PrivateFiles.open(
                            folder.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            String holder = read(channel);
            if (lock == null) {
                throw inUse(folder, holder);
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(me().getBytes(StandardCharsets.UTF_8)), 0);
            restrict(folder);
            taken = true;
            return new StateFolder(folder, channel, !holder.isEmpty());
        } catch (IOException e) {
            throw unusable(folder, e);
        } finally {
            if (!taken) {
                HELD.remove(folder);
                close(channel);
            }
        }
    }

    /**
     * What an earlier release, or a library, left readable for others. The folder's own rights are
     * its owner's choice where it was there before; nothing else that lies in it is touched.
     */
    private static void restrict(Path folder) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, "{" + LOCK + ",ledger.*,spool,dead-letters}")) {
            for (Path file : files) {
                PrivateFiles.restrict(file);
            }
        }
    }

    private static String me() {
        ProcessHandle process = ProcessHandle.current();
        Instant start = process.info().startInstant().orElseGet(Instant::now);
        return "process "
                + process.pid()
                + ", started "
                + start.truncatedTo(ChronoUnit.SECONDS)
                + "\n";
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(200);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
    }

    private static ConfigurationException unusable(Path folder, IOException e)
            throws LedgerException {
        if (FileErrors.isFull(e, folder)) {
            throw LedgerException.noRoom("the state folder " + folder.toAbsolutePath(), e);
        }
        ConfigurationException problem =
                new ConfigurationException(
                        "state folder " + folder,
                        "cannot be created or written: " + FileErrors.words(e),
                        "Check its rights and the free space. Once a pass has used it, another"
                                + " folder (--state) would be another ledger.");
        problem.initCause(e);
        return problem;
    }

    private static LedgerException inUse(Path folder, String holder) {
        return new LedgerException(
                Scope.STORE,
                Retry.LATER,
                "The state folder " + folder + " is in use by " + holder.strip(),
                "Wait for it or stop it. Another state folder (--state) is another ledger: with it the same"
                        + " mailboxes would be copied to the same destination twice.",
                null);
    }

    /** Whether the process that had it before ended without closing it. */
    public boolean unclean() {
        return unclean;
    }

    /** A pass has ended; a whole one has looked for what the ledger may lack. */
    public void passed(boolean whole) {
        (whole ? wholePasses : brokenPasses).incrementAndGet();
    }

    private boolean madeGood() {
        return !unclean || (wholePasses.get() > 0 && brokenPasses.get() == 0);
    }

    /** A second call does nothing. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            if (madeGood()) {
                channel.truncate(0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release the state folder " + folder, e);
        } finally {
            close(channel);
            HELD.remove(folder);
        }
    }

    private static void close(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close caravan.lock", e);
        }
    }
}

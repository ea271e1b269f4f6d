package io.mailcaravan.store.maildir;

import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.FolderLock;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.UidValidity;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * UIDVALIDITYs for new folders of a store: none is given twice, and a folder that is made anew gets
 * a higher one. They begin with the time; the highest that may have been given is kept in a file
 * {@code caravan-uidvalidity}, beside the mailboxes or in the mailbox.
 */
final class UidValidities {

    static final String FILE = "caravan-uidvalidity";
    static final String LOCK = FILE + ".lock";

    /** Numbers taken from the file at once; what a process does not use is never used. */
    private static final int BLOCK = 32;

    private static final long MAX = 0xFFFF_FFFFL;

    private static final Map<Path, Block> BLOCKS = new ConcurrentHashMap<>();

    /** So that files in different mailboxes do not lead to the same numbers here. */
    private static final AtomicLong HIGHEST = new AtomicLong();

    private static final class Block {
        private long next;
        private long end;
    }

    private final Path shared;
    private final Path own;
    private final FolderLock.Alive alive;

    /**
     * @param shared a folder that all mailboxes of the store have in common
     * @param own a folder in which the file lies where that may not be written to
     */
    UidValidities(Path shared, Path own, FolderLock.Alive alive) {
        this.shared = shared;
        this.own = own;
        this.alive = alive;
    }

    UidValidity next() throws IOException, MailboxException {
        try {
            return next(shared);
        } catch (FileSystemException e) {
            if (own.equals(shared)) {
                throw e;
            }
            return next(own);
        }
    }

    private UidValidity next(Path folder) throws IOException, MailboxException {
        Block block = BLOCKS.computeIfAbsent(folder, path -> new Block());
        synchronized (block) {
            if (block.next == block.end) {
                take(folder, block);
            }
            return new UidValidity(block.next++);
        }
    }

    private void take(Path folder, Block block) throws IOException, MailboxException {
        try (FolderLock lock = FolderLock.take(folder.resolve(LOCK), alive)) {
            Path file = folder.resolve(FILE);
            long lowest = Math.max(highest(file) + 1, Instant.now().getEpochSecond());
            long end = HIGHEST.updateAndGet(high -> Math.max(high, lowest) + BLOCK);
            if (end > MAX) {
                throw new IOException("all UIDVALIDITYs are used up, as " + file + " says");
            }
            DurableFiles.replace(file, (end - 1) + "\n");
            block.next = end - BLOCK;
            block.end = end;
        }
    }

    private static long highest(Path file) throws IOException {
        try {
            String text = PlainFiles.text(file).trim();
            return text.matches("\\d{1,10}") ? Long.parseLong(text) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}

package io.mailcaravan.store.maildir;

import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.FolderLock;
import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.PrivateFiles;
import io.mailcaravan.mailbox.UidValidity;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Numbers a folder in which nothing may change. Where its own list has every file, that list
 * counts. Where there is none, or files that nobody has numbered yet, this store numbers the folder
 * in a list of its own beside the spool, and keeps to it from then on, since the folder's owner may
 * later number those files otherwise. Its UIDVALIDITY is random, so that a list that was lost, or
 * another node's, is not taken for this one, and no other list here has it.
 */
final class SourceNumbering implements FileNumbering {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration LATELY = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int ATTEMPTS = 5;

    private final Path ownLists;
    private final FolderLock.Alive alive;

    /**
     * @param ownLists where the lists of folders without one are kept; made when needed
     */
    SourceNumbering(Path ownLists, FolderLock.Alive alive) {
        this.ownLists = ownLists;
        this.alive = alive;
    }

    @Override
    public FolderView number(Path folder) throws IOException, MailboxException {
        Path ownList = ownLists.resolve(fileName(folder));
        if (!Files.exists(ownList)) {
            for (int attempt = 1; ; attempt++) {
                // names first: what is being delivered is in the list before it can be seen
                FileNames names = FileNames.scan(folder);
                long[] uids = new long[names.size()];
                Optional<UidList> list =
                        FileNumbering.read(folder.resolve(UidList.FILE), names, uids);
                if (list.isPresent() && allNumbered(uids)) {
                    return FolderView.of(
                            list.get().uidValidity(), list.get().uidNext(), names, uids);
                }
                // Dovecot delivers first and numbers a moment later
                boolean perhapsSoon =
                        list.isPresent()
                                && FolderStamp.of(folder).changedWithin(LATELY, Instant.now());
                if (!perhapsSoon || attempt == ATTEMPTS) {
                    break;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
                alive.check();
            }
        }
        return numberInOwnList(folder, ownList);
    }

    private FolderView numberInOwnList(Path folder, Path ownList)
            throws IOException, MailboxException {
        PrivateFiles.createFolders(ownLists);
        try (FolderLock lock = FolderLock.take(ownLists.resolve(FolderLock.FILE), alive)) {
            FileNames names = FileNames.scan(folder);
            long[] uids = new long[names.size()];
            Optional<UidList> found = FileNumbering.read(ownList, names, uids);
            UidList list = found.isPresent() ? found.get() : create(folder, ownList, names, uids);
            if (found.isPresent()) {
                RenamedFiles.number(list, names, uids);
            }
            list =
                    FileNumbering.append(
                            list, names, FileNumbering.unnumbered(folder, names, uids), uids);
            return FolderView.of(list.uidValidity(), list.uidNext(), names, uids);
        }
    }

    /** A new list that begins with what the folder's list has, in its order. */
    private UidList create(Path folder, Path ownList, FileNames names, long[] uids)
            throws IOException {
        long[] listed = new long[uids.length];
        FileNumbering.read(folder.resolve(UidList.FILE), names, listed);
        int[] order = Arrays.stream(names.indexes()).filter(index -> listed[index] > 0).toArray();
        IntSort.sort(order, (left, right) -> Long.compare(listed[left], listed[right]));
        return FileNumbering.append(UidList.create(ownList, unused()), names, order, uids);
    }

    /** A number that no list here has or had: an empty file stands for each. */
    private UidValidity unused() throws IOException {
        while (true) {
            long random = 0x8000_0000L + RANDOM.nextInt(Integer.MAX_VALUE);
            try {
                PrivateFiles.createFile(ownLists.resolve(random + ".uidvalidity"));
                return new UidValidity(random);
            } catch (FileAlreadyExistsException e) {
                // taken
            }
        }
    }

    private static boolean allNumbered(long[] uids) {
        for (long uid : uids) {
            if (uid == 0) {
                return false;
            }
        }
        return true;
    }

    /** By the path's bytes: its text is not the same in every locale, nor always unique. */
    private static String fileName(Path folder) {
        byte[] digest = Digest.begin().digest(DurableFiles.bytes(ByteNames.ofAll(folder)));
        return HexFormat.of().formatHex(digest, 0, 16) + ".uidlist";
    }
}

package io.mailcaravan.store.mbox;

import io.mailcaravan.disk.DiskErrors;
import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.FolderLock;
import io.mailcaravan.disk.MailboxDirectory;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A folder of the file system with one mbox, or one directory of them, a mailbox. */
public final class MboxStore implements MailboxStore {

    static final String TYPE = "mbox";

    /** Beside the spool: what gives files their UIDVALIDITY. */
    private static final String NUMBERS = "mbox-numbers";

    /** Of a header in which Takeout's labels are looked for. */
    private static final int LONGEST_HEADER = 256 << 10;

    private final String name;
    private final Path path;
    private final MboxLayout layout;
    private final MboxFormat format;
    private final Spool spool;
    private final Views views = new Views();

    /**
     * @param path absolute; may hold {@code {mailbox}}, else each mailbox is a file or a directory
     *     in it
     * @param spool its threshold tells which messages are held in memory; in its folder is noted
     *     what gives the UIDVALIDITY
     */
    MboxStore(String name, Path path, MboxLayout layout, MboxFormat format, Spool spool) {
        this.name = name;
        this.path = path;
        this.layout = layout;
        this.format = format;
        this.spool = spool;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public MailboxSession signIn(Login login, Access access) throws MailboxException {
        MailboxDirectory.requireName(name, login.mailbox());
        Path mbox = MailboxDirectory.of(path, login.mailbox());
        try {
            MailboxDirectory.requireNoLink(name, login.mailbox(), path, access);
            if (access == Access.READ) {
                MailboxDirectory.requireBase(name, path);
                requireThere(login.mailbox(), mbox);
            }
            MboxLayout found = layout(mbox, access);
            if (access == Access.WRITE) {
                createWhereMissing(login.mailbox(), mbox, found);
            }
            Path root = mbox.toRealPath();
            return new MboxSession(
                    new MboxSession.Place(
                            login.mailbox(),
                            root,
                            lock(root, found),
                            found,
                            format,
                            spool.folder().resolve(NUMBERS).toAbsolutePath(),
                            views,
                            spool.threshold()),
                    access);
        } catch (IOException e) {
            throw DiskErrors.of(
                    Scope.MAILBOX, "Opening mailbox " + login.mailbox() + " in " + mbox, e);
        }
    }

    private static Path lock(Path root, MboxLayout layout) {
        return layout == MboxLayout.TREE ? root.resolve(FolderLock.FILE) : FilesBeside.lock(root);
    }

    private MboxLayout layout(Path mbox, Access access) throws IOException, MailboxException {
        boolean there = PlainFiles.exists(mbox);
        boolean directory = there && Files.isDirectory(mbox);
        if (layout == MboxLayout.AUTO) {
            if (!there) {
                return ByteNames.of(mbox).endsWith(".mbox") ? MboxLayout.FILE : MboxLayout.TREE;
            }
            if (directory) {
                return MboxLayout.TREE;
            }
            return access == Access.READ && hasLabels(mbox.toRealPath())
                    ? MboxLayout.TAKEOUT
                    : MboxLayout.FILE;
        }
        if (layout == MboxLayout.TAKEOUT && access == Access.WRITE) {
            throw new MailboxException(
                    Scope.STORE,
                    Retry.NEVER,
                    "Store " + name + " is a Google Takeout, which is only read.",
                    "Name another destination.");
        }
        if (there && directory != (layout == MboxLayout.TREE)) {
            throw new MailboxException(
                    Scope.MAILBOX,
                    Retry.NEVER,
                    "Store "
                            + name
                            + ": "
                            + mbox
                            + (directory ? " is a" : " is no")
                            + " directory.",
                    "Correct caravan.stores." + name + ".layout or its path.");
        }
        return layout;
    }

    /** Whether the file begins with a message out of Takeout. */
    private static boolean hasLabels(Path file) throws IOException {
        try (FileChannel channel = PlainFiles.read(file)) {
            FileWindow window = new FileWindow(channel, Math.min(LONGEST_HEADER, channel.size()));
            long first = window.lineEnd(0);
            // one of ours may have labels of its own, and be larger than what is looked at here
            boolean ours =
                    StoredNote.parse(window.text(first, window.lineEnd(first), 200)).isPresent();
            return !ours
                    && FromLine.isAt(window, 0)
                    && MessageHead.read(window, 0, true).fields().has("x-gmail-labels");
        }
    }

    private void requireThere(String mailbox, Path mbox) throws MailboxException {
        if (!Files.exists(mbox)) {
            throw new MailboxException(
                    Scope.MAILBOX,
                    Retry.NEVER,
                    "Store " + name + " has no mailbox " + mailbox + ": " + mbox + " is not there.",
                    "Check the mailbox's name and caravan.stores." + name + ".path.");
        }
    }

    private static void createWhereMissing(String mailbox, Path mbox, MboxLayout layout)
            throws IOException, MailboxException {
        if (layout == MboxLayout.TREE) {
            DurableFiles.createFolders(mbox);
            MboxTree tree = new MboxTree(mbox.toRealPath());
            try (FolderLock lock = FolderLock.take(lock(mbox.toRealPath(), layout), () -> {})) {
                tree.create(FolderPath.INBOX);
            }
        } else if (!PlainFiles.exists(mbox)) {
            DurableFiles.createFolders(mbox.getParent());
            PlainFiles.write(mbox, StandardOpenOption.CREATE).close();
            DurableFiles.sync(mbox.getParent().toRealPath());
        }
    }

    @Override
    public boolean wouldCreate(Login login) {
        return layout != MboxLayout.TAKEOUT && MailboxDirectory.canBeMade(path, login.mailbox());
    }

    @Override
    public boolean isSourceOnly() {
        return layout == MboxLayout.TAKEOUT;
    }

    @Override
    public Optional<String> location(Login login) {
        return MailboxDirectory.location(path, login.mailbox());
    }
}

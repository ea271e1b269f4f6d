package io.mailcaravan.store.maildir;

import io.mailcaravan.disk.DiskErrors;
import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.FolderLock;
import io.mailcaravan.disk.MailboxDirectory;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** A folder of the file system with one Maildir a mailbox. There are no passwords. */
public final class MaildirStore implements MailboxStore {

    static final String TYPE = "maildir";

    /** Beside the spool: the numbering of sources that have none of their own. */
    private static final String OWN_LISTS = "maildir-uidlists";

    /** What a process that died while it made a Maildir may have left. */
    private static final Pattern BEGINNINGS =
            Pattern.compile(
                    "(dovecot-uidlist|subscriptions|caravan-uidvalidity).*|caravan\\.lock|tmp|new");

    private final String name;
    private final Path path;
    private final Layout layout;
    private final Spool spool;

    /** Folders lie as they are found to. */
    public MaildirStore(String name, Path path, Spool spool) {
        this(name, path, Layout.AUTO, spool);
    }

    /**
     * @param path absolute; may hold {@code {mailbox}}, else each mailbox is a directory in it
     * @param spool its threshold tells which messages are held in memory; in its folder the UIDs of
     *     sources without a list of their own are kept
     */
    MaildirStore(String name, Path path, Layout layout, Spool spool) {
        this.name = name;
        this.path = path;
        this.layout = layout;
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
        Path maildir = MailboxDirectory.of(path, login.mailbox());
        try {
            MailboxDirectory.requireNoLink(name, login.mailbox(), path, access);
            if (access == Access.READ) {
                requireThere(login.mailbox(), maildir);
            } else {
                createWhereMissing(login.mailbox(), maildir);
            }
            Path root = maildir.toRealPath();
            return new MaildirSession(
                    login.mailbox(), root, layout, access, spool, shared(root), ownLists());
        } catch (IOException e) {
            throw DiskErrors.of(
                    Scope.MAILBOX, "Opening mailbox " + login.mailbox() + " in " + maildir, e);
        }
    }

    @Override
    public boolean wouldCreate(Login login) {
        return MailboxDirectory.canBeMade(path, login.mailbox());
    }

    @Override
    public Optional<String> location(Login login) {
        return MailboxDirectory.location(path, login.mailbox());
    }

    /** Where numbers are kept that no two folders of the store may share. */
    private Path shared(Path root) throws IOException {
        Path base = MailboxDirectory.base(path);
        return MailboxDirectory.hasPlaceholder(path) || !Files.isDirectory(base)
                ? root
                : base.toRealPath();
    }

    private Path ownLists() {
        return spool.folder().resolve(OWN_LISTS).toAbsolutePath();
    }

    private void requireThere(String mailbox, Path maildir) throws IOException, MailboxException {
        MailboxDirectory.requireBase(name, path);
        if (!Files.isDirectory(maildir) || !MaildirTree.isMailbox(maildir.toRealPath(), layout)) {
            throw noMaildir(mailbox, maildir);
        }
        try {
            // fails in the system's words where a right is missing
            PlainFiles.look(maildir.resolve(MessageFile.CUR));
        } catch (NoSuchFileException e) {
            // all its messages are in folders
        }
    }

    private void createWhereMissing(String mailbox, Path maildir)
            throws IOException, MailboxException {
        boolean foldersThere = MaildirTree.isMailbox(maildir, layout);
        if (foldersThere && hasInbox(maildir)) {
            return;
        }
        if (!foldersThere && PlainFiles.exists(maildir) && !mayBecomeMaildir(maildir)) {
            throw noMaildir(mailbox, maildir);
        }
        DurableFiles.createFolders(maildir);
        Path root = maildir.toRealPath();
        // several sessions may begin at once
        try (FolderLock lock = FolderLock.take(root.resolve(FolderLock.FILE), () -> {})) {
            if (!TreeScan.isFolder(root)) {
                MaildirTree.createRoot(root, new UidValidities(shared(root), root, () -> {}));
            }
        }
    }

    private boolean hasInbox(Path maildir) throws IOException {
        return TreeScan.isFolder(maildir)
                || TreeScan.of(maildir, layout).directories().containsKey(FolderPath.INBOX);
    }

    /** Empty, or begun by a process that died. */
    private static boolean mayBecomeMaildir(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String entryName = entry.getFileName().toString();
                if (!BEGINNINGS.matcher(entryName).matches()) {
                    return false;
                }
            }
        }
        return true;
    }

    private MailboxException noMaildir(String mailbox, Path maildir) {
        boolean there = Files.exists(maildir);
        return new MailboxException(
                Scope.MAILBOX,
                Retry.NEVER,
                "Store "
                        + name
                        + " has no mailbox "
                        + mailbox
                        + ": "
                        + maildir
                        + (there ? " is no Maildir, it has no folder cur." : " is not there."),
                there
                        ? "If the Maildirs are deeper, write caravan.stores."
                                + name
                                + ".path with {mailbox}, such as mail/{mailbox}/Maildir."
                        : "Check the mailbox's name and caravan.stores." + name + ".path.");
    }
}

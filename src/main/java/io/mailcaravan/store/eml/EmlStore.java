package io.mailcaravan.store.eml;

import io.mailcaravan.disk.DiskErrors;
import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.MailboxDirectory;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A folder of the file system with a directory of {@code .eml} files, or an archive, a mailbox. */
public final class EmlStore implements MailboxStore {

    static final String TYPE = "eml";

    private static final String ZIP = ".zip";

    /** Beside the spool: the UIDs of files. */
    private static final String LISTS = "eml-uidlists";

    private final String name;
    private final Path path;
    private final Spool spool;

    /**
     * @param path absolute; may hold {@code {mailbox}}, else each mailbox is a directory in it; of
     *     archives where it ends in {@code .zip}
     * @param spool in its folder the UIDs are kept
     */
    EmlStore(String name, Path path, Spool spool) {
        this.name = name;
        this.path = path;
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
    public boolean isSourceOnly() {
        return isZip(path);
    }

    private static boolean isZip(Path path) {
        return AsciiCase.lower(path.toString()).endsWith(ZIP);
    }

    @Override
    public MailboxSession signIn(Login login, Access access) throws MailboxException {
        MailboxDirectory.requireName(name, login.mailbox());
        Path there = MailboxDirectory.of(path, login.mailbox());
        if (access == Access.WRITE && isZip(there)) {
            throw new MailboxException(
                    Scope.STORE,
                    Retry.NEVER,
                    "Store " + name + " is of zip archives, which are only read.",
                    "Name another destination.");
        }
        try {
            MailboxDirectory.requireNoLink(name, login.mailbox(), path, access);
            if (access == Access.READ) {
                MailboxDirectory.requireBase(name, path);
                requireThere(login.mailbox(), there);
            } else {
                DurableFiles.createFolders(there);
            }
            Path root = there.toRealPath();
            EmlFiles files = Files.isDirectory(root) ? new EmlTree(root) : new EmlArchive(root);
            return new EmlSession(
                    login.mailbox(),
                    root,
                    files,
                    access,
                    spool,
                    spool.folder().resolve(LISTS).toAbsolutePath());
        } catch (IOException e) {
            throw DiskErrors.of(
                    Scope.MAILBOX, "Opening mailbox " + login.mailbox() + " in " + there, e);
        }
    }

    private void requireThere(String mailbox, Path there) throws MailboxException {
        if (!Files.isDirectory(there) && !(isZip(there) && Files.exists(there))) {
            throw new MailboxException(
                    Scope.MAILBOX,
                    Retry.NEVER,
                    "Store "
                            + name
                            + " has no mailbox "
                            + mailbox
                            + ": "
                            + there
                            + (Files.exists(there)
                                    ? " is neither a directory nor a zip archive."
                                    : " is not there."),
                    "Check the mailbox's name and caravan.stores." + name + ".path.");
        }
    }

    @Override
    public boolean wouldCreate(Login login) {
        return !isSourceOnly() && MailboxDirectory.canBeMade(path, login.mailbox());
    }

    @Override
    public Optional<String> location(Login login) {
        return MailboxDirectory.location(path, login.mailbox());
    }
}

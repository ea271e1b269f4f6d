package io.mailcaravan.disk;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A mailbox on disk as one session has it open: whether it still is, what may be done to it, and
 * what errors of the file system mean to it. {@link #close} may come from another thread.
 */
public final class DiskMailbox {

    private final String name;
    private final Access access;
    private volatile boolean closed;

    public DiskMailbox(String name, Access access) {
        this.name = name;
        this.access = access;
    }

    /** What is done to files. */
    public interface Work<T> {
        T run() throws IOException, MailboxException;
    }

    public String name() {
        return name;
    }

    public Access access() {
        return access;
    }

    /** Ends what is under way at its next look. */
    public void close() {
        closed = true;
    }

    public boolean isClosed() {
        return closed;
    }

    /**
     * Does what needs the disk.
     *
     * @param scope of a failure
     * @param what as a sentence begins: {@code Listing the folders}
     */
    public <T> T run(Scope scope, String what, Work<T> work) throws MailboxException {
        requireOpen();
        try {
            return work.run();
        } catch (IOException e) {
            requireOpen(); // files fail that are closed meanwhile
            throw DiskErrors.of(scope, what + " of mailbox " + name, e);
        }
    }

    /**
     * The same work while nobody else, in this process or another, does what needs the lock.
     *
     * @param lock a file that may be made for it
     */
    public <T> Work<T> locked(Path lock, Work<T> work) {
        return () -> {
            try (FolderLock held = FolderLock.take(lock, this::requireOpen)) {
                return work.run();
            }
        };
    }

    /**
     * @throws MailboxException scope STORE, retry NOW, when the session is closed
     */
    public void requireOpen() throws MailboxException {
        if (closed) {
            throw new MailboxException(
                    Scope.STORE, Retry.NOW, "The session of mailbox " + name + " is closed.", "");
        }
    }

    /** A source stays as it is, whatever the caller asks for. */
    public void requireWrite(String call) {
        if (access != Access.WRITE) {
            throw new IllegalStateException(
                    call + " on mailbox " + name + ", which is open as a source");
        }
    }

    /**
     * There can be no such folder.
     *
     * @param problem of its name, as a part of a sentence
     */
    public MailboxException impossible(FolderPath folder, String problem) {
        return new MailboxException(
                Scope.FOLDER,
                Retry.NEVER,
                "Mailbox " + name + " has no folder '" + folder + "': " + problem + ".",
                "Map it to another name.");
    }

    /** There is no such folder. */
    public MailboxException noFolder(FolderPath folder) {
        return new MailboxException(
                Scope.FOLDER,
                Retry.NEVER,
                "Mailbox " + name + " has no folder '" + folder + "'.",
                "");
    }
}

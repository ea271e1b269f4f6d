package io.mailcaravan.disk;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** What an error of the file system means for a pass. */
public final class DiskErrors {

    private DiskErrors() {}

    /**
     * @param scope how much a missing right or a damaged file breaks
     * @param what was tried, where: {@code Appending to folder 'Sent' of mailbox anna}
     */
    public static MailboxException of(Scope scope, String what, IOException e) {
        if (e instanceof AccessDeniedException) {
            return new MailboxException(
                    scope,
                    Retry.NEVER,
                    what + " failed: no right to use " + e.getMessage() + ".",
                    "Give the user who runs caravan the right, or run it as the files' owner.",
                    e);
        }
        if (e instanceof NotPlainException) {
            return new MailboxException(
                    scope,
                    Retry.NEVER,
                    what + " failed: " + e.getMessage() + ".",
                    "Put what belongs there in its place.",
                    e);
        }
        if (e instanceof NoSuchFileException) {
            return new MailboxException(
                    Scope.STORE,
                    Retry.LATER,
                    what + " failed: " + e.getMessage() + " is not there any more.",
                    "See whether its file system is still mounted.",
                    e);
        }
        if (e instanceof DamagedFileException) {
            return new MailboxException(
                    Scope.FOLDER,
                    Retry.NEVER,
                    what + " failed: " + e.getMessage() + ".",
                    "Move that file away; the folder is then numbered anew.",
                    e);
        }
        if (e instanceof ClosedByInterruptException || e instanceof InterruptedIOException) {
            return new MailboxException(Scope.STORE, Retry.NOW, what + " was interrupted.", "", e);
        }
        String reason = reason(e);
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("quota exceeded")) {
            return MailboxException.withoutRoom(
                    Scope.STORE,
                    what + " failed: the disk is full (" + reason + ").",
                    "Make room; the next pass goes on where this one stopped.",
                    e);
        }
        if (lower.contains("read-only file system")) {
            return new MailboxException(
                    Scope.STORE,
                    Retry.NEVER,
                    what + " failed: " + reason + ".",
                    "Mount it writable, or choose another path.",
                    e);
        }
        return new MailboxException(
                Scope.STORE, Retry.LATER, what + " failed: " + reason + ".", "", e);
    }

    public static String reason(IOException e) {
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason() + ": " + f.getFile();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}

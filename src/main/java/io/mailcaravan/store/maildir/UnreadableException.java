package io.mailcaravan.store.maildir;

import io.mailcaravan.disk.DiskErrors;
import io.mailcaravan.disk.NotPlainException;
import io.mailcaravan.mailbox.MailboxException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;

/** One message that is there and cannot be read. */
final class UnreadableException extends MailboxException {

    private static final long serialVersionUID = 1;

    UnreadableException(MessageFile file, IOException e) {
        super(Scope.MESSAGE, Retry.NEVER, message(file, e), advice(e), e);
    }

    /** A message whose bytes are not the mail. */
    UnreadableException(String message, String advice) {
        super(Scope.MESSAGE, Retry.NEVER, message, advice);
    }

    private static String message(MessageFile file, IOException e) {
        if (e instanceof NotPlainException) {
            return e.getMessage();
        }
        return "the file "
                + file.text()
                + (e instanceof AccessDeniedException
                        ? " may not be read"
                        : " cannot be read: " + DiskErrors.reason(e));
    }

    private static String advice(IOException e) {
        return e instanceof AccessDeniedException
                ? "Give the user who runs caravan the right to it."
                : "";
    }
}

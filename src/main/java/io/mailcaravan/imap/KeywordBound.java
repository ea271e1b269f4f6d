package io.mailcaravan.imap;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;

/**
 * How much a server may tell of keywords and labels in one list of messages, which is held in
 * memory.
 */
final class KeywordBound {

    /** Some twenty for each of the messages that are listed at a time. */
    private static final long MOST_BYTES = 32L << 20;

    /** Of a keyword beside its characters: entry, keyword, string, array. */
    private static final int OVERHEAD = 110;

    private final ServerMailbox mailbox;
    private final FolderPath folder;
    private long bytes;

    KeywordBound(ServerMailbox mailbox, FolderPath folder) {
        this.mailbox = mailbox;
        this.folder = folder;
    }

    boolean admits(FetchAnswer answer) {
        if (answer.flags() != null) {
            answer.flags()
                    .keywords()
                    .forEach(keyword -> bytes += OVERHEAD + keyword.name().length());
        }
        if (answer.labels() != null) {
            answer.labels().forEach(label -> bytes += OVERHEAD + label.length());
        }
        return bytes <= MOST_BYTES;
    }

    /**
     * @throws MailboxException when it was more
     */
    void check() throws MailboxException {
        if (bytes > MOST_BYTES) {
            throw new MailboxException(
                    Scope.FOLDER,
                    Retry.NEVER,
                    mailbox
                            + ": the keywords of the messages in "
                            + folder
                            + " take more than "
                            + (MOST_BYTES >> 20)
                            + " MB",
                    "Nothing of this folder is read. Look at it with a mail program.");
        }
    }
}

package io.mailcaravan.match;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.io.IOException;
import java.io.InputStream;

/** Reads contents that are at hand. */
final class ContentReading {

    private ContentReading() {}

    private interface Reading<T> {
        T read(InputStream in) throws IOException;
    }

    static Fingerprint fingerprint(Item item) throws MailboxException {
        return fingerprint(ItemKind.MESSAGE, item);
    }

    static Fingerprint fingerprint(ItemKind kind, Item item) throws MailboxException {
        return with(
                item.content(),
                in -> Fingerprint.of(kind, in, item.content().size(), item.head().internalDate()));
    }

    static Digest digest(Content content) throws MailboxException {
        try {
            return Digest.of(Digest.over(content));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    static boolean stored(Content original, Content copy) throws MailboxException {
        return with(
                original,
                ours -> {
                    try (InputStream theirs = copy.open()) {
                        return Likeness.stored(ours, theirs);
                    }
                });
    }

    private static <T> T with(Content content, Reading<T> reading) throws MailboxException {
        try (InputStream in = content.open()) {
            return reading.read(in);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    static MailboxException unreadable(IOException cause) {
        return new MailboxException(
                Scope.STORE,
                Retry.LATER,
                "a message that was read is gone again: " + cause,
                "Check the room and the rights of the spool folder.",
                cause);
    }
}

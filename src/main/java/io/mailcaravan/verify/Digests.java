package io.mailcaravan.verify;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.FileErrors;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.session.Windows;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** SHA-256 of contents. */
final class Digests {

    private static final long WINDOW_BYTES = 8 << 20;

    private Digests() {}

    /** By UID; items that are not delivered, not even alone, are left out. */
    static Map<Uid, String> of(MailboxSession session, FolderPath folder, List<ItemHead> heads)
            throws MailboxException {
        Map<Uid, String> digests = new HashMap<>();
        if (!heads.isEmpty()) {
            read(session, folder, heads, digests);
        }
        if (heads.size() > 1) {
            for (ItemHead head : heads) {
                if (!digests.containsKey(head.uid())) {
                    read(session, folder, List.of(head), digests);
                }
            }
        }
        return digests;
    }

    private static void read(
            MailboxSession session, FolderPath folder, List<ItemHead> heads, Map<Uid, String> to)
            throws MailboxException {
        session.read(
                folder,
                new Windows(heads, WINDOW_BYTES),
                item -> {
                    try (Content content = item.content()) {
                        to.put(item.head().uid(), digest(content));
                    }
                });
    }

    private static String digest(Content content) throws MailboxException {
        try {
            return HexFormat.of().formatHex(Digest.over(content).digest());
        } catch (IOException e) {
            throw new MailboxException(
                    Scope.STORE,
                    Retry.LATER,
                    "A message that was read is gone again: " + FileErrors.words(e),
                    "",
                    e);
        }
    }
}

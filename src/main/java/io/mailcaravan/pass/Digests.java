package io.mailcaravan.pass;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** SHA-256 of contents. */
final class Digests {

    private static final long WINDOW_BYTES = 8 << 20;

    private Digests() {}

    /** By UID; items that are not delivered are left out. */
    static Map<Uid, String> of(MailboxSession session, FolderPath folder, List<ItemHead> heads)
            throws MailboxException {
        Map<Uid, String> digests = new HashMap<>();
        if (!heads.isEmpty()) {
            session.read(
                    folder,
                    new Windows(heads, WINDOW_BYTES),
                    item -> {
                        try (Content content = item.content()) {
                            digests.put(item.head().uid(), digest(content));
                        }
                    });
        }
        return digests;
    }

    private static String digest(Content content) throws MailboxException {
        try (InputStream in = content.open()) {
            MessageDigest sha = Digest.begin();
            byte[] buffer = new byte[65_536];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (IOException e) {
            throw new MailboxException(
                    Scope.STORE, Retry.LATER, "A message that was read is gone again: " + e, "", e);
        }
    }
}

package io.mailcaravan.testkit;

import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a session tells, collected. */
public final class Sessions {

    private Sessions() {}

    /** Every head of the folder. */
    public static List<ItemHead> heads(MailboxSession session, FolderPath folder)
            throws MailboxException {
        return heads(session, folder, UidRange.ALL);
    }

    /** The heads of the range. */
    public static List<ItemHead> heads(MailboxSession session, FolderPath folder, UidRange range)
            throws MailboxException {
        List<ItemHead> heads = new ArrayList<>();
        session.list(folder, range, heads::add);
        return heads;
    }

    /** The items of these heads, read in one window. */
    public static List<Received> read(
            MailboxSession session, FolderPath folder, List<ItemHead> heads)
            throws MailboxException {
        return readWindows(session, folder, heads.isEmpty() ? List.of() : List.of(heads));
    }

    /** The items of these windows. */
    public static List<Received> readWindows(
            MailboxSession session, FolderPath folder, List<List<ItemHead>> windows)
            throws MailboxException {
        List<Received> items = new ArrayList<>();
        session.read(folder, windows.iterator(), item -> items.add(Received.of(item)));
        return items;
    }

    /** The fingerprints of the range, in the order told. */
    public static Map<Uid, Fingerprint> fingerprints(
            MailboxSession session, FolderPath folder, UidRange range) throws MailboxException {
        Map<Uid, Fingerprint> all = new LinkedHashMap<>();
        session.fingerprints(folder, range, all::put);
        return all;
    }

    /** The paths of all folders. */
    public static List<FolderPath> paths(MailboxSession session) throws MailboxException {
        return session.folders().stream().map(Folder::path).toList();
    }
}

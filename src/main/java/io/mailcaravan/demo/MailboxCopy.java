package io.mailcaravan.demo;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.UidRange;
import java.util.ArrayList;
import java.util.List;

/** Copies a small mailbox as it is into an empty one, without ledger or route. */
final class MailboxCopy {

    private MailboxCopy() {}

    static void copy(MailboxStore from, Login source, MailboxStore to, Login destination)
            throws MailboxException {
        try (MailboxSession reading = from.signIn(source, Access.READ);
                MailboxSession writing = to.signIn(destination, Access.WRITE)) {
            for (Folder folder : reading.folders()) {
                if (folder.selectable()) {
                    writing.create(folder.path(), folder.use());
                    items(reading, writing, folder.path());
                }
            }
        }
    }

    private static void items(MailboxSession reading, MailboxSession writing, FolderPath folder)
            throws MailboxException {
        List<ItemHead> heads = new ArrayList<>();
        reading.list(folder, UidRange.ALL, heads::add);
        List<List<ItemHead>> windows = heads.stream().map(List::of).toList();
        reading.read(
                folder,
                windows.iterator(),
                item -> {
                    try (var content = item.content()) {
                        writing.append(folder, List.of(item));
                    }
                });
    }
}

package io.mailcaravan.demo;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
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
        try (Batch batch = new Batch(writing, folder)) {
            reading.read(folder, heads.stream().map(List::of).iterator(), batch::add);
            batch.append();
        }
    }

    /** Items that are appended together. */
    private static final class Batch implements AutoCloseable {

        private static final long MOST_BYTES = 1 << 20;

        private final MailboxSession writing;
        private final FolderPath folder;
        private final List<Item> items = new ArrayList<>();
        private long bytes;

        Batch(MailboxSession writing, FolderPath folder) {
            this.writing = writing;
            this.folder = folder;
        }

        void add(Item item) throws MailboxException {
            items.add(item);
            bytes += item.content().size();
            if (bytes >= MOST_BYTES) {
                append();
            }
        }

        void append() throws MailboxException {
            if (!items.isEmpty()) {
                writing.append(folder, items);
                close();
            }
        }

        @Override
        public void close() {
            items.forEach(item -> item.content().close());
            items.clear();
            bytes = 0;
        }
    }
}

package io.mailcaravan.store.memory;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Quota;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.UidValidity;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/** One person's folders. All access is under {@link #lock}. */
final class MemoryMailbox {

    final ReentrantLock lock = new ReentrantLock();

    private final String name;
    private final Map<FolderPath, MemoryFolder> folders = new LinkedHashMap<>();
    private OptionalLong limit = OptionalLong.empty();
    private Optional<FolderPath> home = Optional.empty();
    private long lastUidValidity = 1_000_000;

    MemoryMailbox(String name) {
        this.name = name;
        create(FolderPath.INBOX, Optional.empty());
    }

    String name() {
        return name;
    }

    /** In order of creation, so parents come before children. */
    Collection<MemoryFolder> folders() {
        return folders.values();
    }

    MemoryFolder folder(FolderPath path) throws MailboxException {
        MemoryFolder folder = folders.get(path);
        if (folder == null) {
            throw new MailboxException(
                    Scope.FOLDER,
                    Retry.NEVER,
                    "Mailbox " + name + " has no folder '" + path + "'.",
                    "");
        }
        return folder;
    }

    void create(FolderPath path, Optional<SpecialUse> use) {
        if (!folders.containsKey(path)) {
            path.parent().ifPresent(parent -> create(parent, Optional.empty()));
            folders.put(path, new MemoryFolder(path, use, newUidValidity()));
        }
    }

    void remove(FolderPath path) {
        folders.remove(path);
        folders.values().forEach(folder -> folder.placeIs(path, Optional.empty()));
    }

    /** Items keep their UIDs, and the folder its UIDVALIDITY. */
    void rename(FolderPath path, FolderPath to) throws MailboxException {
        folders.put(to, folder(path).under(to));
        folders.remove(path);
        folders.values().forEach(folder -> folder.placeIs(path, Optional.of(to)));
    }

    /** In place of the folder of that path. */
    void putBack(FolderPath path, MemoryFolder folder) {
        folders.put(path, folder.under(path));
    }

    Optional<FolderPath> sameButForCase(FolderPath path) {
        return folders.keySet().stream()
                .filter(there -> there.toString().equalsIgnoreCase(path.toString()))
                .findFirst();
    }

    UidValidity newUidValidity() {
        return new UidValidity(++lastUidValidity);
    }

    /** Where all messages are listed; it is made where it is missing. */
    void home(FolderPath folder) {
        lock.lock();
        try {
            create(folder, Optional.empty());
            home = Optional.of(folder);
        } finally {
            lock.unlock();
        }
    }

    /** Where the items of that folder are listed. */
    FolderPath homeOf(FolderPath folder) {
        return folder.kind() == ItemKind.MESSAGE ? home.orElse(folder) : folder;
    }

    void limit(long bytes) {
        lock.lock();
        try {
            limit = OptionalLong.of(bytes);
        } finally {
            lock.unlock();
        }
    }

    Optional<Quota> quota() {
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        long used = folders.values().stream().mapToLong(MemoryFolder::bytes).sum();
        return Optional.of(new Quota(used, limit.getAsLong()));
    }
}

package io.mailcaravan.store.memory;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.Uid;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Mailboxes in memory. Any mailbox can be signed in to, and is made by the first who does; one that
 * was given a password asks for it.
 */
public final class MemoryStore implements MailboxStore {

    static final String TYPE = "memory";

    private final String name;
    private final Map<String, MemoryMailbox> mailboxes = new ConcurrentHashMap<>();
    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final MemoryFaults faults;
    private volatile Optional<FolderPath> home = Optional.empty();
    private volatile boolean equalAsOne;

    public MemoryStore(String name) {
        this.name = name;
        this.faults = new MemoryFaults(name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String type() {
        return TYPE;
    }

    /** From now on this mailbox opens with this password only. */
    public void password(String mailbox, String password) {
        passwords.put(mailbox, password);
    }

    /**
     * From now on all messages are listed in this folder, which each mailbox has, and the other
     * folders are labels, see {@link MailboxSession#home}.
     */
    public void home(FolderPath folder) {
        home = Optional.of(folder);
    }

    /** From now on equal messages are kept as one, which lies in the folders of all of them. */
    public void keepEqualAsOne() {
        equalAsOne = true;
    }

    /** From now on this mailbox holds this much; what is in it stays. */
    public void limit(String mailbox, long bytes) {
        mailbox(mailbox).limit(bytes);
    }

    /**
     * Gives all items of a folder new UIDs and the folder a new UIDVALIDITY, as a server does that
     * was set up anew.
     */
    public void renumber(String mailbox, FolderPath folder) throws MailboxException {
        MemoryMailbox found = mailbox(mailbox);
        found.lock.lock();
        try {
            found.folder(folder).renumber(found.newUidValidity());
        } finally {
            found.lock.unlock();
        }
    }

    /**
     * Keeps a folder as it is now.
     *
     * @return puts it back so, with UIDVALIDITY, UIDNEXT and MODSEQs, as out of a backup
     */
    public Runnable backUp(String mailbox, FolderPath folder) throws MailboxException {
        MemoryMailbox found = mailbox(mailbox);
        found.lock.lock();
        try {
            MemoryFolder kept = found.folder(folder).under(folder);
            return () -> {
                found.lock.lock();
                try {
                    found.putBack(folder, kept);
                } finally {
                    found.lock.unlock();
                }
            };
        } finally {
            found.lock.unlock();
        }
    }

    /** The MODSEQs of a folder begin again, as where a server has lost its index. */
    public void restartModSeq(String mailbox, FolderPath folder) throws MailboxException {
        MemoryMailbox found = mailbox(mailbox);
        found.lock.lock();
        try {
            found.folder(folder).restartModSeq();
        } finally {
            found.lock.unlock();
        }
    }

    /** Puts an item under the UID of another, as a server that gives UIDs out twice. */
    public void replace(String mailbox, FolderPath folder, Uid uid, Uid taken)
            throws MailboxException {
        MemoryMailbox found = mailbox(mailbox);
        found.lock.lock();
        try {
            found.folder(folder).replace(uid, taken);
        } finally {
            found.lock.unlock();
        }
    }

    /** Takes a folder away, with what is in it. */
    public void remove(String mailbox, FolderPath folder) {
        MemoryMailbox found = mailbox(mailbox);
        found.lock.lock();
        try {
            found.remove(folder);
        } finally {
            found.lock.unlock();
        }
    }

    /** Gives a folder another name, as servers do: UIDVALIDITY and UIDs stay. */
    public void rename(String mailbox, FolderPath folder, FolderPath to) throws MailboxException {
        MemoryMailbox found = mailbox(mailbox);
        found.lock.lock();
        try {
            found.rename(folder, to);
        } finally {
            found.lock.unlock();
        }
    }

    /** What goes wrong here, for tests. */
    public MemoryFaults faults() {
        return faults;
    }

    @Override
    public Set<ItemKind> kinds() {
        return EnumSet.allOf(ItemKind.class);
    }

    @Override
    public Optional<String> location(Login login) {
        return Optional.of(System.identityHashCode(this) + " " + login.mailbox());
    }

    @Override
    public MailboxSession signIn(Login login, Access access) throws MailboxException {
        faults.beforeSignIn();
        String expected = passwords.get(login.mailbox());
        if (expected != null
                && !login.password().map(Secret::reveal).filter(expected::equals).isPresent()) {
            throw new MailboxException(
                    Scope.MAILBOX,
                    Retry.NEVER,
                    "Store " + name + " refused the sign-in to mailbox " + login.mailbox() + ".",
                    "Check the password.");
        }
        MemoryMailbox mailbox = mailbox(login.mailbox());
        home.ifPresent(mailbox::home);
        return new MemorySession(name, mailbox, access, faults, equalAsOne);
    }

    private MemoryMailbox mailbox(String mailbox) {
        return mailboxes.computeIfAbsent(mailbox, MemoryMailbox::new);
    }
}

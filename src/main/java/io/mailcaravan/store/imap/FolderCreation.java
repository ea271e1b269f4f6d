package io.mailcaravan.store.imap;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.SpecialUse;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Creates folders, with their role where the server takes it (RFC 6154, 3). */
final class FolderCreation {
    private final Wire wire;
    private final Capabilities announced;
    private final FolderNames names;

    FolderCreation(Wire wire, Capabilities announced, FolderNames names) {
        this.wire = wire;
        this.announced = announced;
        this.names = names;
    }

    void create(FolderPath folder, Optional<SpecialUse> use) throws MailboxException {
        if (folder.isInbox()) {
            return;
        }
        wire.doing("creating the folder " + folder);
        String name = Strings.inline(names.wire(folder), announced, names.utf8());
        if (use.isPresent() && announced.has("CREATE-SPECIAL-USE")) {
            ServerLine end = run("CREATE " + name + " (USE (" + use.get().text() + "))");
            if (end.isOK() || end.code().equals("ALREADYEXISTS")) {
                return;
            }
            // another folder may have the role already; the name matters more
        }
        ServerLine end = run("CREATE " + name);
        if (end.isOK() || end.code().equals("ALREADYEXISTS") || exists(folder, name)) {
            return;
        }
        throw Refusals.of(wire.place(), "cannot create the folder " + folder, end, Scope.FOLDER);
    }

    private ServerLine run(String command) throws MailboxException {
        return wire.readTo(wire.send(command), line -> {});
    }

    /** For servers that refuse without a response code. */
    private boolean exists(FolderPath folder, String name) throws MailboxException {
        String wanted = names.wire(folder);
        AtomicBoolean found = new AtomicBoolean();
        wire.readTo(
                wire.send("LIST \"\" " + name),
                line -> {
                    if (line.keyEquals("LIST")) {
                        ListLine list = ListLine.parse(line);
                        boolean there = !list.has("\\nonexistent") && !list.has("\\noselect");
                        found.compareAndSet(false, there && list.name().equals(wanted));
                    }
                });
        return found.get();
    }
}

package io.mailcaravan.store.imap;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import java.util.HashMap;
import java.util.Map;

/** Which folder is selected, and what is known of it. */
final class Folders {
    private final Wire wire;
    private final Capabilities announced;
    private final FolderNames names;
    private final boolean readOnly;
    private final Map<FolderPath, PermanentFlags> permanentFlags = new HashMap<>();
    private Selection selected;

    Folders(Wire wire, Capabilities announced, FolderNames names, boolean readOnly) {
        this.wire = wire;
        this.announced = announced;
        this.names = names;
        this.readOnly = readOnly;
    }

    /** The name as it stands in commands. */
    String name(FolderPath folder) throws MailboxException {
        return Strings.inline(names.wire(folder), announced, names.utf8());
    }

    /**
     * Selects the folder unless it is selected. One that is gets a NOOP without waiting for its
     * end, so that the command after it sees what has arrived since.
     */
    Selection open(FolderPath folder) throws MailboxException {
        if (selected != null && selected.folder.equals(folder)) {
            wire.sendUnheeded("NOOP");
            return selected;
        }
        return select(folder);
    }

    /** Selects the folder, again if need be. */
    private Selection select(FolderPath folder) throws MailboxException {
        Selection selection = new Selection(folder);
        selected = null;
        // Dovecot keeps no MODSEQ of a folder before somebody asks for it (RFC 7162, 3.1.8)
        String modSeq = hasModSeq() ? " (CONDSTORE)" : "";
        wire.run(
                (readOnly ? "EXAMINE " : "SELECT ") + name(folder) + modSeq,
                Scope.FOLDER,
                selection::add);
        selected = selection;
        permanentFlags.put(folder, selection.permanentFlags);
        return selection;
    }

    /** Which flags the folder keeps; asked once a session. */
    PermanentFlags permanentFlags(FolderPath folder) throws MailboxException {
        PermanentFlags known = permanentFlags.get(folder);
        return known != null ? known : select(folder).permanentFlags;
    }

    /** One round trip: STATUS, or SELECT again, as STATUS may be stale for the selected folder. */
    FolderStatus status(FolderPath folder) throws MailboxException {
        wire.doing("asking for the status of " + folder);
        Selection now;
        if (selected != null && selected.folder.equals(folder)) {
            now = select(folder);
        } else {
            now = new Selection(folder);
            String items =
                    hasModSeq()
                            ? " (MESSAGES UIDNEXT UIDVALIDITY HIGHESTMODSEQ)"
                            : " (MESSAGES UIDNEXT UIDVALIDITY)";
            Selection answer = now;
            wire.run(
                    "STATUS " + name(folder) + items,
                    Scope.FOLDER,
                    line -> {
                        if (line.keyEquals("STATUS")) {
                            answer.addStatus(line);
                        }
                    });
        }
        if (now.uidValidity <= 0) {
            throw new MailboxException(
                    Scope.FOLDER,
                    Retry.NEVER,
                    wire.place() + ": the server tells no UIDVALIDITY for " + folder,
                    "Without it no message could be found again.");
        }
        if (now.uidNext <= 0) {
            now.uidNext = lastUid(folder) + 1;
        }
        return new FolderStatus(
                folder,
                new UidValidity(now.uidValidity),
                new Uid(Math.min(now.uidNext, Uid.MAX.value())),
                now.messages,
                now.modSeq());
    }

    /** For servers that do not tell UIDNEXT. */
    private long lastUid(FolderPath folder) throws MailboxException {
        if (open(folder).messages == 0) {
            return 0;
        }
        long[] last = new long[1];
        wire.run(
                "UID FETCH * (UID)",
                Scope.FOLDER,
                line -> {
                    if (line.keyEquals("FETCH")) {
                        last[0] = Math.max(last[0], FetchAnswer.parse(line).uid());
                    }
                });
        return last[0];
    }

    private boolean hasModSeq() {
        return announced.has("CONDSTORE") || announced.has("QRESYNC");
    }
}

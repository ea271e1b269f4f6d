package io.mailcaravan.store.imap;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which folder is selected, and what is known of it. */
final class Folders {
    private final Wire wire;
    private final Capabilities announced;
    private final FolderNames names;
    private final boolean readOnly;
    private final Map<FolderPath, PermanentFlags> permanentFlags = new HashMap<>();
    private FolderPath path;
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

    boolean isSelected(FolderPath folder) {
        return folder.equals(path);
    }

    /**
     * Selects the folder unless it is selected. One that is gets a NOOP without waiting for its
     * end, so that the command after it sees what has arrived since.
     */
    Selection open(FolderPath folder) throws MailboxException {
        if (isSelected(folder)) {
            wire.sendUnheeded("NOOP");
            return selected;
        }
        return select(folder);
    }

    /** Selects the folder, again if need be. */
    Selection select(FolderPath folder) throws MailboxException {
        return finish(folder, begin(folder), List.of());
    }

    /**
     * Selects the folder without waiting for it, so that commands for it can follow at once.
     *
     * @return the tag for {@link #finish}
     */
    String begin(FolderPath folder) throws MailboxException {
        path = null;
        // Dovecot keeps no MODSEQ of a folder before somebody asks for it (RFC 7162, 3.1.8)
        String modSeq = announced.hasModSeq() ? " (CONDSTORE)" : "";
        return wire.send((readOnly ? "EXAMINE " : "SELECT ") + name(folder) + modSeq);
    }

    /**
     * Waits until the folder is selected.
     *
     * @param behind commands sent since {@link #begin}; in a folder that cannot be selected they
     *     are refused as well (RFC 9051, 6.3.2), or their answers are of another folder
     */
    Selection finish(FolderPath folder, String tag, List<String> behind) throws MailboxException {
        Selection selection = new Selection();
        ServerLine end = wire.readTo(tag, selection::add);
        if (!end.isOK()) {
            for (String command : behind) {
                wire.readTo(command, line -> {});
            }
            throw Refusals.of(wire.place(), wire.doing(), end, Scope.FOLDER);
        }
        path = folder;
        selected = selection;
        permanentFlags.put(folder, selection.permanentFlags);
        return selection;
    }

    /** Which flags the folder keeps; asked once a session. */
    PermanentFlags permanentFlags(FolderPath folder) throws MailboxException {
        PermanentFlags known = permanentFlags.get(folder);
        return known != null ? known : select(folder).permanentFlags;
    }

    /** The highest UID, for servers that do not tell UIDNEXT; 0 in an empty folder. */
    long lastUid(FolderPath folder) throws MailboxException {
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
}

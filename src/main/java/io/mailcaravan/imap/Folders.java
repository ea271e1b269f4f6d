package io.mailcaravan.imap;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Keyword;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Which folder is selected, and what is known of it. */
final class Folders {
    private final Wire wire;
    private final Capabilities announced;
    private final WireNames names;
    private final boolean readOnly;
    private final Map<FolderPath, PermanentFlags> permanentFlags = new HashMap<>();
    private final Map<FolderPath, Set<Keyword>> refusedKeywords = new HashMap<>();
    private FolderPath path;
    private Selection selected;

    Folders(Wire wire, Capabilities announced, WireNames names, boolean readOnly) {
        this.wire = wire;
        this.announced = announced;
        this.names = names;
        this.readOnly = readOnly;
    }

    /** The name as it stands in commands. */
    String name(FolderPath folder) throws MailboxException {
        String name = names.wire(folder);
        if (!announced.nonSynchronizing(name.length())
                && name.chars().anyMatch(c -> c == 0 || c == '\r' || c == '\n')) {
            throw new MailboxException(
                    Scope.FOLDER,
                    Retry.NEVER,
                    wire.mailbox()
                            + ": the name of the folder "
                            + folder
                            + " has a line end in it, and the server takes no such name",
                    "Rename the folder.");
        }
        return Strings.inline(name, announced, names.utf8());
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

    /**
     * Selects the folder as {@link #open} does, and makes sure that its UIDs still mean what they
     * meant: for whoever changes messages by their UIDs.
     *
     * @param known where the folder stood when somebody asked last
     */
    Selection openAsKnown(FolderPath folder, Optional<FolderStatus> known) throws MailboxException {
        Selection selection = open(folder);
        if (known.isPresent() && selection.uidValidity != known.get().uidValidity().value()) {
            throw new MailboxException(
                    Scope.FOLDER,
                    Retry.LATER,
                    wire.mailbox()
                            + ": "
                            + wire.doing()
                            + ": the folder has been made anew meanwhile (UIDVALIDITY "
                            + selection.uidValidity
                            + " where it was "
                            + known.get().uidValidity()
                            + "), so that its UIDs mean other messages",
                    "Nothing was changed; the next pass looks again.");
        }
        return selection;
    }

    /** How many messages the server said there are when it selected the folder, if it is. */
    OptionalLong announced(FolderPath folder) {
        return isSelected(folder) && selected.messages >= 0
                ? OptionalLong.of(selected.messages)
                : OptionalLong.empty();
    }

    /** The UIDVALIDITY that the folder had when it was selected last; 0 where it never was. */
    long uidValidity(FolderPath folder) {
        return isSelected(folder) ? selected.uidValidity : 0;
    }

    /** The server refused these keywords in this folder: they are not sent again. */
    void refuses(FolderPath folder, Set<Keyword> keywords) {
        refusedKeywords.computeIfAbsent(folder, it -> new HashSet<>()).addAll(keywords);
    }

    /** The flags of these that are worth sending. */
    Flags keep(FolderPath folder, Flags flags) throws MailboxException {
        if (flags.isEmpty()) {
            return flags;
        }
        Flags kept = permanentFlags(folder).keep(flags);
        Set<Keyword> refused = refusedKeywords.getOrDefault(folder, Set.of());
        return refused.isEmpty() ? kept : kept.without(new Flags(Set.of(), refused));
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
            throw ServerRefusals.of(wire.mailbox(), wire.doing(), end, Scope.FOLDER);
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
        if (open(folder).messages <= 0) {
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

package io.mailcaravan.store.gmail;

import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.SpecialUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Gmail lists, told apart: the three folders in which messages are listed, and the labels.
 * They are known by their roles, as the names are in the account's language. Any of them may be
 * hidden from IMAP by its owner.
 */
final class GmailFolders {

    /** Told where Gmail hides the folder, so that its label has a place with a role. */
    private static final Map<SpecialUse, FolderPath> HIDDEN =
            Map.of(
                    SpecialUse.SENT, FolderPath.of("Sent"),
                    SpecialUse.DRAFTS, FolderPath.of("Drafts"));

    private final Map<SpecialUse, FolderPath> roles = new EnumMap<>(SpecialUse.class);
    private final Set<FolderPath> labels = new LinkedHashSet<>();
    private final Set<FolderPath> notThere = new LinkedHashSet<>();
    private final List<Folder> told = new ArrayList<>();
    private final List<String> overlooked = new ArrayList<>();

    /**
     * @param listed as the server lists them
     * @param mailbox for messages
     * @throws MailboxException where it cannot be told what is there
     */
    GmailFolders(List<Folder> listed, String mailbox) throws MailboxException {
        for (Folder folder : listed) {
            folder.use().ifPresent(use -> roles.putIfAbsent(use, folder.path()));
        }
        if (!roles.containsKey(SpecialUse.ALL)) {
            throw new MailboxException(
                    Scope.MAILBOX,
                    Retry.NEVER,
                    mailbox
                            + ": Gmail does not show All Mail by IMAP, in which each message is"
                            + " listed once",
                    "In Gmail's settings, under Labels, its owner must set \"Show in IMAP\" for All"
                            + " Mail, and for Spam and Trash.");
        }
        for (Folder folder : listed) {
            tell(folder);
        }
        HIDDEN.forEach(this::tellHidden);
        told.sort(
                Comparator.comparing((Folder folder) -> !folder.path().isInbox())
                        .thenComparing(folder -> folder.path().toString()));
        hides(SpecialUse.JUNK, "Spam");
        hides(SpecialUse.TRASH, "Trash");
    }

    private void tell(Folder folder) {
        Optional<SpecialUse> use = folder.use();
        boolean flag =
                use.filter(it -> it == SpecialUse.FLAGGED || it == SpecialUse.IMPORTANT)
                        .isPresent();
        if (flag) {
            return; // its messages have \Flagged, or $Important
        }
        if (use.isEmpty() && folder.selectable() && isGmailsOwn(folder.path())) {
            overlooked.add(
                    "Gmail shows its chats as the folder '"
                            + folder.path()
                            + "'; they are no mail, and nothing of it is read.");
            return;
        }
        told.add(folder);
        if (folder.selectable() && !isHome(folder.path())) {
            labels.add(folder.path());
        }
    }

    /** Beside All Mail, where nobody else can make labels; chats have no role. */
    private boolean isGmailsOwn(FolderPath path) {
        return path.parent().isPresent() && path.parent().equals(all().parent());
    }

    private void tellHidden(SpecialUse use, FolderPath path) {
        if (!roles.containsKey(use)) {
            roles.put(use, path);
            told.add(new Folder(path, true, false, Optional.of(use)));
            labels.add(path);
            notThere.add(path);
        }
    }

    private void hides(SpecialUse use, String name) {
        if (!roles.containsKey(use)) {
            overlooked.add(
                    "Gmail does not show "
                            + name
                            + " by IMAP, so that nothing of it is read: its owner can set \"Show in"
                            + " IMAP\" for it in Gmail's settings, under Labels.");
        }
    }

    /** The folder with everything but spam and what was deleted. */
    FolderPath all() {
        return roles.get(SpecialUse.ALL);
    }

    /** The folder with this role; empty where Gmail has none, or hides it. */
    Optional<FolderPath> of(SpecialUse use) {
        return Optional.ofNullable(roles.get(use));
    }

    /** Whether messages are listed in it. */
    boolean isHome(FolderPath folder) {
        return isOneOf(folder, SpecialUse.ALL, SpecialUse.JUNK, SpecialUse.TRASH);
    }

    /** Whether a message that is listed there can be in INBOX. */
    boolean isAll(FolderPath folder) {
        return folder.equals(all());
    }

    private boolean isOneOf(FolderPath folder, SpecialUse... uses) {
        for (SpecialUse use : uses) {
            if (folder.equals(roles.get(use))) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is a label of which it is known that it is there. */
    boolean isLabel(FolderPath folder) {
        return labels.contains(folder);
    }

    /** Whether it is told though Gmail hides it from IMAP. */
    boolean isHidden(FolderPath folder) {
        return notThere.contains(folder);
    }

    /** Somebody has made it since. */
    void made(FolderPath folder) {
        labels.add(folder);
    }

    /** Whether Gmail has a role for it. */
    boolean hasRole(FolderPath folder) {
        return roles.containsValue(folder);
    }

    /** The folders that the server lists, for whoever asks it where they stand. */
    List<FolderPath> listed() {
        return told.stream()
                .filter(Folder::selectable)
                .map(Folder::path)
                .filter(path -> !notThere.contains(path))
                .toList();
    }

    /** For {@link io.mailcaravan.mailbox.MailboxSession#folders}. */
    List<Folder> told() {
        return List.copyOf(told);
    }

    /** For {@link io.mailcaravan.mailbox.MailboxSession#overlooked}. */
    List<String> overlooked() {
        return List.copyOf(overlooked);
    }
}

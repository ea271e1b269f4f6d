package io.mailcaravan.store.gmail;

import io.mailcaravan.store.gmail.GmailMessage.Home;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What one person has at Gmail; whoever uses it holds its lock. */
final class GmailAccount {

    /** Refused as labels (docs/stores/gmail.md). */
    private static final Set<String> RESERVED =
            Set.of(
                    "sent",
                    "draft",
                    "drafts",
                    "spam",
                    "trash",
                    "starred",
                    "important",
                    "unread",
                    "chat",
                    "chats",
                    "muted",
                    "migrated",
                    "todo",
                    "voicemail",
                    "archive");

    final Map<String, GmailFolder> folders = new LinkedHashMap<>();
    final List<GmailMessage> messages = new ArrayList<>();

    /** Whether a label that is given or taken raises the message's MODSEQ. */
    boolean labelsRaiseModSeq = true;

    long modSeq = 100;
    private long nextId = 1;
    private long nextUidValidity = 600;

    /**
     * @param own the name of what all own folders are in, then those of All Mail, Drafts,
     *     Important, Sent, Spam, Starred, Trash and chats, in the account's language, as on the
     *     wire
     */
    GmailAccount(List<String> own) {
        add("INBOX", "", "\\Inbox");
        String at = own.get(0) + "/";
        add(own.get(0), "\\Noselect", "");
        add(at + own.get(1), "\\All", "");
        add(at + own.get(2), "\\Drafts", "\\Draft");
        add(at + own.get(3), "\\Important", "\\Important");
        add(at + own.get(4), "\\Sent", "\\Sent");
        add(at + own.get(5), "\\Junk", "");
        add(at + own.get(6), "\\Flagged", "\\Starred");
        add(at + own.get(7), "\\Trash", "");
        add(at + own.get(8), "", "").shown = false;
    }

    static final List<String> ENGLISH =
            List.of(
                    "[Gmail]",
                    "All Mail",
                    "Drafts",
                    "Important",
                    "Sent Mail",
                    "Spam",
                    "Starred",
                    "Trash",
                    "Chats");

    static final List<String> GERMAN =
            List.of(
                    "[Google Mail]",
                    "Alle Nachrichten",
                    "Entw&APw-rfe",
                    "Wichtig",
                    "Gesendet",
                    "Spam",
                    "Markiert",
                    "Papierkorb",
                    "Alle Chats");

    /** With the lock. */
    synchronized <T> T locked(Supplier<T> work) {
        return work.get();
    }

    private GmailFolder add(String name, String role, String label) {
        GmailFolder folder = new GmailFolder(name, role, label, nextUidValidity++);
        folders.put(name, folder);
        return folder;
    }

    /** Empty where there is none, or it is hidden from IMAP. */
    Optional<GmailFolder> shown(String name) {
        String key = name.equalsIgnoreCase("INBOX") ? "INBOX" : name;
        return Optional.ofNullable(folders.get(key))
                .filter(folder -> folder.shown && !folder.role.equals("\\Noselect"));
    }

    GmailFolder withRole(String role) {
        return folders.values().stream()
                .filter(folder -> folder.role.equals(role))
                .findFirst()
                .orElseThrow();
    }

    /** The last one: chats have no role. */
    GmailFolder chats() {
        return folders.values().stream()
                .filter(folder -> folder.role.isEmpty() && folder.label.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /** Why there can be no such label; empty where there can. */
    static Optional<String> refusal(String name) {
        if (Arrays.stream(name.split("/", -1))
                        .anyMatch(it -> it.isEmpty() || !it.equals(it.strip()))
                || name.contains("  ")) {
            return Optional.of("Folder contains excess whitespace");
        }
        if (name.contains("^")
                || name.startsWith("[G")
                || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            return Optional.of("Label name is not allowed: " + name);
        }
        return Optional.empty();
    }

    Optional<GmailFolder> anyCase(String name) {
        return folders.values().stream()
                .filter(folder -> folder.name.equalsIgnoreCase(name))
                .findFirst();
    }

    GmailFolder create(String name) {
        return add(name, "", name);
    }

    /**
     * One that is there already, in Trash too, takes in the labels of this one; its date and flags
     * stay.
     */
    GmailMessage append(GmailFolder into, byte[] bytes, Instant date, Collection<String> flags) {
        GmailMessage message =
                messages.stream()
                        .filter(there -> Arrays.equals(there.bytes, bytes))
                        .findFirst()
                        .orElse(null);
        if (message == null) {
            message = new GmailMessage(nextId++, bytes, date, Home.ALL);
            messages.add(message);
            message.flags.addAll(flags);
        }
        message.home =
                switch (into.role) {
                    case "\\Junk" -> Home.SPAM;
                    case "\\Trash" -> Home.TRASH;
                    default -> Home.ALL;
                };
        label(message, into.label);
        changed(message);
        return message;
    }

    private static void label(GmailMessage message, String label) {
        if (label.equals("\\Starred")) {
            message.flags.add("\\Flagged");
        } else if (!label.isEmpty()) {
            message.labels.add(label);
        }
    }

    /** Gives or takes a label, as its owner does. */
    void label(GmailMessage message, String label, boolean given) {
        if (label.equals("\\Starred") && !given) {
            message.flags.remove("\\Flagged");
        } else if (given) {
            if (!label.startsWith("\\") && anyCase(label).isEmpty()) {
                create(label);
            }
            if (label.equals("\\Inbox")) {
                message.home = Home.ALL;
            }
            label(message, label);
        } else {
            message.labels.remove(label);
        }
        if (labelsRaiseModSeq) {
            changed(message);
        } else {
            arrange(message);
        }
    }

    /** Puts it into the folders in which it belongs now. */
    void changed(GmailMessage message) {
        if (message.flags.contains("\\Deleted")) {
            // the setting "auto-expunge on", and "move to Trash"
            message.flags.remove("\\Deleted");
            message.home = Home.TRASH;
        }
        if (message.home != Home.ALL) {
            message.labels.remove("\\Inbox");
        }
        message.modSeq = ++modSeq;
        arrange(message);
    }

    private void arrange(GmailMessage message) {
        Set<String> told = message.told();
        for (GmailFolder folder : folders.values()) {
            folder.hold(
                    message,
                    switch (folder.role) {
                        case "\\All" -> message.home == Home.ALL;
                        case "\\Junk" -> message.home == Home.SPAM;
                        case "\\Trash" -> message.home == Home.TRASH;
                        default ->
                                message.home == Home.ALL
                                        && !folder.label.isEmpty()
                                        && told.contains(folder.label);
                    });
        }
    }

    void remove(GmailMessage message) {
        messages.remove(message);
        folders.values().forEach(folder -> folder.hold(message, false));
        modSeq++;
    }
}

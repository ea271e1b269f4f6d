package io.mailcaravan.store.gmail;

import io.mailcaravan.misbehaving.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Commands about folders as wholes. */
final class GmailFolderCommands {
    private final GmailServer server;
    private final GmailConversation conversation;

    GmailFolderCommands(GmailServer server, GmailConversation conversation) {
        this.server = server;
        this.conversation = conversation;
    }

    /** Whether it was one of them. */
    boolean answer(Command command) {
        switch (command.verb()) {
            case "NAMESPACE" -> {
                conversation.line("* NAMESPACE ((\"\" \"/\")) NIL NIL");
                conversation.ok(command);
            }
            case "GETQUOTAROOT" -> {
                conversation.line("* QUOTAROOT \"INBOX\" \"\"");
                conversation.line("* QUOTA \"\" (STORAGE 1000 15728640)");
                conversation.ok(command);
            }
            case "LIST" -> list(command);
            case "STATUS" ->
                    named(command)
                            .ifPresent(
                                    folder -> {
                                        conversation.line(status(folder));
                                        conversation.ok(command);
                                    });
            case "SELECT", "EXAMINE" -> select(command);
            case "CREATE" -> create(command);
            case "SUBSCRIBE" ->
                    named(command)
                            .ifPresent(
                                    folder -> {
                                        folder.subscribed = true;
                                        conversation.ok(command);
                                    });
            default -> {
                return false;
            }
        }
        return true;
    }

    private void list(Command command) {
        String pattern = command.tokens().get(1).value();
        String asked = command.rest().toUpperCase(Locale.ROOT);
        List<GmailFolder> shown =
                conversation.account().folders.values().stream()
                        .filter(folder -> folder.shown)
                        .filter(folder -> pattern.equals("*") || pattern.equals(folder.name))
                        .toList();
        Set<String> parents = new TreeSet<>();
        for (GmailFolder folder : shown) {
            for (int at = folder.name.indexOf('/'); at > 0; at = folder.name.indexOf('/', at + 1)) {
                parents.add(folder.name.substring(0, at));
            }
        }
        shown.forEach(folder -> parents.remove(folder.name));
        if (pattern.equals("*")) {
            parents.forEach(
                    name ->
                            conversation.line(
                                    "* LIST (\\HasChildren \\Noselect) \"/\" "
                                            + GmailConversation.quoted(name)));
        }
        for (GmailFolder folder : shown) {
            List<String> attributes = new ArrayList<>(List.of("\\HasNoChildren"));
            if (asked.contains("RETURN (") && folder.subscribed) {
                attributes.add("\\Subscribed");
            }
            if (!folder.role.isEmpty()) {
                attributes.add(folder.role);
            }
            conversation.line(
                    "* LIST ("
                            + String.join(" ", attributes)
                            + ") \"/\" "
                            + GmailConversation.quoted(folder.name));
            if (asked.contains("STATUS (") && !folder.role.equals("\\Noselect")) {
                conversation.line(status(folder));
            }
        }
        conversation.ok(command);
    }

    private String status(GmailFolder folder) {
        return "* STATUS "
                + GmailConversation.quoted(folder.name)
                + " (MESSAGES "
                + folder.messages.size()
                + " UIDNEXT "
                + folder.uidNext
                + " UIDVALIDITY "
                + folder.uidValidity
                + " HIGHESTMODSEQ "
                + conversation.account().modSeq
                + ")";
    }

    private void select(Command command) {
        conversation.select(null);
        Optional<GmailFolder> folder = named(command);
        if (folder.isEmpty()) {
            return;
        }
        conversation.line("* FLAGS (\\Answered \\Flagged \\Draft \\Deleted \\Seen $Forwarded)");
        conversation.line(
                "* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Draft \\Deleted \\Seen $NotPhishing"
                        + " $Phishing \\*)] Flags permitted.");
        conversation.line("* OK [UIDVALIDITY " + folder.get().uidValidity + "] UIDs valid.");
        conversation.line("* " + folder.get().messages.size() + " EXISTS");
        conversation.line("* 0 RECENT");
        conversation.line("* OK [UIDNEXT " + folder.get().uidNext + "] Predicted next UID.");
        conversation.line("* OK [HIGHESTMODSEQ " + conversation.account().modSeq + "]");
        conversation.select(folder.get());
        conversation.line(command.tag() + " OK [READ-WRITE] selected. (Success)");
    }

    private void create(Command command) {
        String name = command.tokens().get(0).value();
        Optional<String> refusal = GmailAccount.refusal(name);
        if (conversation.account().anyCase(name).isPresent()) {
            conversation.line(
                    command.tag() + " NO [ALREADYEXISTS] Duplicate folder name (Failure)");
        } else if (refusal.isPresent()) {
            server.offence("a name that is refused: " + name);
            conversation.line(command.tag() + " NO [CANNOT] " + refusal.get() + " (Failure)");
        } else {
            conversation.account().create(name);
            conversation.ok(command);
        }
    }

    /** Empty, and the answer is given, where there is none. */
    private Optional<GmailFolder> named(Command command) {
        Optional<GmailFolder> folder =
                conversation.account().shown(command.tokens().get(0).value());
        if (folder.isEmpty()) {
            conversation.line(command.tag() + " NO [NONEXISTENT] Unknown Mailbox (Failure)");
        }
        return folder;
    }
}

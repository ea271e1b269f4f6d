package io.mailcaravan.misbehaving;

import io.mailcaravan.misbehaving.Fault.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Commands about folders as wholes. */
final class FolderCommands {
    private final MisbehavingServer server;
    private final Conversation conversation;

    FolderCommands(MisbehavingServer server, Conversation conversation) {
        this.server = server;
        this.conversation = conversation;
    }

    /** Whether it was one of them. */
    boolean answer(Command command) throws IOException {
        switch (command.verb()) {
            case "NAMESPACE" -> namespace(command);
            case "LIST" -> list(command);
            case "LSUB" -> subscriptions(command);
            case "STATUS" -> status(command);
            case "SELECT", "EXAMINE" -> select(command);
            case "CLOSE", "UNSELECT" -> {
                conversation.select(null);
                conversation.ok(command);
            }
            case "CREATE" -> create(command);
            case "SUBSCRIBE", "UNSUBSCRIBE" -> subscribe(command);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void namespace(Command command) {
        conversation.line(
                "* NAMESPACE (("
                        + Conversation.quoted(server.mailbox.prefix)
                        + " "
                        + separator()
                        + ")) NIL NIL");
        conversation.ok(command);
    }

    private String separator() {
        char separator = server.mailbox.separator;
        return separator == 0 ? "NIL" : Conversation.quoted(String.valueOf(separator));
    }

    private void list(Command command) throws IOException {
        List<Command.Token> tokens = command.tokens();
        String pattern = tokens.get(1).value();
        if (pattern.isEmpty()) {
            conversation.line("* LIST (\\Noselect) " + separator() + " \"\"");
            conversation.ok(command);
            return;
        }
        if (conversation.answered(Step.LIST, Subject.NONE, command.tag())) {
            return;
        }
        String asked = command.rest().toUpperCase(Locale.ROOT);
        boolean extended = asked.contains("RETURN (");
        for (StoredFolder folder : server.mailbox.folders()) {
            if (!pattern.equals("*") && !pattern.equals("%") && !pattern.equals(folder.name)) {
                continue;
            }
            List<String> attributes = new ArrayList<>();
            attributes.add("\\HasNoChildren");
            if (extended && folder.subscribed) {
                attributes.add("\\Subscribed");
            }
            if (server.has("SPECIAL-USE") && !folder.role.isEmpty()) {
                attributes.add(folder.role);
            }
            String line =
                    "* LIST "
                            + Conversation.flags(attributes)
                            + " "
                            + separator()
                            + " "
                            + Conversation.quoted(folder.name);
            conversation.line(
                    server.misbehaviour.say(Step.NAME, Subject.folder(folder.name), line));
            if (asked.contains("STATUS (")) {
                conversation.line(statusLine(folder));
            }
        }
        conversation.ok(command);
    }

    private void subscriptions(Command command) {
        for (StoredFolder folder : server.mailbox.folders()) {
            if (folder.subscribed) {
                conversation.line(
                        "* LSUB () " + separator() + " " + Conversation.quoted(folder.name));
            }
        }
        conversation.ok(command);
    }

    private void status(Command command) throws IOException {
        StoredFolder folder = named(command);
        if (folder == null
                || conversation.answered(Step.STATUS, Subject.folder(folder.name), command.tag())) {
            return;
        }
        conversation.line(statusLine(folder));
        conversation.ok(command);
    }

    private String statusLine(StoredFolder folder) {
        List<String> values = new ArrayList<>();
        UnaryOperator<String> none = value -> value == null ? "" : value;
        String messages = say(Step.MESSAGES, folder, folder.messages.size());
        server.announced(folder, messages);
        add(values, "MESSAGES", none.apply(messages));
        add(values, "UIDNEXT", none.apply(say(Step.UIDNEXT, folder, folder.uidNext)));
        add(values, "UIDVALIDITY", none.apply(say(Step.UIDVALIDITY, folder, folder.uidValidity)));
        if (server.has("CONDSTORE")) {
            add(values, "HIGHESTMODSEQ", none.apply(say(Step.MODSEQ, folder, folder.modSeq)));
        }
        return "* STATUS "
                + Conversation.quoted(folder.name)
                + " ("
                + String.join(" ", values)
                + ")";
    }

    private static void add(List<String> values, String name, String value) {
        if (!value.isEmpty()) {
            values.add(name + " " + value);
        }
    }

    private String say(Step step, StoredFolder folder, long truth) {
        return server.misbehaviour.say(step, Subject.folder(folder.name), Long.toString(truth));
    }

    private void select(Command command) throws IOException {
        if (command.verb().equals("SELECT")) {
            server.changing(command); // it takes \Recent away
        }
        conversation.select(null);
        StoredFolder folder = named(command);
        if (folder == null
                || conversation.answered(Step.SELECT, Subject.folder(folder.name), command.tag())) {
            return;
        }
        conversation.line("* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)");
        conversation.line(
                "* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*)] kept");
        String exists = say(Step.EXISTS, folder, folder.messages.size());
        server.announced(folder, exists);
        code(" EXISTS", exists);
        conversation.line("* 0 RECENT");
        code("UIDVALIDITY", say(Step.UIDVALIDITY, folder, folder.uidValidity));
        code("UIDNEXT", say(Step.UIDNEXT, folder, folder.uidNext));
        if (server.has("CONDSTORE")) {
            code("HIGHESTMODSEQ", say(Step.MODSEQ, folder, folder.modSeq));
        }
        conversation.select(folder);
        conversation.line(command.tag() + " OK selected");
    }

    private void code(String name, String value) {
        if (value != null) {
            conversation.line(
                    name.equals(" EXISTS")
                            ? "* " + value + name
                            : "* OK [" + name + " " + value + "]");
        }
    }

    private void create(Command command) throws IOException {
        server.changing(command);
        List<Command.Token> tokens = command.tokens();
        String name = tokens.get(0).value();
        if (conversation.answered(Step.CREATE, Subject.folder(name), command.tag())) {
            return;
        }
        if (server.mailbox.folder(name) != null) {
            conversation.line(command.tag() + " NO [ALREADYEXISTS] it is there");
            return;
        }
        StoredFolder folder = server.mailbox.create(name);
        if (tokens.size() > 5) {
            folder.role = tokens.get(4).value();
        }
        conversation.ok(command);
    }

    private void subscribe(Command command) throws IOException {
        server.changing(command);
        StoredFolder folder = named(command);
        if (folder == null
                || conversation.answered(
                        Step.SUBSCRIBE, Subject.folder(folder.name), command.tag())) {
            return;
        }
        folder.subscribed = command.verb().equals("SUBSCRIBE");
        conversation.ok(command);
    }

    /** Null, and the answer is given, where there is none. */
    private StoredFolder named(Command command) {
        StoredFolder folder = server.mailbox.folder(command.tokens().get(0).value());
        if (folder == null) {
            conversation.line(command.tag() + " NO [NONEXISTENT] no such folder");
        }
        return folder;
    }
}

package io.mailcaravan.misbehaving;

import io.mailcaravan.misbehaving.Fault.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Commands about the messages of the selected folder, and APPEND. */
final class MessageCommands {
    private final MisbehavingServer server;
    private final Conversation conversation;

    MessageCommands(MisbehavingServer server, Conversation conversation) {
        this.server = server;
        this.conversation = conversation;
    }

    /** Whether it was one of them. */
    boolean answer(Command command) throws IOException {
        switch (command.verb()) {
            case "APPEND" -> new Append(server, conversation, command).run();
            case "UID FETCH" -> new Fetch(server, conversation, command).run();
            case "UID SEARCH" -> search(command);
            case "UID STORE" -> store(command);
            case "UID EXPUNGE", "EXPUNGE" -> expunge(command);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** What is asked about the literals of APPEND; others are just read. */
    CommandReader.Literals literals() {
        return new CommandReader.Literals() {
            @Override
            public boolean begins(String tag, String text, int number, boolean waits)
                    throws IOException {
                boolean append = text.regionMatches(true, 0, "APPEND ", 0, 7);
                // a fault that only says NO has its place before the literal where the client waits
                if (append && (waits || number == 0)) {
                    boolean refused =
                            conversation.answered(
                                    Step.APPEND, Append.folder(text), waits ? tag : "*");
                    conversation.send();
                    if (refused && waits) {
                        return false;
                    }
                }
                if (waits) {
                    conversation.line("+ go on");
                    conversation.send();
                }
                return true;
            }

            @Override
            public void half(String text) throws IOException {
                if (text.regionMatches(true, 0, "APPEND ", 0, 7)) {
                    conversation.answered(Step.LITERAL, Append.folder(text), "*");
                }
            }
        };
    }

    /** The messages of a set such as {@code 1:5,7,12:*}. */
    static List<StoredMessage> inSet(StoredFolder folder, String set) {
        List<StoredMessage> found = new ArrayList<>();
        long last = folder.lastUid();
        for (StoredMessage message : folder.messages) {
            for (String part : set.split(",")) {
                String[] ends = part.split(":");
                long one = ends[0].equals("*") ? last : Long.parseLong(ends[0]);
                String end = ends[ends.length - 1];
                long other = end.equals("*") ? last : Long.parseLong(end);
                if (message.uid >= Math.min(one, other) && message.uid <= Math.max(one, other)) {
                    found.add(message);
                    break;
                }
            }
        }
        return found;
    }

    private void search(Command command) throws IOException {
        StoredFolder folder = conversation.selected();
        if (folder == null) {
            conversation.line(command.tag() + " BAD nothing is selected");
            return;
        }
        if (conversation.answered(Step.SEARCH, Subject.folder(folder.name), command.tag())) {
            return;
        }
        boolean extended = command.rest().toUpperCase(Locale.ROOT).startsWith("RETURN (ALL) ");
        String key = extended ? command.rest().substring("RETURN (ALL) ".length()) : command.rest();
        Collection<StoredMessage> found;
        if (key.equalsIgnoreCase("ALL")) {
            found = folder.messages;
        } else if (key.matches("(?i)UID [0-9:,*]+")) {
            found = inSet(folder, key.substring(4));
        } else if (key.matches("[0-9:,*]+")) {
            found = folder.messages;
        } else {
            server.unknown(command);
            conversation.line(command.tag() + " BAD unknown search key");
            return;
        }
        String uids =
                found.stream()
                        .map(it -> Long.toString(it.uid))
                        .collect(Collectors.joining(extended ? "," : " "));
        if (extended) {
            conversation.line(
                    "* ESEARCH (TAG \""
                            + command.tag()
                            + "\") UID"
                            + (uids.isEmpty() ? "" : " ALL " + uids));
        } else {
            conversation.line("* SEARCH" + (uids.isEmpty() ? "" : " " + uids));
        }
        conversation.ok(command);
    }

    private void store(Command command) throws IOException {
        server.changing(command);
        StoredFolder folder = conversation.selected();
        if (folder == null) {
            conversation.line(command.tag() + " BAD nothing is selected");
            return;
        }
        if (conversation.answered(Step.STORE, Subject.folder(folder.name), command.tag())) {
            return;
        }
        List<Command.Token> tokens = command.tokens();
        String item = tokens.get(1).value().toUpperCase(Locale.ROOT);
        Set<String> flags = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        tokens.subList(2, tokens.size()).stream()
                .map(Command.Token::value)
                .filter(value -> !value.equals("(") && !value.equals(")"))
                .forEach(flags::add);
        for (StoredMessage message : inSet(folder, tokens.get(0).value())) {
            if (item.startsWith("+")) {
                message.flags.addAll(flags);
            } else if (item.startsWith("-")) {
                message.flags.removeAll(flags);
            } else {
                message.flags.clear();
                message.flags.addAll(flags);
            }
            message.modSeq = ++folder.modSeq;
        }
        conversation.ok(command);
    }

    private void expunge(Command command) {
        server.changing(command);
        StoredFolder folder = conversation.selected();
        if (folder == null) {
            conversation.line(command.tag() + " BAD nothing is selected");
            return;
        }
        String set = command.verb().equals("EXPUNGE") ? "1:*" : command.rest();
        List<StoredMessage> gone =
                inSet(folder, set).stream()
                        .filter(message -> message.flags.contains("\\Deleted"))
                        .toList();
        folder.messages.removeAll(gone);
        folder.modSeq++;
        conversation.ok(command);
    }
}

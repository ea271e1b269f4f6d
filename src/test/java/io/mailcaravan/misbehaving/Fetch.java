package io.mailcaravan.misbehaving;

import io.mailcaravan.misbehaving.Fault.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** UID FETCH of heads, header fields, bodies and parts of them. */
final class Fetch {
    private static final Pattern BODY =
            Pattern.compile(
                    "BODY\\.PEEK\\[(HEADER(?:\\.FIELDS \\(([^)]*)\\))?)?](?:<(\\d+)\\.(\\d+)>)?");
    private static final Pattern SINCE = Pattern.compile("CHANGEDSINCE (\\d+)");

    private final MisbehavingServer server;
    private final Conversation conversation;
    private final Command command;
    private final String items;

    Fetch(MisbehavingServer server, Conversation conversation, Command command) {
        this.server = server;
        this.conversation = conversation;
        this.command = command;
        this.items = command.rest().toUpperCase(Locale.ROOT);
    }

    void run() throws IOException {
        StoredFolder folder = conversation.selected();
        if (folder == null) {
            conversation.line(command.tag() + " BAD nothing is selected");
            return;
        }
        if (items.contains("BODY[") || items.contains("RFC822 ") || items.contains("RFC822)")) {
            server.changing(command); // it sets \Seen
        }
        Matcher body = BODY.matcher(items);
        boolean whole = body.find() && body.group(1) == null;
        Subject subject = Subject.folder(folder.name);
        if (!whole && conversation.answered(Step.HEADS, subject, command.tag())) {
            return;
        }
        Matcher since = SINCE.matcher(items);
        long modSeq = since.find() ? Long.parseLong(since.group(1)) : -1;
        String refusal = null;
        for (StoredMessage message :
                MessageCommands.inSet(folder, command.rest().split(" ", 2)[0])) {
            if (message.modSeq <= modSeq) {
                continue;
            }
            Optional<Reaction> reaction =
                    server.misbehaviour.at(
                            whole ? Step.BODY : Step.HEAD, Subject.message(folder, message));
            if (reaction.isPresent() && reaction.get() instanceof Reaction.Refusal no) {
                refusal = no.words();
            } else if (reaction.isPresent() && reaction.get() instanceof Reaction.Silence) {
                server.note("-- left out: " + message.uid);
            } else {
                message(folder, message, whole ? reaction : Optional.empty());
                if (reaction.isPresent() && reaction.get() instanceof Reaction.Lie && !whole) {
                    message(folder, message, Optional.empty()); // said twice
                }
            }
            ended(reaction);
        }
        if (refusal == null) {
            conversation.ok(command);
        } else {
            conversation.line(command.tag() + " " + refusal);
        }
    }

    private void ended(Optional<Reaction> reaction) throws IOException {
        if (reaction.isPresent() && reaction.get() instanceof Reaction.Bye bye) {
            conversation.line("* BYE " + bye.words());
            throw new Conversation.CutException();
        }
        if (reaction.isPresent() && reaction.get() instanceof Reaction.Cut) {
            throw new Conversation.CutException();
        }
    }

    private void message(StoredFolder folder, StoredMessage message, Optional<Reaction> reaction) {
        Subject subject = Subject.message(folder, message);
        List<String> values = new ArrayList<>();
        String uid = say(Step.UID, subject, Long.toString(message.uid));
        if (uid != null) {
            values.add("UID " + uid);
        }
        if (items.contains("FLAGS")) {
            values.add("FLAGS " + say(Step.FLAGS, subject, Conversation.flags(message.flags)));
        }
        if (items.contains("MODSEQ") || items.contains("CHANGEDSINCE")) {
            values.add("MODSEQ (" + message.modSeq + ")");
        }
        if (items.contains("INTERNALDATE")) {
            String date = say(Step.DATE, subject, Conversation.quoted(Dates.format(message.date)));
            if (date != null) {
                values.add("INTERNALDATE " + date);
            }
        }
        if (items.contains("RFC822.SIZE")) {
            String size = say(Step.SIZE, subject, Integer.toString(message.bytes.length));
            if (size != null) {
                values.add("RFC822.SIZE " + size);
            }
        }
        String start =
                "* "
                        + (folder.messages.indexOf(message) + 1)
                        + " FETCH ("
                        + String.join(" ", values);
        Matcher body = BODY.matcher(items);
        List<Object> parts = new ArrayList<>();
        parts.add(start);
        while (body.find()) {
            byte[] bytes = section(message, body);
            String section = body.group(1) == null ? "" : body.group(1);
            String origin = body.group(3) == null ? "" : "<" + body.group(3) + ">";
            parts.add(" BODY[" + section + "]" + origin + " {" + bytes.length + "}\r\n");
            parts.add(bytes);
        }
        int most =
                reaction.isPresent() && reaction.get() instanceof Reaction.Cut cut
                        ? cut.bytes()
                        : Integer.MAX_VALUE;
        server.note("S: " + start + (parts.size() > 1 ? " ..." : ""));
        for (Object part : parts) {
            if (part instanceof byte[] bytes) {
                conversation.bytes(bytes, most);
            } else if (most > 0) {
                conversation.bytes(CommandReader.bytes((String) part), Integer.MAX_VALUE);
            }
        }
        if (most == Integer.MAX_VALUE) {
            conversation.bytes(CommandReader.bytes(")\r\n"), most);
        }
    }

    private String say(Step step, Subject subject, String truth) {
        return server.misbehaviour.say(step, subject, truth);
    }

    private static byte[] section(StoredMessage message, Matcher body) {
        String text = message.content();
        if (body.group(1) != null) {
            int end = text.indexOf("\r\n\r\n");
            text = end < 0 ? text : text.substring(0, end + 4);
        }
        if (body.group(2) != null) {
            text = fields(text, List.of(body.group(2).split(" ")));
        }
        if (body.group(3) != null) {
            long from = Math.min(text.length(), Long.parseLong(body.group(3)));
            long to = Math.min(text.length(), from + Long.parseLong(body.group(4)));
            text = text.substring((int) from, (int) to);
        }
        return CommandReader.bytes(text);
    }

    /** Header fields with these names, in their order, and the empty line. */
    private static String fields(String header, List<String> names) {
        StringBuilder kept = new StringBuilder();
        for (String field : header.split("\r\n(?![ \t])")) {
            int colon = field.indexOf(':');
            if (colon > 0
                    && names.contains(field.substring(0, colon).trim().toUpperCase(Locale.ROOT))) {
                kept.append(field).append("\r\n");
            }
        }
        return kept.append("\r\n").toString();
    }
}

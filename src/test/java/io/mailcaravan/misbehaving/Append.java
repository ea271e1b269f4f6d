package io.mailcaravan.misbehaving;

import io.mailcaravan.misbehaving.Fault.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** APPEND of one or several messages: all or none of them (RFC 3502). */
final class Append {

    private record Given(Set<String> flags, Instant date, byte[] bytes) {}

    private final MisbehavingServer server;
    private final Conversation conversation;
    private final Command command;

    Append(MisbehavingServer server, Conversation conversation, Command command) {
        this.server = server;
        this.conversation = conversation;
        this.command = command;
    }

    /** What a command that is not read to its end is about. */
    static Subject folder(String text) {
        String rest = text.substring("APPEND ".length());
        int end = rest.startsWith("\"") ? rest.indexOf('"', 1) : rest.indexOf(' ');
        return Subject.folder(end < 0 ? "" : rest.substring(rest.startsWith("\"") ? 1 : 0, end));
    }

    void run() throws IOException {
        List<Command.Token> tokens = command.tokens();
        String name = tokens.get(0).value();
        List<Given> given = given(tokens);
        server.changing(command);
        if (conversation.answered(Step.READ, new Subject(name, given.size(), ""), command.tag())) {
            return;
        }
        StoredFolder folder = server.mailbox.folder(name);
        if (folder == null) {
            conversation.line(command.tag() + " NO [TRYCREATE] no such folder");
            return;
        }
        for (Given one : given) {
            Subject subject = new Subject(name, 0, text(one.bytes));
            boolean keywords = one.flags.stream().anyMatch(flag -> !flag.startsWith("\\"));
            if (conversation.answered(Step.READ, subject, command.tag())
                    || (keywords && conversation.answered(Step.KEYWORDS, subject, command.tag()))) {
                return;
            }
        }
        String place = server.misbehaviour.say(Step.KEPT, Subject.folder(name), name);
        StoredFolder into = place == null ? folder.withoutMessages() : server.mailbox.folder(place);
        List<String> uids = new ArrayList<>();
        for (Given one : given) {
            Subject subject = new Subject(name, 0, text(one.bytes));
            String flags =
                    server.misbehaviour.say(Step.FLAGS, subject, String.join(" ", one.flags));
            Set<String> kept = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            Arrays.stream(flags.split(" ")).filter(it -> !it.isEmpty()).forEach(kept::add);
            uids.add(Long.toString(into.add(one.bytes, one.date, kept).uid));
        }
        answer(folder, uids);
    }

    private void answer(StoredFolder folder, List<String> uids) throws IOException {
        if (conversation.answered(Step.STORED, Subject.folder(folder.name), command.tag())) {
            return;
        }
        String code =
                server.misbehaviour.say(
                        Step.APPENDUID,
                        Subject.folder(folder.name),
                        folder.uidValidity + " " + String.join(",", uids));
        conversation.line(
                command.tag()
                        + (server.has("UIDPLUS") && code != null
                                ? " OK [APPENDUID " + code + "] stored"
                                : " OK stored"));
    }

    private static List<Given> given(List<Command.Token> tokens) {
        List<Given> given = new ArrayList<>();
        Set<String> flags = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Instant date = Instant.EPOCH;
        boolean inFlags = false;
        for (Command.Token token : tokens.subList(1, tokens.size())) {
            if (token.literal() != null) {
                given.add(new Given(flags, date, token.literal()));
                flags = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            } else if (token.is("(") || token.is(")")) {
                inFlags = token.is("(");
            } else if (inFlags) {
                flags.add(token.value());
            } else {
                date = Dates.parse(token.value());
            }
        }
        return given;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}

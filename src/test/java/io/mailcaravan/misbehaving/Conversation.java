package io.mailcaravan.misbehaving;

import io.mailcaravan.misbehaving.Fault.Subject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** One connection: reads commands and answers each, or does what a fault wants. */
final class Conversation implements Runnable {

    /** The connection ends here. */
    static final class CutException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final MisbehavingServer server;
    private final Socket socket;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private OutputStream out;
    private CommandReader reader;
    private boolean signedIn;

    /** Null where none is selected. */
    private StoredFolder selected;

    private final FolderCommands folders;
    private final MessageCommands messages;

    Conversation(MisbehavingServer server, Socket socket) {
        this.server = server;
        this.socket = socket;
        this.folders = new FolderCommands(server, this);
        this.messages = new MessageCommands(server, this);
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            out = socket.getOutputStream();
            reader = new CommandReader(new BufferedInputStream(socket.getInputStream()));
            try {
                talk();
            } finally {
                send();
            }
        } catch (IOException e) {
            server.note("-- ended: " + e);
        }
    }

    private void talk() throws IOException {
        if (answered(Step.GREETING, Subject.NONE, "*")) {
            return;
        }
        if (server.exhausted()) {
            line("* BYE too many sign-ins or commands");
            return;
        }
        line("* OK [CAPABILITY " + String.join(" ", server.capabilities) + "] ready");
        send();
        while (true) {
            Command command = reader.next(messages.literals());
            if (command != null) {
                server.received(command);
                if (command.verb().equals("LOGOUT")) {
                    return;
                }
                if (server.exhausted()) {
                    line("* BYE too many sign-ins or commands");
                    return;
                }
                synchronized (server.mailbox) {
                    answer(command);
                }
            }
            send();
        }
    }

    private void answer(Command command) throws IOException {
        switch (command.verb()) {
            case "CAPABILITY" -> {
                line("* CAPABILITY " + String.join(" ", server.capabilities));
                ok(command);
            }
            case "NOOP", "ENABLE", "CHECK" -> ok(command);
            case "ID" -> {
                line("* ID NIL");
                ok(command);
            }
            case "LOGIN", "AUTHENTICATE" -> signIn(command);
            default -> {
                if (!signedIn) {
                    line(command.tag() + " BAD sign in first");
                } else if (!folders.answer(command) && !messages.answer(command)) {
                    server.unknown(command);
                    line(command.tag() + " BAD unknown command");
                }
            }
        }
    }

    private void signIn(Command command) throws IOException {
        server.signingIn();
        if (answered(Step.SIGN_IN, Subject.NONE, command.tag())) {
            return;
        }
        if (command.verb().equals("AUTHENTICATE") && !command.rest().contains(" ")) {
            line("+ ");
            send();
            Command initial = reader.next(messages.literals());
            check(command, initial.tag());
        } else if (command.verb().equals("AUTHENTICATE")) {
            check(command, command.rest().split(" ", 2)[1]);
        } else {
            signedIn = command.tokens().get(1).is(MisbehavingServer.PASSWORD);
            line(command.tag() + (signedIn ? " OK signed in" : " NO [AUTHENTICATIONFAILED] wrong"));
        }
    }

    private void check(Command command, String encoded) {
        String plain =
                new String(Base64.getDecoder().decode(encoded.trim()), StandardCharsets.UTF_8);
        signedIn = plain.endsWith('\0' + MisbehavingServer.PASSWORD);
        line(
                command.tag()
                        + (signedIn
                                ? " OK [CAPABILITY "
                                        + String.join(" ", server.capabilities)
                                        + "] signed in"
                                : " NO [AUTHENTICATIONFAILED] wrong"));
    }

    StoredFolder selected() {
        return selected;
    }

    void select(StoredFolder folder) {
        selected = folder;
    }

    void ok(Command command) {
        line(command.tag() + " OK done");
    }

    void line(String text) {
        server.note("S: " + text);
        bytes(CommandReader.bytes(text + "\r\n"), Integer.MAX_VALUE);
    }

    /** Without a line end; of the bytes no more than that many. */
    void bytes(byte[] bytes, int most) {
        answer.write(bytes, 0, Math.min(bytes.length, most));
    }

    /** What was said until now goes out. */
    void send() throws IOException {
        answer.writeTo(out);
        out.flush();
        answer.reset();
    }

    /**
     * Does what a fault wants.
     *
     * @return whether the command has its answer by that
     */
    boolean answered(Step step, Subject subject, String tag) throws IOException {
        Optional<Reaction> reaction = server.misbehaviour.at(step, subject);
        if (reaction.isEmpty()) {
            return false;
        }
        server.note("-- fault at " + step + " " + subject.folder() + " " + subject.uid());
        switch (reaction.get()) {
            case Reaction.Cut unused -> throw new CutException();
            case Reaction.Bye bye -> {
                line("* BYE " + bye.words());
                throw new CutException();
            }
            case Reaction.Refusal refusal -> line(tag + " " + refusal.words());
            case Reaction.Silence unused -> line(tag + " OK done");
            case Reaction.Lie unused -> {
                return false;
            }
        }
        return true;
    }

    static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static String flags(Iterable<String> flags) {
        return "(" + String.join(" ", List.copyOf(toList(flags))) + ")";
    }

    private static List<String> toList(Iterable<String> flags) {
        List<String> list = new java.util.ArrayList<>();
        flags.forEach(list::add);
        return list;
    }
}

package io.mailcaravan.store.gmail;

import io.mailcaravan.misbehaving.Command;
import io.mailcaravan.misbehaving.CommandReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** One connection: reads commands and answers each. */
final class GmailConversation implements Runnable {

    private final GmailServer server;
    private final Socket socket;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private OutputStream out;
    private CommandReader reader;
    private String user;
    private GmailAccount account;
    private GmailFolder selected;

    GmailConversation(GmailServer server, Socket socket) {
        this.server = server;
        this.socket = socket;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            out = socket.getOutputStream();
            reader = new CommandReader(new BufferedInputStream(socket.getInputStream()));
            line("* OK Gimap ready for requests from 127.0.0.1");
            send();
            talk();
        } catch (IOException e) {
            return; // the client has gone
        } finally {
            if (user != null) {
                server.disconnected(user);
            }
        }
    }

    private void talk() throws IOException {
        while (true) {
            Command command = reader.next(literals());
            if (command == null) {
                continue;
            }
            server.received(command.text());
            if (command.verb().equals("LOGOUT")) {
                line("* BYE LOGOUT Requested");
                send();
                return;
            }
            String plan = server.planned(command.verb());
            if (GmailServer.CUT_BEFORE.equals(plan)) {
                return;
            }
            if (plan != null && !plan.equals(GmailServer.CUT_AFTER)) {
                line((plan.startsWith("BYE") ? "*" : command.tag()) + " " + plan);
                send();
                if (plan.startsWith("BYE")) {
                    return;
                }
                continue;
            }
            answer(command);
            if (plan != null) {
                return;
            }
            send();
        }
    }

    private CommandReader.Literals literals() {
        return new CommandReader.Literals() {
            @Override
            public boolean begins(String tag, String text, int number, boolean waits)
                    throws IOException {
                String size = text.replaceFirst(".*\\{(\\d+)\\+?}$", "$1");
                if (!waits && Long.parseLong(size) > 4096) {
                    server.offence("LITERAL- is up to 4096 bytes: " + text);
                }
                if (Long.parseLong(size) > GmailServer.APPEND_LIMIT) {
                    line(tag + " NO [TOOBIG] Message too large");
                    send();
                    return !waits;
                }
                if (waits) {
                    line("+ go ahead");
                    send();
                }
                return true;
            }

            @Override
            public void half(String text) {
                // nothing is done there
            }
        };
    }

    private void answer(Command command) throws IOException {
        switch (command.verb()) {
            case "CAPABILITY" -> {
                line("* CAPABILITY " + String.join(" ", server.capabilities));
                ok(command);
            }
            case "NOOP" -> ok(command);
            case "ENABLE" -> {
                server.offence("what becomes of labels then is not known: " + command.text());
                ok(command);
            }
            case "AUTHENTICATE" -> authenticate(command);
            case "LOGIN" ->
                    signIn(
                            command,
                            command.tokens().get(0).value(),
                            command.tokens().get(1).is(GmailServer.PASSWORD));
            default -> {
                if (account == null) {
                    line(command.tag() + " BAD Unknown command");
                    return;
                }
                boolean known =
                        account.locked(
                                () ->
                                        new GmailFolderCommands(server, this).answer(command)
                                                || new GmailMessageCommands(server, this)
                                                        .answer(command));
                if (!known) {
                    server.offence("unknown command " + command.text());
                    line(command.tag() + " BAD Could not parse command");
                }
            }
        }
    }

    private void authenticate(Command command) throws IOException {
        String[] words = command.rest().split(" ");
        String given = new String(Base64.getDecoder().decode(words[1]), StandardCharsets.UTF_8);
        if (words[0].equals("PLAIN")) {
            String[] parts = given.split("\0");
            signIn(command, parts[1], parts[2].equals(GmailServer.PASSWORD));
            return;
        }
        String who = given.replaceFirst("(?s)^user=([^\1]*)\1.*", "$1");
        String token = given.replaceFirst("(?s).*\1auth=Bearer ([^\1]*)\1\1$", "$1");
        boolean good = server.isToken(who, token);
        if (!good) {
            line(
                    "+ "
                            + Base64.getEncoder()
                                    .encodeToString(
                                            "{\"status\":\"400\",\"scope\":\"https://mail.google.com/\"}"
                                                    .getBytes(StandardCharsets.UTF_8)));
            send();
            reader.next(literals());
        }
        signIn(command, who, good);
    }

    private void signIn(Command command, String who, boolean good) {
        if (!good) {
            line(command.tag() + " NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)");
            return;
        }
        user = who;
        if (!server.connected(who)) {
            line(command.tag() + " NO [ALERT] Too many simultaneous connections. (Failure)");
            return;
        }
        account = server.account(who);
        line("* CAPABILITY " + String.join(" ", server.capabilities));
        line(command.tag() + " OK " + who + " authenticated (Success)");
    }

    GmailAccount account() {
        return account;
    }

    GmailFolder selected() {
        return selected;
    }

    void select(GmailFolder folder) {
        selected = folder;
    }

    void ok(Command command) {
        line(command.tag() + " OK Success");
    }

    void line(String text) {
        answer.writeBytes(CommandReader.bytes(text + "\r\n"));
    }

    void bytes(byte[] bytes) {
        answer.writeBytes(bytes);
    }

    private void send() throws IOException {
        answer.writeTo(out);
        out.flush();
        answer.reset();
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

package io.mailcaravan.store.imap;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small IMAP server with one folder of messages, whose answers a test can change on their way
 * out. All text is bytes in ISO 8859-1.
 */
final class LyingServer implements AutoCloseable {
    private static final Pattern LITERAL = Pattern.compile("~?\\{(\\d+)(\\+?)}$");

    private final ServerSocket socket;
    private final TreeMap<Long, String> messages = new TreeMap<>();
    private final List<String> list = new ArrayList<>(List.of("() \"/\" INBOX"));

    /** What the client has sent, without tags and with literals in place. */
    final List<String> commands = new CopyOnWriteArrayList<>();

    private String capabilities = "IMAP4rev1 SASL-IR AUTH=PLAIN NAMESPACE UIDPLUS LITERAL+";
    private long uidValidity = 7;
    private long uidNext = 1;
    private UnaryOperator<List<String>> untagged = lines -> lines;
    private Function<String, Optional<String>> ends = command -> Optional.empty();
    private BiFunction<Long, String, String> body = (uid, text) -> text;

    LyingServer() throws IOException {
        socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    LyingServer announcing(String more) {
        capabilities += " " + more;
        return this;
    }

    LyingServer without(String capability) {
        capabilities = capabilities.replace(" " + capability, "");
        return this;
    }

    LyingServer with(long uid, String message) {
        messages.put(uid, message);
        uidNext = Math.max(uidNext, uid + 1);
        return this;
    }

    /** What LIST tells: attributes, separator and name as on the wire. */
    LyingServer listing(List<String> lines) {
        list.clear();
        list.addAll(lines);
        return this;
    }

    /** Changes the untagged lines of each answer. */
    LyingServer lying(UnaryOperator<List<String>> lie) {
        untagged = lie;
        return this;
    }

    /** Ends a command otherwise: {@code NO [INUSE] locked}. */
    LyingServer ending(Function<String, Optional<String>> end) {
        ends = end;
        return this;
    }

    LyingServer delivering(BiFunction<Long, String, String> bodies) {
        body = bodies;
        return this;
    }

    List<String> commands(String start) {
        return commands.stream().filter(command -> command.startsWith(start)).toList();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                Thread.startVirtualThread(() -> serve(client));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private void serve(Socket client) {
        try (client;
                InputStream in = new BufferedInputStream(client.getInputStream());
                OutputStream out = new BufferedOutputStream(client.getOutputStream())) {
            write(out, "* OK [CAPABILITY " + capabilities + "] ready");
            out.flush();
            for (String line = command(in, out); line != null; line = command(in, out)) {
                String[] words = line.split(" ", 2);
                commands.add(words[1]);
                Optional<String> end = ends.apply(words[1]);
                if (end.isPresent() && end.get().isEmpty()) {
                    return; // cut
                }
                if (end.isEmpty() || end.get().startsWith("OK")) {
                    for (String told : untagged.apply(answer(words[1]))) {
                        write(out, told);
                    }
                }
                write(out, words[0] + " " + end.orElse(ok(words[1])));
                if (in.available() == 0) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ok(String command) {
        if (command.startsWith("APPEND")) {
            return "OK [APPENDUID " + uidValidity + " " + uidNext++ + "] done";
        }
        return command.startsWith("AUTHENTICATE")
                ? "OK [CAPABILITY " + capabilities + "] in"
                : "OK done";
    }

    private List<String> answer(String command) {
        if (command.startsWith("NAMESPACE")) {
            return List.of("* NAMESPACE ((\"\" \"/\")) NIL NIL");
        }
        if (command.startsWith("LIST") || command.startsWith("LSUB")) {
            return list.stream().map(line -> "* " + command.substring(0, 4) + " " + line).toList();
        }
        if (command.startsWith("STATUS")) {
            String name = unquoted(command.substring(7, command.lastIndexOf(" (")));
            return List.of(
                    "* STATUS {"
                            + name.length()
                            + "}\r\n"
                            + name
                            + " (MESSAGES "
                            + messages.size()
                            + " UIDNEXT "
                            + uidNext
                            + " UIDVALIDITY "
                            + uidValidity
                            + ")");
        }
        if (command.startsWith("SELECT") || command.startsWith("EXAMINE")) {
            return List.of(
                    "* " + messages.size() + " EXISTS",
                    "* OK [UIDVALIDITY " + uidValidity + "] valid",
                    "* OK [UIDNEXT " + uidNext + "] next",
                    "* OK [PERMANENTFLAGS (\\Seen \\Flagged \\*)] kept");
        }
        if (command.startsWith("UID SEARCH")) {
            StringBuilder found = new StringBuilder("* SEARCH");
            messages.keySet().stream()
                    .filter(uid -> isIn(uid, command.substring(command.lastIndexOf(' ') + 1)))
                    .forEach(uid -> found.append(' ').append(uid));
            return List.of(found.toString());
        }
        return command.startsWith("UID FETCH") ? fetch(command) : List.of();
    }

    private List<String> fetch(String command) {
        List<String> lines = new ArrayList<>();
        int number = 0;
        for (long uid : messages.keySet()) {
            number++;
            if (!isIn(uid, command.split(" ")[2])) {
                continue;
            }
            String text = messages.get(uid);
            String line =
                    "* "
                            + number
                            + " FETCH (UID "
                            + uid
                            + " FLAGS (\\Seen) INTERNALDATE \"17-Jul-1996 02:44:25 +0000\""
                            + " RFC822.SIZE "
                            + text.length();
            if (command.contains("BODY.PEEK[]")) {
                String sent = body.apply(uid, text);
                line += " BODY[] {" + sent.length() + "}\r\n" + sent;
            }
            lines.add(line + ")");
        }
        return lines;
    }

    /** A name as it was meant, of a command. */
    static String unquoted(String name) {
        return name.startsWith("\"") && name.endsWith("\"") && name.length() > 1
                ? name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1")
                : name;
    }

    private static boolean isIn(long uid, String set) {
        for (String part : set.split(",")) {
            String[] ends = part.split(":");
            if (part.equals("*")) {
                return true; // as careless servers do
            }
            if (uid >= Long.parseLong(ends[0]) && uid <= Long.parseLong(ends[ends.length - 1])) {
                return true;
            }
        }
        return false;
    }

    /** A line with its literals; null at the end. */
    private static String command(InputStream in, OutputStream out) throws IOException {
        StringBuilder command = new StringBuilder();
        while (true) {
            String line = line(in);
            if (line == null) {
                return null;
            }
            Matcher literal = LITERAL.matcher(line);
            if (!literal.find()) {
                return command.append(line).toString();
            }
            if (literal.group(2).isEmpty()) {
                write(out, "+ go on");
                out.flush();
            }
            byte[] bytes = in.readNBytes(Integer.parseInt(literal.group(1)));
            command.append(line, 0, literal.start())
                    .append(new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            line.append((char) b);
        }
        return line.substring(0, line.length() - 1);
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

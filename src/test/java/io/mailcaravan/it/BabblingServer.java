package io.mailcaravan.it;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An IMAP server, for reading only, in which each message of INBOX has a thousand keywords of its
 * own: some 500 MB in one answer. Folder {@code Good} has one message without any.
 */
final class BabblingServer implements AutoCloseable {
    static final int MESSAGES = 8_000;

    private static final int KEYWORDS = 1_000;
    private static final String BODY = "Subject: good\r\n\r\ngood\r\n";

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    BabblingServer() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        try {
            while (!socket.isClosed()) {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void serve(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.getInputStream(), StandardCharsets.US_ASCII));
                Writer out =
                        new BufferedWriter(
                                new OutputStreamWriter(
                                        client.getOutputStream(), StandardCharsets.US_ASCII))) {
            out.write("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hello\r\n");
            out.flush();
            boolean good = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String tag = line.substring(0, line.indexOf(' '));
                String command = line.substring(tag.length() + 1).replaceFirst("^UID ", "");
                if (command.startsWith("EXAMINE")) {
                    good = command.contains("Good");
                }
                answer(command, good, out);
                out.write(tag + " OK done\r\n");
                out.flush();
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    private static void answer(String command, boolean good, Writer out) throws IOException {
        if (command.startsWith("CAPABILITY")) {
            out.write("* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\r\n");
        } else if (command.startsWith("LIST \"\" \"\"")) {
            out.write("* LIST (\\Noselect) \"/\" \"\"\r\n");
        } else if (command.startsWith("LIST")) {
            out.write("* LIST () \"/\" INBOX\r\n* LIST () \"/\" Good\r\n");
        } else if (command.startsWith("STATUS")) {
            boolean ofGood = command.contains("Good");
            out.write(
                    "* STATUS %s (MESSAGES %d UIDNEXT %d UIDVALIDITY 7)\r\n"
                            .formatted(
                                    ofGood ? "Good" : "INBOX", count(ofGood), count(ofGood) + 1));
        } else if (command.startsWith("EXAMINE")) {
            out.write(
                    "* %d EXISTS\r\n* OK [UIDVALIDITY 7] .\r\n* OK [UIDNEXT %d] .\r\n"
                            .formatted(count(good), count(good) + 1));
        } else if (command.startsWith("FETCH")) {
            for (int uid = 1; uid <= count(good); uid++) {
                out.write(fetched(uid, good, command.contains("BODY")));
            }
        }
    }

    private static int count(boolean good) {
        return good ? 1 : MESSAGES;
    }

    private static String fetched(int uid, boolean good, boolean body) {
        return "* %d FETCH (UID %d FLAGS (%s) RFC822.SIZE %d INTERNALDATE \"01-Jan-2024 10:00:00 +0000\"%s)\r\n"
                .formatted(
                        uid,
                        uid,
                        good ? "" : keywords(uid),
                        BODY.length(),
                        body ? " BODY[] {%d}\r\n%s".formatted(BODY.length(), BODY) : "");
    }

    private static String keywords(int uid) {
        return IntStream.range(0, KEYWORDS)
                .mapToObj(number -> "k" + uid + "_" + number + "_" + "y".repeat(50))
                .collect(Collectors.joining(" "));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package io.mailcaravan.imap;

import io.mailcaravan.auth.SignInSettings;
import io.mailcaravan.imap.ImapSettings.Compress;
import io.mailcaravan.imap.ImapSettings.Dialect;
import io.mailcaravan.imap.ImapSettings.Server;
import io.mailcaravan.imap.ImapSettings.Trust;
import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Spool;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;

/** A look at a server without signing in: TLS, greeting, capabilities, and what ID tells. */
public final class ServerLook {

    /** Fields of ID that are kept (RFC 2971 allows 30). */
    private static final int MOST_FIELDS = 30;

    /** Capabilities that are told; known servers have some fifty. */
    private static final int MOST_WORDS = 200;

    private static final int LONGEST_WORD = 100;

    /** Lines before the answer to a command. */
    private static final int MOST_LINES = 100;

    private static final Dialect AS_IT_IS =
            new Dialect(
                    ServerPreset.AUTO,
                    OptionalLong.empty(),
                    Set.of(),
                    Optional.empty(),
                    Compress.NEVER);

    private ServerLook() {}

    /**
     * Connects, asks and goes.
     *
     * @param store the name of a store there, for advice
     * @param spool for answers that are large
     * @throws MailboxException scope STORE where it cannot be reached or trusted
     */
    public static ServerFacts at(String store, Server server, Trust trust, Spool spool)
            throws MailboxException {
        ServerMailbox nobody = new ServerMailbox(store, server.host(), server.port(), "");
        ImapSettings settings =
                new ImapSettings(store, server, trust, SignInSettings.nobody(store), AS_IT_IS);
        ImapConnection connection = new Connector(settings, spool).connectOnly(nobody);
        try {
            Capabilities announced =
                    new Capabilities(List.copyOf(connection.getCapabilities().keySet()), Set.of());
            Map<String, String> id = announced.has("ID") ? id(connection) : Map.of();
            Greeting greeting = connection.greeting();
            return new ServerFacts(
                    greeting.toString(),
                    few(announced.names()),
                    few(announced.mechanisms()),
                    !announced.has("LOGINDISABLED"),
                    id,
                    ServerMake.of(announced, greeting.toString(), id),
                    ServerQuirks.detected(announced, greeting));
        } finally {
            connection.disconnect();
        }
    }

    /** Whatever a server announces, somebody is to read it. */
    private static List<String> few(List<String> words) {
        return words.stream()
                .filter(word -> word.length() <= LONGEST_WORD)
                .limit(MOST_WORDS)
                .toList();
    }

    /** Tells nothing of this side. A server that does not answer it is none the worse. */
    private static Map<String, String> id(ImapConnection connection) {
        Map<String, String> fields = new LinkedHashMap<>();
        try {
            OutputStream out = connection.out();
            out.write("I1 ID NIL\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            for (int i = 0; i < MOST_LINES; i++) {
                Response response = connection.readResponse();
                if (response.isTagged() || response.isBYE()) {
                    break;
                }
                if (response instanceof ServerLine line
                        && line.getKey() != null
                        && AsciiCase.equal(line.getKey(), "ID")) {
                    fields(line, fields);
                }
            }
            out.write("I2 LOGOUT\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (IOException | ProtocolException e) {
            return fields;
        }
        return fields;
    }

    private static void fields(ServerLine line, Map<String, String> fields) {
        line.skipSpaces();
        if (line.peekByte() != '(') {
            return;
        }
        line.readByte();
        while (line.isAtString() && fields.size() < MOST_FIELDS) {
            String name = line.readText();
            String value = line.readText();
            if (name != null && value != null) {
                fields.put(AsciiCase.lower(name), ServerLine.readable(value));
            }
        }
        line.discard();
    }
}

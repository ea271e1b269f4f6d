package io.mailcaravan.imap;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramException;
import io.mailcaravan.auth.Credentials;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.angus.mail.iap.ByteArray;

/**
 * SASL SCRAM (RFC 5802, RFC 7677): the server never sees the password and proves that it knows it.
 */
final class ScramSignIn {
    static final Set<String> MECHANISMS = Set.of("SCRAM-SHA-256", "SCRAM-SHA-1");

    private final Wire wire;
    private final Capabilities announced;

    ScramSignIn(Wire wire, Capabilities announced) {
        this.wire = wire;
        this.announced = announced;
    }

    ServerLine run(Credentials who, List<String> mechanisms, Consumer<ServerLine> untagged)
            throws MailboxException {
        ScramClient client =
                ScramClient.builder()
                        .advertisedMechanisms(
                                mechanisms.stream().filter(MECHANISMS::contains).toList())
                        .username(who.user())
                        .password(who.secret().reveal().toCharArray())
                        .build();
        try {
            ServerLine line =
                    ImapSignIn.sasl(
                            wire,
                            announced,
                            client.getScramMechanism().getName(),
                            utf8(client.clientFirstMessage().toString()),
                            untagged);
            if (!line.isContinuation()) {
                return line;
            }
            client.serverFirstMessage(message(line));
            line = ImapSignIn.answer(wire, client.clientFinalMessage().toString(), untagged);
            if (line.isContinuation()) {
                client.serverFinalMessage(message(line));
                return ImapSignIn.answer(wire, "", untagged);
            }
            // the proof may also come with the end, where the server has it (RFC 9051, 6.2.2)
            return line;
        } catch (ScramException | IllegalArgumentException e) {
            wire.giveUp();
            throw new MailboxException(
                    Scope.STORE,
                    Retry.NEVER,
                    wire.mailbox()
                            + ": the server's SCRAM answer is wrong ("
                            + wire.secrets().hide(String.valueOf(e.getMessage()))
                            + ")",
                    "Somebody may stand between; check host and certificate.",
                    e);
        }
    }

    private static String message(ServerLine line) {
        ByteArray bytes = line.readByteArray();
        return new String(
                Base64.getMimeDecoder().decode(bytes.getNewBytes()), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

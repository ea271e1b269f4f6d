package io.mailcaravan.imap;

import static io.mailcaravan.mailbox.MailboxException.Retry.NEVER;

import io.mailcaravan.auth.Credentials;
import io.mailcaravan.auth.Credentials.Kind;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Signs in, with one attempt: SCRAM where announced, else SASL PLAIN, else LOGIN. A second attempt
 * with another mechanism would count as a second wrong password.
 */
final class ImapSignIn {
    private final Wire wire;
    private final Capabilities announced;
    private final Set<String> disabled;
    private final List<String> announcedAfter = new ArrayList<>();

    ImapSignIn(Wire wire, Capabilities announced, Set<String> disabled) {
        this.wire = wire;
        this.announced = announced;
        this.disabled = disabled;
    }

    /** Signs in and gives what the server announces from now on. */
    Capabilities signIn(Credentials who) throws MailboxException {
        wire.secrets().add(who.secret().reveal());
        ServerLine answer;
        String challenge = "";
        List<String> mechanisms = announced.mechanisms();
        if (TokenSignIn.takes(who)) {
            TokenSignIn token = new TokenSignIn(wire, announced, who);
            if (!mechanisms.contains(token.mechanism())) {
                throw token.notOffered(mechanisms);
            }
            answer = token.run(this::untagged);
            challenge = token.challenge();
        } else if (allowsScram(who)
                && mechanisms.stream().anyMatch(ScramSignIn.MECHANISMS::contains)) {
            answer = new ScramSignIn(wire, announced).run(who, mechanisms, this::untagged);
        } else if (mechanisms.contains("PLAIN")) {
            answer = plain(who);
        } else if (who.actsFor().isEmpty() && !announced.has("LOGINDISABLED")) {
            answer = login(who);
        } else {
            throw noWay(who, mechanisms);
        }
        if (!answer.isOK()) {
            throw refused(answer, who, challenge);
        }
        return after(answer);
    }

    /**
     * An administrator's password is looked up elsewhere than the users': a server may announce
     * SCRAM and not be able to do it with that one.
     */
    private static boolean allowsScram(Credentials who) {
        return who.kind() == Kind.OWN_PASSWORD;
    }

    private ServerLine plain(Credentials who) throws MailboxException {
        String message =
                who.actsFor().orElse("") + '\0' + who.user() + '\0' + who.secret().reveal();
        return sasl(
                wire, announced, "PLAIN", message.getBytes(StandardCharsets.UTF_8), this::untagged);
    }

    /** AUTHENTICATE with a first message, in one round trip where the server can (RFC 4959). */
    static ServerLine sasl(
            Wire wire,
            Capabilities announced,
            String mechanism,
            byte[] first,
            Consumer<ServerLine> untagged)
            throws MailboxException {
        String encoded = encoded(wire, first);
        if (announced.has("SASL-IR")) {
            return continued(
                    wire, wire.send("AUTHENTICATE " + mechanism + " " + encoded), untagged);
        }
        String tag = wire.send("AUTHENTICATE " + mechanism);
        ServerLine line = continued(wire, tag, untagged);
        if (!line.isContinuation()) {
            return line;
        }
        wire.write(encoded);
        wire.end();
        return continued(wire, tag, untagged);
    }

    /** A message of a mechanism as it is sent; no answer of the server shows it. */
    static String encoded(Wire wire, byte[] message) {
        String encoded = Base64.getEncoder().encodeToString(message);
        wire.secrets().addEncoded(encoded);
        return encoded;
    }

    /** The next continuation request or the end. */
    static ServerLine continued(Wire wire, String tag, Consumer<ServerLine> untagged)
            throws MailboxException {
        while (true) {
            ServerLine line = wire.read();
            if (line.isContinuation() || (line.isTagged() && line.getTag().equals(tag))) {
                return line;
            }
            untagged.accept(line);
        }
    }

    /** A further message of a mechanism, and what comes then. */
    static ServerLine answer(Wire wire, String message, Consumer<ServerLine> untagged)
            throws MailboxException {
        wire.write(encoded(wire, message.getBytes(StandardCharsets.UTF_8)));
        wire.end();
        while (true) {
            ServerLine line = wire.read();
            if (line.isContinuation() || line.isTagged()) {
                return line;
            }
            untagged.accept(line);
        }
    }

    private ServerLine login(Credentials who) throws MailboxException {
        String tag = wire.begin("LOGIN ");
        for (String part : List.of(who.user(), " ", who.secret().reveal())) {
            if (part.equals(" ")) {
                wire.write(part);
                continue;
            }
            ServerLine refused = Strings.write(wire, announced, tag, part, this::untagged);
            if (refused != null) {
                return refused;
            }
        }
        wire.end();
        return continued(wire, tag, this::untagged);
    }

    private void untagged(ServerLine line) {
        if (line.keyEquals("CAPABILITY")) {
            announcedAfter.addAll(List.of(line.getRest().split(" ")));
        }
    }

    private Capabilities after(ServerLine answer) throws MailboxException {
        if (answer.code().equals("CAPABILITY")) {
            return new Capabilities(List.of(answer.codeArguments().split(" ")), disabled);
        }
        if (announcedAfter.isEmpty()) {
            // Dovecot and others announce the full list only now
            wire.run("CAPABILITY", Scope.STORE, this::untagged);
        }
        return new Capabilities(announcedAfter, disabled);
    }

    private MailboxException refused(ServerLine answer, Credentials who, String challenge) {
        MailboxException reason =
                ServerRefusals.of(wire.mailbox(), "the sign-in was refused", answer, Scope.MAILBOX);
        if (reason.retry() != NEVER && !answer.code().equals("CONTACTADMIN")) {
            return reason;
        }
        return new MailboxException(
                Scope.MAILBOX,
                NEVER,
                wire.mailbox()
                        + ": the sign-in as "
                        + who.user()
                        + " was refused: the server says \""
                        + answer.words()
                        + "\""
                        + (challenge.isEmpty() ? "" : " and " + challenge),
                who.advice());
    }

    private MailboxException noWay(Credentials who, List<String> mechanisms) {
        if (announced.has("LOGINDISABLED") && announced.has("STARTTLS")) {
            return new MailboxException(
                    Scope.STORE,
                    Retry.NEVER,
                    wire.mailbox() + ": the server takes no password without TLS (LOGINDISABLED)",
                    "Set caravan.stores." + wire.mailbox().store() + ".tls=starttls.");
        }
        return new MailboxException(
                Scope.STORE,
                Retry.NEVER,
                wire.mailbox()
                        + ": the server has no way to sign in "
                        + (who.actsFor().isPresent() ? "for another user" : "with a password")
                        + "; it offers "
                        + (mechanisms.isEmpty() ? "none" : String.join(", ", mechanisms)),
                who.actsFor().isPresent() ? "It must offer AUTH=PLAIN." : "");
    }
}

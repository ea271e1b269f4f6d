package io.mailcaravan.imap;

import io.mailcaravan.auth.AuthMethod;
import io.mailcaravan.auth.Credentials;
import io.mailcaravan.auth.Credentials.Kind;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * SASL OAUTHBEARER (RFC 7628) and its forerunner XOAUTH2. A server that refuses says why in a
 * challenge, which has to be answered before it ends.
 */
final class TokenSignIn {

    private static final char SEPARATOR = 1;

    private final Wire wire;
    private final Capabilities announced;
    private final Credentials who;
    private String challenge = "";

    TokenSignIn(Wire wire, Capabilities announced, Credentials who) {
        this.wire = wire;
        this.announced = announced;
        this.who = who;
    }

    static boolean takes(Credentials who) {
        return who.kind() == Kind.XOAUTH2_TOKEN || who.kind() == Kind.BEARER_TOKEN;
    }

    /** Its name on the wire. */
    String mechanism() {
        AuthMethod method = isBearer() ? AuthMethod.OAUTHBEARER : AuthMethod.XOAUTH2;
        return method.name();
    }

    private boolean isBearer() {
        return who.kind() == Kind.BEARER_TOKEN;
    }

    /** What the server has said before it refused; empty for nothing. */
    String challenge() {
        return challenge;
    }

    ServerLine run(Consumer<ServerLine> untagged) throws MailboxException {
        byte[] first = (isBearer() ? bearer() : xoauth2()).getBytes(StandardCharsets.UTF_8);
        ServerLine line = ImapSignIn.sasl(wire, announced, mechanism(), first, untagged);
        if (line.isContinuation()) {
            challenge = words(line);
            line = ImapSignIn.answer(wire, isBearer() ? String.valueOf(SEPARATOR) : "", untagged);
        }
        return line;
    }

    private String xoauth2() {
        return "user=" + who.user() + SEPARATOR + token();
    }

    private String bearer() {
        ServerMailbox server = wire.mailbox();
        String user = who.user().replace("=", "=3D").replace(",", "=2C");
        return "n,a="
                + user
                + ","
                + SEPARATOR
                + "host="
                + server.host()
                + SEPARATOR
                + "port="
                + server.port()
                + SEPARATOR
                + token();
    }

    private String token() {
        return "auth=Bearer " + who.secret().reveal() + SEPARATOR + SEPARATOR;
    }

    /** JSON, in Base64; quoted as it came. */
    private String words(ServerLine line) {
        try {
            byte[] json = Base64.getMimeDecoder().decode(line.getRest().trim());
            return wire.secrets().hide(new String(json, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return "a challenge that is no Base64";
        }
    }

    MailboxException notOffered(List<String> mechanisms) {
        String other = isBearer() ? AuthMethod.XOAUTH2.name() : AuthMethod.OAUTHBEARER.name();
        String setting = "caravan.stores." + wire.mailbox().store() + ".auth";
        return new MailboxException(
                Scope.STORE,
                Retry.NEVER,
                wire.mailbox()
                        + ": the server does not take "
                        + mechanism()
                        + "; it offers "
                        + (mechanisms.isEmpty() ? "none" : String.join(", ", mechanisms)),
                mechanisms.contains(other)
                        ? "Set " + setting + "=" + other.toLowerCase(Locale.ROOT) + "."
                        : "Set " + setting + " to a way that it has.");
    }
}

package io.mailcaravan.imap;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.time.Duration;

/**
 * Turns NO, BAD and BYE into how much is broken and whether to try again: by the response code (RFC
 * 5530) where there is one that says it, else by the words.
 */
final class ServerRefusals {
    private static final Duration BANDWIDTH_WAIT = Duration.ofHours(1);
    private static final Duration SLOWER_WAIT = Duration.ofSeconds(30);

    private ServerRefusals() {}

    /**
     * @param what was asked for, as the sentence goes on: {@code cannot append to Sent}
     * @param otherwise the scope where the server gives no reason that says more
     */
    static MailboxException of(
            ServerMailbox mailbox, String what, ServerLine line, Scope otherwise) {
        String message = mailbox + ": " + what + ": the server says \"" + line.words() + "\"";
        RefusalWords words = new RefusalWords(line.words(), what);
        MailboxException slower = slower(mailbox, message, words, line.code());
        if (slower != null) {
            return slower;
        }
        return switch (line.code()) {
            case "OVERQUOTA" -> full(message);
            // RFC 5530 has it for what can never be: Dovecot for a message over its limit
            case "LIMIT", "TOOBIG" ->
                    otherwise == Scope.MESSAGE || otherwise == Scope.FOLDER
                            ? never(otherwise, message, "It is over a limit of the server.")
                            : later(otherwise, message);
            case "UNAVAILABLE", "INUSE", "EXPUNGEISSUED" -> later(otherwise, message);
            case "SERVERBUG", "CONTACTADMIN", "CORRUPTION" ->
                    new MailboxException(
                            otherwise, Retry.LATER, message, "The server's own log tells more.");
            case "TRYCREATE", "NONEXISTENT" ->
                    never(
                            Scope.FOLDER,
                            message,
                            what.endsWith(" INBOX")
                                    ? "Every mailbox has one, so the signed-in user may not see"
                                            + " it: give an administrator the right (Dovecot's acl"
                                            + " plugin: acl_user)."
                                    : "The folder is not there.");
            case "NOPERM", "READ-ONLY" ->
                    never(
                            atLeastFolder(otherwise),
                            message,
                            "Give the signed-in user the right to do it.");
            case "AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED", "PRIVACYREQUIRED" ->
                    never(Scope.MAILBOX, message, "");
            case "CANNOT", "ALREADYEXISTS", "CLIENTBUG", "BADCHARSET" ->
                    never(otherwise, message, "");
            default -> {
                if (words.areOfAFullMailbox()) {
                    yield full(message);
                }
                yield words.areOfAPassingState()
                        ? later(otherwise, message)
                        : never(otherwise, message, "");
            }
        };
    }

    /** The server wants fewer commands or connections; null where it does not. */
    private static MailboxException slower(
            ServerMailbox mailbox, String message, RefusalWords words, String code) {
        switch (code) {
            case "", "ALERT", "UNAVAILABLE", "LIMIT", "INUSE", "OVERQUOTA", "THROTTLED" -> {
                // only here may the words say more than the code does
            }
            default -> {
                return null;
            }
        }
        if (words.backoff().isPresent()) {
            return slower(
                    words.backoff().get(),
                    message,
                    "The server slows clients down; waiting is enough.");
        }
        if (words.areOfUsedUpBandwidth()) {
            return slower(
                    BANDWIDTH_WAIT,
                    message,
                    "Run it again later; caravan.stores."
                            + mailbox.store()
                            + ".bytes-per-day-per-mailbox keeps below the server's limit.");
        }
        if (code.equals("THROTTLED") || (!code.equals("OVERQUOTA") && words.areOfTooMuchAtOnce())) {
            return slower(
                    SLOWER_WAIT, message, "The server slows clients down; waiting is enough.");
        }
        return null;
    }

    private static MailboxException full(String message) {
        return MailboxException.withoutRoom(
                Scope.MAILBOX, message, "Give the mailbox more room, then run a pass again.", null);
    }

    private static MailboxException later(Scope scope, String message) {
        return new MailboxException(scope, Retry.LATER, message, "The server asks to wait.");
    }

    private static MailboxException never(Scope scope, String message, String advice) {
        return new MailboxException(scope, Retry.NEVER, message, advice);
    }

    private static MailboxException slower(Duration wait, String message, String advice) {
        return new MailboxException(Scope.MAILBOX, Retry.LATER, wait, message, advice, null);
    }

    private static Scope atLeastFolder(Scope scope) {
        return scope == Scope.MESSAGE ? Scope.FOLDER : scope;
    }

    /** The server ends the connection. */
    static MailboxException bye(ServerMailbox mailbox, String what, ServerLine line) {
        MailboxException reason = of(mailbox, what, line, Scope.STORE);
        if (reason.isFull()) {
            return MailboxException.withoutRoom(
                    Scope.STORE, reason.getMessage(), reason.advice(), null);
        }
        if (reason.retry() == Retry.LATER) {
            // whatever it is about, nobody knows what became of the commands under way
            return new MailboxException(
                    Scope.STORE,
                    Retry.LATER,
                    reason.retryAfter().orElse(null),
                    reason.getMessage(),
                    reason.advice(),
                    null);
        }
        return new MailboxException(
                Scope.STORE,
                Retry.NOW,
                mailbox
                        + ": "
                        + what
                        + ": the server ended the connection: \""
                        + line.words()
                        + "\"",
                "");
    }
}

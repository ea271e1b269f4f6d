package io.mailcaravan.store.imap;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns NO, BAD and BYE into how much is broken and whether to try again. */
final class Refusals {
    /** Exchange: {@code BAD Request is throttled. Suggested Backoff Time: 1234 milliseconds}. */
    private static final Pattern BACKOFF =
            Pattern.compile(
                    "Suggested Backoff Time: (\\d{1,12}) milliseconds", Pattern.CASE_INSENSITIVE);

    /** Gmail: {@code Account exceeded command or bandwidth limits}; it takes hours to pass. */
    private static final Pattern BANDWIDTH = Pattern.compile("bandwidth", Pattern.CASE_INSENSITIVE);

    private static final Duration BANDWIDTH_WAIT = Duration.ofHours(1);

    /**
     * Fewer commands or connections will do: Exchange; Gmail and Yahoo; Dovecot's {@code Maximum
     * number of connections from user+IP exceeded}.
     */
    private static final Pattern SLOWER =
            Pattern.compile(
                    "throttl|too many simultaneous|too many connections|rate limit"
                            + "|maximum number of connections",
                    Pattern.CASE_INSENSITIVE);

    private static final Duration SLOWER_WAIT = Duration.ofSeconds(30);

    /** Words for a passing state without a response code, of Exchange, Gmail and Yahoo. */
    private static final Pattern PASSING =
            Pattern.compile("temporar|try again later", Pattern.CASE_INSENSITIVE);

    private Refusals() {}

    /**
     * @param what was asked for, as the sentence goes on: {@code cannot append to Sent}
     * @param otherwise the scope where the server gives no reason that says more
     */
    static MailboxException of(Place place, String what, ServerLine line, Scope otherwise) {
        String words = line.words();
        String message = place + ": " + what + ": the server says \"" + words + "\"";
        Matcher backoff = BACKOFF.matcher(words);
        if (backoff.find()) {
            return new MailboxException(
                    Scope.MAILBOX,
                    Retry.LATER,
                    Duration.ofMillis(Long.parseLong(backoff.group(1))),
                    message,
                    "The server slows clients down; waiting is enough.",
                    null);
        }
        if (BANDWIDTH.matcher(words).find()) {
            return slower(
                    BANDWIDTH_WAIT,
                    message,
                    "Run it again later; caravan.stores."
                            + place.store()
                            + ".bytes-per-day-per-mailbox keeps below the server's limit.");
        }
        if (line.code().equals("THROTTLED") || SLOWER.matcher(words).find()) {
            return slower(
                    SLOWER_WAIT, message, "The server slows clients down; waiting is enough.");
        }
        return switch (line.code()) {
            case "UNAVAILABLE", "INUSE", "LIMIT" -> later(message);
            case "OVERQUOTA" ->
                    new MailboxException(
                            Scope.MAILBOX,
                            Retry.LATER,
                            message,
                            "Give the mailbox more room, then go on.");
            case "TRYCREATE", "NONEXISTENT" ->
                    new MailboxException(
                            Scope.FOLDER, Retry.NEVER, message, "The folder is not there.");
            case "NOPERM" ->
                    new MailboxException(
                            atLeastFolder(otherwise),
                            Retry.NEVER,
                            message,
                            "Give the signed-in user the right to do it.");
            case "AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED" ->
                    new MailboxException(Scope.MAILBOX, Retry.NEVER, message, "");
            case "SERVERBUG", "CONTACTADMIN", "CORRUPTION" ->
                    new MailboxException(
                            otherwise, Retry.LATER, message, "The server's own log tells more.");
            default ->
                    PASSING.matcher(words.toLowerCase(Locale.ROOT)).find()
                            ? later(message)
                            : new MailboxException(otherwise, Retry.NEVER, message, "");
        };
    }

    private static MailboxException later(String message) {
        return new MailboxException(
                Scope.MAILBOX, Retry.LATER, message, "The server asks to wait.");
    }

    private static MailboxException slower(Duration wait, String message, String advice) {
        return new MailboxException(Scope.MAILBOX, Retry.LATER, wait, message, advice, null);
    }

    private static Scope atLeastFolder(Scope scope) {
        return scope == Scope.MESSAGE ? Scope.FOLDER : scope;
    }

    /** The server ends the connection. */
    static MailboxException bye(Place place, String what, ServerLine line) {
        MailboxException reason = of(place, what, line, Scope.STORE);
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
                place + ": " + what + ": the server ended the connection: \"" + line.words() + "\"",
                "");
    }
}

package io.mailcaravan.mailbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Something a store refused or could not do, with what the route needs to decide: how much is
 * broken and whether to try again. The message says what, where and why; {@link #advice()} what to
 * do. Both are one line that can be printed as it is, even where it quotes what a server sent.
 */
public class MailboxException extends Exception {

    private static final long serialVersionUID = 1;

    /** How much is broken. */
    public enum Scope {
        /** This item only; its neighbours go on. */
        MESSAGE,
        /** Every item of this folder. */
        FOLDER,
        /** Every item of this mailbox: wrong password, quota full. */
        MAILBOX,
        /**
         * Every mailbox of this store: host down, certificate not trusted; also a lost connection.
         */
        STORE
    }

    /** Whether trying again may help. */
    public enum Retry {
        /** At once, on a new connection. */
        NOW,
        /** After a while; {@link #retryAfter()} where the store said how long. */
        LATER,
        /** Not until somebody changes something. */
        NEVER
    }

    /** The message when somebody ends a pass early; the ledger keeps it as the pass's outcome. */
    public static final String INTERRUPTED = "interrupted";

    /** Begins the message of a pause that is ours, not a server's. */
    public static final String PAUSED = "paused: ";

    /** Whoever is asked to wait longer ends for now and says when to come again. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private final Scope scope;
    private final Retry retry;
    private final String advice;
    private final transient Duration retryAfter;
    private final transient Instant retryAt;
    private final boolean full;

    public MailboxException(
            Scope scope, Retry retry, String message, String advice, Throwable cause) {
        this(scope, retry, null, message, advice, cause);
    }

    public MailboxException(Scope scope, Retry retry, String message, String advice) {
        this(scope, retry, null, message, advice, null);
    }

    public MailboxException(
            Scope scope,
            Retry retry,
            Duration retryAfter,
            String message,
            String advice,
            Throwable cause) {
        this(scope, retry, retryAfter, message, advice, cause, false);
    }

    private MailboxException(
            Scope scope,
            Retry retry,
            Duration retryAfter,
            String message,
            String advice,
            Throwable cause,
            boolean full) {
        super(message == null ? null : Printable.line(message), cause);
        this.full = full;
        this.scope = scope;
        this.retry = retry;
        this.retryAfter = retryAfter;
        this.retryAt = retryAfter == null ? null : Instant.now().plus(retryAfter);
        this.advice = Printable.line(advice);
    }

    /**
     * There is no room for more. The name is not that of the property: Camel's {@code
     * ${exception.full}} would call this instead.
     *
     * @param scope of what is full: MAILBOX for a quota, STORE for a disk
     */
    public static MailboxException withoutRoom(
            Scope scope, String message, String advice, Throwable cause) {
        return new MailboxException(scope, Retry.LATER, null, message, advice, cause, true);
    }

    /** The same, where this is full, with what was to go there. */
    public MailboxException withoutRoomFor(String what) {
        return withoutRoom(
                scope, Sentence.of(getMessage()) + " There was no room for " + what, advice, this);
    }

    /** The same, for whoever knows keys in it by other names. */
    public MailboxException withWords(UnaryOperator<String> words) {
        return new MailboxException(
                scope,
                retry,
                retryAfter,
                words.apply(String.valueOf(getMessage())),
                words.apply(advice),
                this,
                full);
    }

    /** Somebody wanted the pass to end. */
    public static MailboxException interrupted() {
        return interrupted(
                Retry.LATER, "Nothing is lost; run the same command again to go on.", null);
    }

    /** The same for what no route must try again while the program ends. */
    public static MailboxException interruptedForGood(InterruptedException cause) {
        return interrupted(Retry.NEVER, interrupted().advice(), cause);
    }

    /** The same with other advice. */
    public static MailboxException interrupted(String advice) {
        return interrupted(Retry.LATER, advice, null);
    }

    private static MailboxException interrupted(Retry retry, String advice, Throwable cause) {
        return new MailboxException(Scope.STORE, retry, INTERRUPTED, advice, cause);
    }

    public Scope scope() {
        return scope;
    }

    public Retry retry() {
        return retry;
    }

    /**
     * For routes: {@code ${exception.scope} == 'MESSAGE'}; a text, since Camel finds an enum
     * unequal to its name.
     */
    public String getScope() {
        return scope.name();
    }

    /** For routes: {@code ${exception.retry} == 'NEVER'}. */
    public String getRetry() {
        return retry.name();
    }

    /** How long the store asked to wait. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** When the wait that the store asked for is over. */
    public Optional<Instant> retryAt() {
        return Optional.ofNullable(retryAt);
    }

    /**
     * The store said how long to wait, and it is short enough to be waited out here: a delay, no
     * error.
     */
    public boolean isDelay() {
        return asksToWait() && retryAfter.compareTo(LONGEST_WAIT) <= 0;
    }

    /** The store, or a budget, asks to wait, so that nothing is told of what was asked for. */
    public boolean asksToWait() {
        return retry == Retry.LATER && retryAfter != null;
    }

    /**
     * The store, or a budget, said how long to wait, and it is too long for a pass: the mailbox
     * goes on with a later one. For routes: {@code ${exception.pause}}.
     */
    public boolean isPause() {
        return asksToWait() && !isDelay();
    }

    /**
     * Whether it goes on only once somebody makes room, so that trying again within a pass is in
     * vain. For routes: {@code ${exception.full}}.
     */
    public boolean isFull() {
        return full;
    }

    /** An error of one folder alone, for good: the others are not touched by it. */
    public boolean closesFolder() {
        return scope == Scope.FOLDER && retry == Retry.NEVER;
    }

    /** Nothing is wrong: somebody wanted the pass to end. */
    public boolean isInterrupted() {
        return INTERRUPTED.equals(getMessage());
    }

    /** What the reader can do about it, one sentence; may be empty. */
    public String advice() {
        return advice;
    }

    /** Message and advice, as shown to people. */
    public String explanation() {
        String message = String.valueOf(getMessage());
        if (advice.isEmpty()) {
            return message;
        }
        return Sentence.of(message) + " " + advice;
    }
}

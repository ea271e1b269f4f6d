package io.mailcaravan.component.mailbox;

import io.mailcaravan.mailbox.ConfigurationException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The options that are numbers, each with its least value: with less a pass would wait for ever,
 * run without a pause, or end in an error of Java's.
 */
public enum NumericOptions {
    MAX_CONCURRENT_MAILBOXES(
            "maxConcurrentMailboxes",
            1,
            false,
            endpoint -> endpoint.getConfiguration().getMaxConcurrentMailboxes()),
    CONNECTIONS_PER_MAILBOX(
            "connectionsPerMailbox",
            1,
            false,
            endpoint -> endpoint.getConfiguration().getConnectionsPerMailbox()),
    RECONNECT_DELAY(
            "reconnectDelay", 0, true, endpoint -> endpoint.getConfiguration().getReconnectDelay()),
    DELAY("delay", 1, true, MailboxEndpoint::getDelay),
    INITIAL_DELAY("initialDelay", 0, true, MailboxEndpoint::getInitialDelay),
    REPEAT_COUNT("repeatCount", 0, false, MailboxEndpoint::getRepeatCount),
    BACKOFF_MULTIPLIER("backoffMultiplier", 0, false, MailboxEndpoint::getBackoffMultiplier),
    BACKOFF_ERROR_THRESHOLD(
            "backoffErrorThreshold", 0, false, MailboxEndpoint::getBackoffErrorThreshold),
    BACKOFF_IDLE_THRESHOLD(
            "backoffIdleThreshold", 0, false, MailboxEndpoint::getBackoffIdleThreshold);

    private final String option;
    private final long least;
    private final boolean isTime;
    private final ToLongFunction<MailboxEndpoint> value;

    NumericOptions(
            String option, long least, boolean isTime, ToLongFunction<MailboxEndpoint> value) {
        this.option = option;
        this.least = least;
        this.isTime = isTime;
        this.value = value;
    }

    /**
     * @throws ConfigurationException for the first that is below its least value
     */
    static void check(MailboxEndpoint endpoint) {
        for (NumericOptions one : values()) {
            long found = one.value.applyAsLong(endpoint);
            if (found < one.least) {
                throw new ConfigurationException(
                        "option " + one.option,
                        "'" + found + "' is too small",
                        "Set " + one.allowed() + ".");
            }
        }
    }

    /** What the option may be, for one that is no number; empty where it need not be one. */
    public static Optional<String> allowed(String option) {
        return Arrays.stream(values())
                .filter(one -> one.option.equals(option))
                .findFirst()
                .map(NumericOptions::allowed);
    }

    private String allowed() {
        return isTime
                ? "a time of " + least + " ms or more: milliseconds, or 30s, 5m, 1h"
                : "a whole number, " + least + " or more";
    }
}

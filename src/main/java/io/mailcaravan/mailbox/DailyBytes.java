package io.mailcaravan.mailbox;

/**
 * What a service lets be moved of each mailbox in 24 hours.
 *
 * @param read bytes from it
 * @param written bytes to it
 */
public record DailyBytes(long read, long written) {}

package io.mailcaravan.mailbox;

/**
 * How full a mailbox is.
 *
 * @param usedBytes what is in it
 * @param limitBytes what it may hold
 */
public record Quota(long usedBytes, long limitBytes) {}

package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.Secret;

/**
 * Where the ledger's PostgreSQL is, and as whom to sign in.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, with the driver's parameters if any
 * @param username empty for what the URL or the driver's default says
 * @param password null for none
 * @param maxSize connections of this process at most
 */
public record PostgresSettings(String url, String username, Secret password, int maxSize) {

    /** One writes, four read, one holds the lock while another migrates. */
    public static final int SMALLEST = 6;

    public static final int DEFAULT_MAX_SIZE = 10;
}

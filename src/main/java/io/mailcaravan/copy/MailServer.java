package io.mailcaravan.copy;

import java.util.Map;

/**
 * Where the mailbox of an address is reached by IMAP.
 *
 * @param port 1 to 65535
 * @param tls a value of the store's setting {@code tls}
 * @param user the mailbox's name there
 * @param further settings of the store, by their keys
 */
public record MailServer(
        String host, int port, String tls, String user, Map<String, String> further) {}

package io.mailcaravan.copy;

import io.mailcaravan.address.ServerAddress;
import java.util.Map;

/**
 * Where the mailbox of an address is reached by IMAP.
 *
 * @param user who signs in to it there
 * @param furtherSettings of the store, by their keys
 */
public record MailServer(ServerAddress server, String user, Map<String, String> furtherSettings) {}

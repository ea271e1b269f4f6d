package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.FolderPath;

/**
 * A file with the bytes of an item that failed once and that no pass sends again.
 *
 * @param mailbox of the source
 * @param folder of that mailbox
 * @param file its name, as the failure had it
 */
public record LeftLetter(MailboxName mailbox, FolderPath folder, String file) {}

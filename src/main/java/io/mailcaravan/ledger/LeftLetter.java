package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.FolderPath;

/**
 * A file with the bytes of an item that failed once and that no pass sends again.
 *
 * @param folder of the source
 * @param file its name, as the failure had it
 */
public record LeftLetter(FolderPath folder, String file) {}

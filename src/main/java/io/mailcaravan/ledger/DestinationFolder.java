package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.FolderPath;

/** Where items are appended. */
public record DestinationFolder(String store, String mailbox, FolderPath folder) {

    /** For messages: {@code Archive/2020 of alice@acme.example in acme-new}. */
    @Override
    public String toString() {
        return folder + " of " + mailbox + " in " + store;
    }
}

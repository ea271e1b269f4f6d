package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;

/**
 * Where the copy of an item lies, and what is known of it.
 *
 * @param note on how it was copied
 */
public record RecordedCopy(
        DestinationFolder folder, UidValidity validity, Uid uid, Versions versions, String note) {}

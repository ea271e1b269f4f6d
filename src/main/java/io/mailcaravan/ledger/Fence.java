package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;

/**
 * How the destination folder stood before a batch was appended: whatever the batch brought has this
 * UIDVALIDITY and this UID or a higher one.
 */
public record Fence(UidValidity uidValidity, Uid uidNext) {}

package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.ItemHead;

/**
 * An item about to be appended.
 *
 * @param head flags, INTERNALDATE and size as they are appended; its UID says nothing
 */
public record BatchItem(ItemKey key, ItemHead head) {}

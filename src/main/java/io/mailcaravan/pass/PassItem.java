package io.mailcaravan.pass;

import io.mailcaravan.ledger.ItemKey;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.Item;

/**
 * An item under way.
 *
 * @param folder where it was found
 * @param destination the mailbox it goes to
 */
public record PassItem(ItemKey key, Folder folder, Item item, String destination) {}

package io.mailcaravan.mailbox;

/**
 * An item with its content. Whoever holds it last closes the content.
 *
 * @param head in an item to be appended, the UID is the source's and says nothing about the
 *     destination
 */
public record Item(ItemHead head, Content content) {}

package io.mailcaravan.pass;

import io.mailcaravan.filter.ItemFilter;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.MessageDate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * An item as it is handed on, the first time and each time that it is sent again: with what only
 * its content tells.
 *
 * @param item with the date of the message where its source tells none
 * @param excluded why it is left out by what its content tells, which the rules for its head could
 *     not know
 * @param note for the ledger, in the form of a route's notes; empty if none
 */
public record ReadItem(Item item, Optional<String> excluded, String note) {

    /**
     * @param read not left out by its head as it is
     * @throws UncheckedIOException when the content cannot be read; it stays open
     */
    public static ReadItem of(ItemKind kind, Item read, ItemFilter rules) {
        if (kind != ItemKind.MESSAGE) {
            return new ReadItem(read, Optional.empty(), "");
        }
        Optional<MessageDate> date =
                read.head().hasDate() ? Optional.empty() : MessageDates.of(read.content());
        Item item = date.map(found -> MessageDates.with(read, found)).orElse(read);
        Optional<String> reason = date.flatMap(found -> rules.excluded(item.head()));
        return new ReadItem(
                item,
                reason.or(() -> byDateHeader(item.content(), rules)),
                date.map(MessageDates::note).orElse(""));
    }

    private static Optional<String> byDateHeader(Content content, ItemFilter rules) {
        if (!rules.readsDateHeader()) {
            return Optional.empty();
        }
        try (InputStream in = content.open()) {
            return rules.excludedByDateHeader(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

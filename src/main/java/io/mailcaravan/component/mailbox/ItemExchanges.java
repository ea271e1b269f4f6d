package io.mailcaravan.component.mailbox;

import io.mailcaravan.convert.ContentBody;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.pass.PassItem;
import java.util.Date;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** An item as an exchange. */
final class ItemExchanges {

    private ItemExchanges() {}

    /**
     * @param ends where the route leads; mailboxes record arrivals themselves
     */
    static void fill(Exchange exchange, ItemRun run, RouteEnds ends) {
        PassItem passItem = run.item();
        exchange.setProperty(ItemRun.PROPERTY, run);
        exchange.setProperty(Ledger.RECORDED_BY_DESTINATION, !ends.mailboxes().isEmpty());
        Item item = passItem.item();
        ItemHead head = item.head();
        Content content = ends.keepsBodies() ? KeptContent.of(item.content()) : item.content();
        Message message = exchange.getMessage();
        message.setBody(new ContentBody(content, run::enter));
        exchange.setProperty(MailboxConstants.ORIGINAL_BODY, new ContentBody(content));
        message.setHeader(MailboxConstants.SOURCE, passItem.key().mailbox());
        message.setHeader(MailboxConstants.DESTINATION, passItem.destination());
        message.setHeader(MailboxConstants.FOLDER, passItem.folder().path().toString());
        passItem.folder()
                .use()
                .ifPresent(use -> message.setHeader(MailboxConstants.SPECIAL_USE, use.text()));
        message.setHeader(MailboxConstants.UID, head.uid().value());
        message.setHeader(MailboxConstants.UID_VALIDITY, passItem.key().uidValidity().value());
        if (head.hasDate()) {
            message.setHeader(MailboxConstants.INTERNAL_DATE, Date.from(head.internalDate()));
        }
        message.setHeader(MailboxConstants.FLAGS, head.flags().toString());
        if (!head.places().isEmpty()) {
            message.setHeader(MailboxConstants.PLACES, head.places().texts());
        }
        message.setHeader(MailboxConstants.SIZE, content.size());
        message.setHeader(MailboxConstants.ITEM_KEY, passItem.key().toString());
        ItemKind kind = passItem.folder().kind();
        message.setHeader(MailboxConstants.KIND, kind.word());
        if (kind == ItemKind.MESSAGE) {
            message.setHeader(MailboxConstants.FIELDS, new MailFields(content));
        }
        if (!passItem.note().isEmpty()) {
            message.setHeader(MailboxConstants.NOTE, passItem.note());
        }
    }
}

package io.mailcaravan.component.mailbox;

import io.mailcaravan.convert.ContentBody;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.pass.PassItem;
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
        exchange.setProperty(Ledger.ITEM_KEY, passItem.key());
        Content read = passItem.item().content();
        Content content = ends.keepsBodies() ? KeptContent.of(read) : read;
        exchange.setProperty(MailboxConstants.ORIGINAL_BODY, new ContentBody(content));
        Message message = exchange.getMessage();
        message.setBody(new ContentBody(content, run::enter));
        message.setHeaders(new ItemHeaders(passItem, content));
    }
}

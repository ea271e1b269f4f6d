package io.mailcaravan.component.item;

import io.mailcaravan.convert.BodyKind;
import io.mailcaravan.convert.ContentBody;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.pass.PassItem;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** An item as an exchange. */
public final class ItemExchanges {

    private ItemExchanges() {}

    /** Makes it one that begins its way. */
    public static void fill(Exchange exchange, ItemRun run) {
        PassItem passItem = run.item();
        exchange.setProperty(ItemRun.PROPERTY, run);
        exchange.setProperty(Ledger.RECORDED_BY_DESTINATION, run.route().hasMailboxes());
        exchange.setProperty(Ledger.ITEM_KEY, passItem.key());
        BodyKind.set(exchange, passItem.folder().kind());
        Content read = passItem.item().content();
        Content content = run.route().keepsBodies() ? KeptContent.of(read) : read;
        exchange.setProperty(MailboxConstants.ORIGINAL_BODY, new ContentBody(content));
        Message message = exchange.getMessage();
        message.setBody(new ContentBody(content, run::enter));
        message.setHeaders(new ItemHeaders(passItem, content));
    }
}

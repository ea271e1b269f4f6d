package io.mailcaravan.component.mailbox;

import io.mailcaravan.convert.ContentBody;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.UncheckedLedgerException;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.pass.ItemOutcome;
import io.mailcaravan.pass.PassItem;
import java.util.Date;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.util.ObjectHelper;

/** An item as an exchange, and what became of it when the route is through. */
final class ItemExchanges {

    private ItemExchanges() {}

    /**
     * @param recorded whether the route ends in a mailbox, which records arrivals itself
     */
    static void fill(Exchange exchange, PassItem passItem, boolean recorded) {
        exchange.setProperty(Ledger.RECORDED_BY_DESTINATION, recorded);
        Item item = passItem.item();
        ItemHead head = item.head();
        Message message = exchange.getMessage();
        message.setBody(new ContentBody(item.content()));
        exchange.setProperty(MailboxConstants.ORIGINAL_BODY, new ContentBody(item.content()));
        message.setHeader(MailboxConstants.SOURCE, passItem.key().mailbox());
        message.setHeader(MailboxConstants.DESTINATION, passItem.destination());
        message.setHeader(MailboxConstants.FOLDER, passItem.folder().path().toString());
        passItem.folder()
                .use()
                .ifPresent(use -> message.setHeader(MailboxConstants.SPECIAL_USE, use.text()));
        message.setHeader(MailboxConstants.UID, head.uid().value());
        message.setHeader(MailboxConstants.UID_VALIDITY, passItem.key().uidValidity().value());
        message.setHeader(MailboxConstants.INTERNAL_DATE, Date.from(head.internalDate()));
        message.setHeader(MailboxConstants.FLAGS, head.flags().toString());
        message.setHeader(MailboxConstants.SIZE, head.size());
        message.setHeader(MailboxConstants.ITEM_KEY, passItem.key().toString());
        message.setHeader(MailboxConstants.KIND, "message");
    }

    static ItemOutcome outcome(Exchange exchange, PassItem item, Ledger ledger) {
        MailboxException interrupted =
                exchange.getProperty(AppendRequest.INTERRUPTED, MailboxException.class);
        if (interrupted != null) {
            return new ItemOutcome.Stopped(interrupted);
        }
        if (exchange.getException() != null) {
            return failure(exchange, exchange.getException());
        }
        try {
            return handled(exchange, item, ledger);
        } catch (UncheckedLedgerException e) {
            return failure(exchange, e); // the ledger does not answer
        }
    }

    private static ItemOutcome handled(Exchange exchange, PassItem item, Ledger ledger) {
        if (ExchangeHelper.isFailureHandled(exchange)) {
            return failed(
                    exchange, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
        }
        if (exchange.getProperty(AppendRequest.ARRIVED, false, Boolean.class)
                || ledger.contains(item.key().toString())) {
            return new ItemOutcome.Copied(
                    exchange.getProperty(AppendRequest.ADOPTED, false, Boolean.class));
        }
        return new ItemOutcome.Skipped("left out by the route " + exchange.getFromRouteId());
    }

    private static ItemOutcome failure(Exchange exchange, Exception reason) {
        // the ledger's own come wrapped from the idempotent consumer
        MailboxException stop = ObjectHelper.getException(MailboxException.class, reason);
        return stop != null && stop.scope() != Scope.MESSAGE
                ? new ItemOutcome.Stopped(stop)
                : failed(exchange, reason);
    }

    private static ItemOutcome failed(Exchange exchange, Exception reason) {
        String text;
        if (reason == null) {
            text = "failed in the route " + exchange.getFromRouteId();
        } else if (reason instanceof MailboxException) {
            text = reason.getMessage();
        } else {
            text = reason.getClass().getSimpleName() + ": " + reason.getMessage();
        }
        return new ItemOutcome.Failed(
                text,
                exchange.getMessage().getHeader(MailboxConstants.DEAD_LETTER, "", String.class));
    }
}

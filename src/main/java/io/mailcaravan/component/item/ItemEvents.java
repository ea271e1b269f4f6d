package io.mailcaravan.component.item;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailureHandlingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Hears of what an item is sent to, and of each exception on an item's way, wherever it is handled
 * and whatever becomes of the exchange: a branch of a multicast ends unseen by the route that began
 * it. What succeeded when it was tried again is no failure.
 */
public final class ItemEvents extends EventNotifierSupport {

    private ItemEvents() {
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeRedeliveryEvents(true);
        setIgnoreExchangeAsyncProcessingStartedEvents(true);
    }

    /** From now on, for all routes of the context. */
    public static ItemEvents listen(CamelContext context) throws Exception {
        ItemEvents events = new ItemEvents();
        context.addService(events);
        context.getManagementStrategy().addEventNotifier(events);
        return events;
    }

    public void end(CamelContext context) {
        context.getManagementStrategy().removeEventNotifier(this);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeFailureHandlingEvent
                || event instanceof ExchangeFailedEvent
                || event instanceof ExchangeSendingEvent // without it, no sent event is made
                || event instanceof ExchangeSentEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSentEvent sent) {
            if (sent.getExchange().getException() == null) {
                ItemRun.of(sent.getExchange())
                        .ifPresent(run -> run.sent(sent.getEndpoint().getEndpointUri()));
            }
        } else if (event instanceof CamelEvent.ExchangeEvent of
                && !(event instanceof ExchangeSendingEvent)) {
            Exchange exchange = of.getExchange();
            ItemRun.of(exchange).ifPresent(run -> run.failed(exchange));
        }
    }
}

package io.mailcaravan.convert;

import io.mailcaravan.mailbox.ItemKind;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Of which kind the item is that an exchange carries; steps may take its headers away. */
public final class BodyKind {

    /** Exchange property, which copies of the exchange share. */
    private static final String PROPERTY = "CamelMailboxItemKind";

    /** Header; {@code MailboxConstants} has it, which depends on this package. */
    private static final String HEADER = "CamelMailboxKind";

    private BodyKind() {}

    /** Notes what comes from a mailbox. */
    public static void set(Exchange exchange, ItemKind kind) {
        exchange.setProperty(PROPERTY, kind);
    }

    /**
     * The kind of the item as it was read; where the exchange comes from no mailbox, what the
     * header says, and a message where that says nothing.
     */
    public static ItemKind of(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(PROPERTY, ItemKind.class))
                .or(() -> told(exchange))
                .orElse(ItemKind.MESSAGE);
    }

    private static Optional<ItemKind> told(Exchange exchange) {
        return Optional.ofNullable(exchange.getMessage().getHeader(HEADER, String.class))
                .flatMap(ItemKind::parse);
    }
}

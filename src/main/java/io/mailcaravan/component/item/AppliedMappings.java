package io.mailcaravan.component.item;

import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.pass.PassItem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/**
 * The mappings that an exchange has gone through. Its copies know them, too, and a step that takes
 * headers away does not take them.
 */
public final class AppliedMappings {

    private static final String PROPERTY = "CamelMailboxMappings";

    private AppliedMappings() {}

    /** Their names, in their order. */
    @SuppressWarnings("unchecked") // nobody else sets it
    public static List<String> of(Exchange exchange) {
        List<String> names = exchange.getProperty(PROPERTY, List.class);
        return names == null ? List.of() : names;
    }

    public static void add(Exchange exchange, String name) {
        exchange.setProperty(
                PROPERTY, Stream.concat(of(exchange).stream(), Stream.of(name)).toList());
    }

    /**
     * What they make of the flags and places that the source has; empty for what comes from no
     * mailbox.
     *
     * @param run that the exchange belongs to
     */
    public static Optional<ItemHead> atSource(Optional<ItemRun> run, Exchange exchange) {
        return run.map(from -> mapped(from.item(), of(exchange)));
    }

    /** The item's folder, as they name it. */
    public static Folder folder(Exchange exchange, PassItem item) {
        return item.mappings().folder(of(exchange), item.folder()).orElse(item.folder());
    }

    private static ItemHead mapped(PassItem item, List<String> names) {
        ItemHead head = item.item().head();
        if (names.isEmpty()) {
            return head;
        }
        return head.with(item.mappings().flags(names, head.flags()).orElse(head.flags()))
                .with(item.mappings().places(names, head.places()).orElse(head.places()));
    }
}

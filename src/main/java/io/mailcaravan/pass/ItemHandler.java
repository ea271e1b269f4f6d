package io.mailcaravan.pass;

import io.mailcaravan.ledger.Leg;
import java.util.Map;
import java.util.function.Consumer;

/** Takes items on towards the destinations: in the product, the Camel route. */
@FunctionalInterface
public interface ItemHandler {

    /**
     * Takes one item. May return before it has arrived.
     *
     * @param done called exactly once, from any thread, with what became of the item on each leg on
     *     which it was open or which it has reached; afterwards the item's content is closed
     */
    void handle(PassItem item, Consumer<Map<Leg, ItemOutcome>> done);
}

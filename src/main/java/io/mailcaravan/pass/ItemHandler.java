package io.mailcaravan.pass;

import java.util.function.Consumer;

/** Takes items on towards the destination: in the product, the Camel route. */
@FunctionalInterface
public interface ItemHandler {

    /**
     * Takes one item. May return before it has arrived.
     *
     * @param done called exactly once, from any thread; afterwards the item's content is closed
     */
    void handle(PassItem item, Consumer<ItemOutcome> done);
}

package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.message.TnefMessage;
import java.util.Optional;

/** Which kind of item a message is. */
public final class Items {

    private Items() {}

    public static Optional<Item> of(TnefMessage message) {
        return Optional.empty();
    }
}

package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.message.Mailbox;
import java.util.List;
import java.util.Optional;

/**
 * What the message around the TNEF part knows: the organizer of a meeting is often only there.
 *
 * @param to also those of the Cc field
 */
public record Surroundings(Optional<Mailbox> from, List<Mailbox> to) {

    /** A stream without a message around it. */
    public static final Surroundings NONE = new Surroundings(Optional.empty(), List.of());
}

package io.mailcaravan.plan;

import io.mailcaravan.mailbox.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * One mailbox to be moved.
 *
 * @param source its name in the source store
 * @param destination its name in the destination store
 * @param sourcePassword its own; empty where the store signs in as administrator
 * @param destinationPassword the same for the destination
 * @param line where it stands in the file, from 1
 * @param columns what the list has besides: the user's own columns, by name in lower case
 */
public record MailboxPair(
        String source,
        String destination,
        Optional<Secret> sourcePassword,
        Optional<Secret> destinationPassword,
        int line,
        Map<String, String> columns) {

    public MailboxPair {
        columns = Map.copyOf(columns);
    }

    /** Without columns of the user's own. */
    public MailboxPair(
            String source,
            String destination,
            Optional<Secret> sourcePassword,
            Optional<Secret> destinationPassword,
            int line) {
        this(source, destination, sourcePassword, destinationPassword, line, Map.of());
    }
}

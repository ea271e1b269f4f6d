package io.mailcaravan.copy;

import io.mailcaravan.mailbox.Printable;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes the route of a copy: {@code imap-to-imap} of the shipped ones, with these ends. */
final class CopyRoute {

    private static final String TEXT =
            """
            # Copies each mailbox of mailboxes.csv once. Begun by: caravan copy %1$s %2$s
            - route:
                id: %3$s
                description: Copies every mailbox of a list from %4$s to %5$s, each message once
                routeConfigurationId: mailbox-errors          # retries, dead letters
                from:
                  uri: mailbox:%4$s
                  parameters:
                    mailboxes: mailboxes.csv
                    maxConcurrentMailboxes: 16
            %6$s        idempotentRepository: "#ledger"           # skips what is copied before a body is fetched
                  steps:
                    # - bean: { ref: tnefToMime }               # winmail.dat becomes what the sender meant
                    - idempotentConsumer:
                        idempotentRepository: ledger
                        expression:
                          simple: { expression: "${header.CamelMailboxItemKey}" }
                        steps:
                          - to:
                              id: append
                              uri: mailbox:%5$s
            """;

    private static final Pattern IN_URIS = Pattern.compile("[&%+]");

    private CopyRoute() {}

    /**
     * @param parameters of the source
     */
    static String of(
            String id, CopyEnd source, CopyEnd destination, Map<String, String> parameters) {
        StringBuilder lines = new StringBuilder();
        parameters.forEach(
                (name, value) ->
                        lines.append("        ")
                                .append(name)
                                .append(": ")
                                .append(quoted(value))
                                .append('\n'));
        return TEXT.formatted(
                source.typed(),
                destination.typed(),
                id,
                source.store(),
                destination.store(),
                lines);
    }

    private static String quoted(String value) {
        // an empty entry in front is passed over; a value that begins so would be looked up
        String safe = value.startsWith("#") || value.startsWith("RAW") ? "," + value : value;
        // Camel makes a URI of all parameters and takes it apart again
        String raw = safe.contains(")&") ? "RAW{" + safe + "}" : "RAW(" + safe + ")";
        String kept = IN_URIS.matcher(safe).find() ? raw : safe;
        // escapes of what turns the direction of writing, or would end the line, are YAML's, too
        return '"' + Printable.line(kept.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
    }
}

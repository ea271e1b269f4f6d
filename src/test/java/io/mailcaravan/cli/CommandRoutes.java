package io.mailcaravan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A customer's folder for tests of commands: mailboxes alice and bob, stores old and new. */
final class CommandRoutes {

    private static final String ROUTE =
            """
            - route:
                id: %1$s
                routeConfigurationId: mailbox-errors
                %2$s
                from:
                  uri: mailbox:old
                  parameters:
                    mailboxes: mailboxes.csv
                    idempotentRepository: "#ledger"
                  steps:
                    - idempotentConsumer:
                        idempotentRepository: ledger
                        expression:
                          simple: { expression: "${header.CamelMailboxItemKey}" }
                        steps:
                          - to: { uri: "mailbox:new" }
            """;

    private CommandRoutes() {}

    /**
     * @param option one more line of the route; may be empty
     */
    static void write(Path folder, String id, String option) throws IOException {
        Path customer = Files.createDirectories(folder.resolve("routes").resolve(id));
        Files.writeString(
                customer.resolve(id + ".camel.yaml"),
                ROUTE.formatted(id, option).replaceAll("(?m)^\\s+$\n", ""));
        Files.writeString(
                customer.resolve("mailboxes.csv"), "source,destination\nalice,alice\nbob,bob\n");
    }
}

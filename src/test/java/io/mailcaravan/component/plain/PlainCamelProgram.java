package io.mailcaravan.component.plain;

import io.mailcaravan.component.mailbox.MailboxConfiguration;
import io.mailcaravan.component.mailbox.MailboxEndpoint;
import io.mailcaravan.component.mailbox.PropertyMappingProcessor;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.store.Stores;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/**
 * The component in a Camel application that has no Quarkus: routes in YAML, in Java and of
 * Kamelets, between stores in memory. Prints how many messages each destination has.
 */
public final class PlainCamelProgram {

    private static final String MAILBOX = "alice";
    private static final int MESSAGES = 5;

    private PlainCamelProgram() {}

    /**
     * @param args a folder to work in
     */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Path list = folder.resolve("mailboxes.csv");
        Files.writeString(list, "source,destination\n" + MAILBOX + "," + MAILBOX + "\n");
        Files.writeString(
                folder.resolve("by-yaml.camel.yaml"),
                """
                - route:
                    id: by-yaml
                    routeConfigurationId: mailbox-errors
                    from:
                      uri: mailbox:old
                      parameters: { mailboxes: mailboxes.csv, idempotentRepository: "#ledger" }
                      steps:
                        - bean: { ref: propertyMapping }
                        - to: { uri: "mailbox:one" }
                """);
        Files.writeString(
                folder.resolve("by-kamelets.camel.yaml"),
                """
                - route:
                    id: uses-kamelets
                    routeConfigurationId: mailbox-errors
                    from:
                      uri: kamelet:mailbox-source/by-kamelets
                      parameters: { store: old, mailbox: alice }
                      steps:
                        - to:
                            uri: kamelet:mailbox-sink
                            parameters: { store: three, mailbox: archive, connectionsPerMailbox: 3 }
                """);
        MemoryStore old = new MemoryStore("old");
        try (MailboxSession session = old.signIn(Login.of(MAILBOX), Access.WRITE)) {
            session.append(FolderPath.INBOX, List.of(Messages.varied(MESSAGES)));
        }
        MemoryStore one = new MemoryStore("one");
        MemoryStore two = new MemoryStore("two");
        MemoryStore three = new MemoryStore("three");
        Spool spool = new Spool(folder.resolve("spool"), 1 << 20);
        try (Ledger ledger = Ledger.open(folder.resolve("state"))) {
            Stores stores = new Stores(List.of(), List.of(), spool, ledger::budget);
            List.of(old, one, two, three).forEach(stores::add);
            Main main = new Main();
            main.bind("stores", stores);
            main.bind("ledger", ledger);
            main.bind("spool", spool);
            main.bind(PropertyMappingProcessor.NAME, new PropertyMappingProcessor(spool));
            main.addInitialProperty("caravan.state", folder.resolve("state").toString());
            main.addInitialProperty("camel.component.mailbox.connections-per-mailbox", "1");
            main.configure()
                    .withRoutesIncludePattern(
                            "classpath:routes/shared/errors.camel.yaml,"
                                    + "classpath:routes/shared/dead-letter.camel.yaml,"
                                    + "file:"
                                    + folder
                                    + "/*.camel.yaml");
            main.configure().addRoutesBuilder(inJava(list));
            main.init();
            NotifyBuilder allThrough =
                    new NotifyBuilder(main.getCamelContext())
                            .fromRoute("by-yaml")
                            .whenCompleted(MESSAGES)
                            .and()
                            .fromRoute("by-java")
                            .whenCompleted(MESSAGES)
                            .and()
                            .fromRoute("by-kamelets")
                            .whenCompleted(MESSAGES)
                            .create();
            main.start();
            boolean through = allThrough.matches(60, TimeUnit.SECONDS);
            String connections = connections(main, "two") + " " + connections(main, "three");
            main.stop();
            System.out.println("through " + through);
            System.out.println("by-yaml " + stored(one, MAILBOX));
            System.out.println("by-java " + stored(two, MAILBOX));
            System.out.println("by-kamelets " + stored(three, "archive"));
            System.out.println("connections " + connections);
            System.out.println(
                    "in the ledger "
                            + LedgerReport.of(ledger)
                                    .mailboxes("by-kamelets")
                                    .get(0)
                                    .legs()
                                    .keySet());
        }
    }

    private static RouteBuilder inJava(Path list) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("mailbox:old?idempotentRepository=#ledger&mailboxes=" + list)
                        .routeId("by-java")
                        .routeConfigurationId("mailbox-errors")
                        .to("mailbox:two");
            }
        };
    }

    private static int connections(Main main, String store) {
        return main.getCamelContext().getEndpoints().stream()
                .filter(MailboxEndpoint.class::isInstance)
                .map(endpoint -> ((MailboxEndpoint) endpoint).getConfiguration())
                .filter(configuration -> configuration.getStore().equals(store))
                .mapToInt(MailboxConfiguration::getConnectionsPerMailbox)
                .sum();
    }

    private static long stored(MemoryStore store, String mailbox) throws MailboxException {
        try (MailboxSession session = store.signIn(Login.of(mailbox), Access.READ)) {
            return session.status(FolderPath.INBOX).messages();
        }
    }
}

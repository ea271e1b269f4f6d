package io.mailcaravan.cluster;

import io.mailcaravan.component.mailbox.MailboxComponent;
import io.mailcaravan.component.mailbox.MailboxConsumer;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.PostgresSettings;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A node inside the test's process, with the smallest complete route. */
final class NodeFixture implements AutoCloseable {

    private static final String ROUTE =
            """
            - route:
                id: acme
                routeConfigurationId: mailbox-errors
                from:
                  uri: mailbox:old
                  parameters:
                    mailboxes: mailboxes.csv
                    maxConcurrentMailboxes: 8
                    connectionsPerMailbox: 1
                    idempotentRepository: "#ledger"
                  steps:
                    - idempotentConsumer:
                        idempotentRepository: ledger
                        expression:
                          simple: { expression: "${header.CamelMailboxItemKey}" }
                        steps:
                          - to: { uri: "mailbox:new", parameters: { connectionsPerMailbox: 1 } }
            """;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Ledger ledger;
    private final Cluster cluster;

    /**
     * @param folder of this node alone
     */
    NodeFixture(
            Path folder,
            String name,
            PostgresSettings database,
            List<String> mailboxes,
            MailboxStore... stores)
            throws Exception {
        Files.createDirectories(folder);
        LedgerDatabase shared = LedgerDatabase.postgresql(database);
        ledger = Ledger.open(folder.resolve("state"), shared);
        MailboxComponent component = new MailboxComponent();
        Spool spool = new Spool(folder.resolve("spool"), 1 << 20);
        component.setStores(new Stores(List.of(), List.of(), spool, () -> ledger.budget()));
        for (MailboxStore store : stores) {
            component.getStores().add(store);
        }
        component.setLedger(ledger);
        component.setSpool(spool);
        component.setScheduled(false);
        context.addComponent("mailbox", component);
        context.getRegistry().bind("ledger", ledger);
        Properties properties = new Properties();
        properties.setProperty("caravan.state", folder.resolve("state").toString());
        context.getPropertiesComponent().setOverrideProperties(properties);
        context.start();
        StringBuilder list = new StringBuilder("source,destination\n");
        mailboxes.forEach(mailbox -> list.append(mailbox + "," + mailbox + "\n"));
        Files.writeString(folder.resolve("mailboxes.csv"), list);
        Path route = Files.writeString(folder.resolve("acme.camel.yaml"), ROUTE);
        load("classpath:routes/shared/errors.camel.yaml");
        load("classpath:routes/shared/dead-letter.camel.yaml");
        load("file:" + route);
        cluster =
                Cluster.enter(
                        new ClusterSettings(name, Duration.ofSeconds(1), Duration.ofSeconds(60)),
                        ledger,
                        shared,
                        "test");
        cluster.join((MailboxConsumer) context.getRoute("acme").getConsumer(), false);
    }

    private void load(String resource) throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.resolveResource(context, resource));
    }

    Cluster cluster() {
        return cluster;
    }

    Ledger ledger() {
        return ledger;
    }

    @Override
    public void close() throws Exception {
        cluster.close();
        context.stop();
        ledger.close();
    }
}

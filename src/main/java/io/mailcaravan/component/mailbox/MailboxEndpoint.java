package io.mailcaravan.component.mailbox;

import io.mailcaravan.append.AppendEnd;
import io.mailcaravan.append.LendingStore;
import io.mailcaravan.append.OpenDestinations;
import io.mailcaravan.component.item.MailboxConstants;
import io.mailcaravan.component.route.MailboxEnd;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mapping.FolderMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * Copies mailboxes from and to the stores of configuration: every message once, with folder, flags
 * and date of receipt.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "mailbox",
        title = "Mailbox",
        syntax = "mailbox:store",
        category = {Category.MAIL},
        headersClass = MailboxConstants.class)
public class MailboxEndpoint extends ScheduledPollEndpoint
        implements MailboxEnd, EndpointServiceLocation, MultipleConsumersSupport {

    /** Between the passes of a route without a schedule of its own. */
    private static final long HOUR_MILLIS = 3_600_000;

    @UriParam private MailboxConfiguration configuration;

    private final OpenDestinations destinations =
            new OpenDestinations(this::appendEnd, () -> folderMapping(Path.of("")));

    public MailboxEndpoint(
            String uri, MailboxComponent component, MailboxConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
        setInitialDelay(0);
        setDelay(HOUR_MILLIS);
    }

    @Override
    public Producer createProducer() {
        return new MailboxProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        MailboxConsumer consumer = new MailboxConsumer(this, processor);
        configureConsumer(consumer);
        if (!getComponent().isScheduled()) {
            // the route's scheduler would start although nobody asks it to poll, and Quartz' fails
            // when it ends without ever having had anything to do
            consumer.setScheduler(null);
            consumer.setSchedulerProperties(null);
        }
        consumer.setStartScheduler(getComponent().isScheduled());
        return consumer;
    }

    /** Two customers on one server may well write the same options, each with a list beside it. */
    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    @Override
    public MailboxComponent getComponent() {
        return (MailboxComponent) super.getComponent();
    }

    @Override
    public String storeName() {
        return configuration.getStore();
    }

    @Override
    public MailboxStore store() {
        return lendingStore();
    }

    LendingStore lendingStore() {
        return getComponent().store(configuration.getStore());
    }

    @Override
    public Optional<String> sole() {
        return Optional.ofNullable(configuration.getMailbox());
    }

    @Override
    public Optional<Path> list() {
        return Optional.ofNullable(configuration.getMailboxes()).map(Path::of);
    }

    @Override
    public Set<ItemKind> kinds() {
        return configuration.kinds();
    }

    @Override
    public String filterRules() {
        return configuration.filterRules();
    }

    @Override
    public int maxConcurrentMailboxes() {
        return configuration.getMaxConcurrentMailboxes();
    }

    @Override
    public int connectionsPerMailbox() {
        return configuration.getConnectionsPerMailbox();
    }

    @Override
    public boolean createsFolders() {
        return configuration.isCreateFolders();
    }

    @Override
    public Duration reconnectDelay() {
        return Duration.ofMillis(configuration.getReconnectDelay());
    }

    /** The one that its option names, else the component's. */
    @Override
    public Ledger ledger() {
        if (configuration.getIdempotentRepository() == null) {
            return getComponent().getLedger();
        }
        if (configuration.getIdempotentRepository() instanceof Ledger ledger) {
            return ledger;
        }
        throw new ConfigurationException(
                getEndpointUri(),
                "idempotentRepository is a "
                        + configuration.getIdempotentRepository().getClass().getSimpleName(),
                "Use \"#ledger\": other repositories cannot tell an item under way from one that"
                        + " has arrived.");
    }

    @Override
    public FolderMapping folderMapping(Path routeFolder) {
        return FolderMapping.of(
                        configuration.getFolderPrefix(),
                        Optional.ofNullable(configuration.getFolderMap()).map(routeFolder::resolve),
                        true)
                .withReplacement(configuration.getSeparatorReplacement());
    }

    private AppendEnd appendEnd() {
        MailboxComponent component = getComponent();
        return new AppendEnd(
                lendingStore(),
                ledger(),
                component.getSpool(),
                () -> component.getLease().await(), // of a cluster that may be entered later
                configuration.appendOptions());
    }

    @Override
    public OpenDestinations destinations() {
        return destinations;
    }

    @Override
    public void takeBackLent() {
        getComponent().takeBackLent();
    }

    @Override
    protected void doStop() throws Exception {
        destinations.close();
        super.doStop();
    }

    @Override
    public String getServiceUrl() {
        return configuration.getStore();
    }

    @Override
    public String getServiceProtocol() {
        return "mailbox";
    }

    public MailboxConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(MailboxConfiguration configuration) {
        this.configuration = configuration;
    }
}

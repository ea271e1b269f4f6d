package io.mailcaravan.component.mailbox;

import io.mailcaravan.append.AppendEnd;
import io.mailcaravan.append.LendingStore;
import io.mailcaravan.append.OpenDestinations;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mapping.FolderMapping;
import io.mailcaravan.plan.MailboxPair;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.Route;
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
        implements EndpointServiceLocation, MultipleConsumersSupport {

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

    /** The store of this endpoint. */
    public MailboxStore store() {
        return lendingStore();
    }

    LendingStore lendingStore() {
        return getComponent().store(configuration.getStore());
    }

    /** The one mailbox that its option names; empty where the list does. */
    Optional<String> sole() {
        return Optional.ofNullable(configuration.getMailbox());
    }

    /** To which mailbox of its store a line of the list leads, by this end. */
    Leg leg(MailboxPair pair) {
        return new Leg(configuration.getStore(), sole().orElse(pair.destination()));
    }

    /** The ledger of this endpoint: the one its option names, else the component's. */
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

    /**
     * Where folders go at this destination.
     *
     * @param routeFolder where a relative mapping file lies
     * @throws ConfigurationException for a mistake in prefix or mapping file
     */
    FolderMapping folderMapping(Path routeFolder) {
        return FolderMapping.of(
                        configuration.getFolderPrefix(),
                        Optional.ofNullable(configuration.getFolderMap()).map(routeFolder::resolve),
                        true)
                .withReplacement(configuration.getSeparatorReplacement());
    }

    /**
     * Where folders go that come to this destination by that route.
     *
     * @throws ConfigurationException for a mistake in prefix or mapping files
     */
    public FolderMapping folderMapping(Route route) {
        return RouteMappings.of(route).folders(this);
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

    OpenDestinations destinations() {
        return destinations;
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

package io.mailcaravan.component.mailbox;

import io.mailcaravan.append.AppendLease;
import io.mailcaravan.append.LendingStore;
import io.mailcaravan.component.item.ItemEvents;
import io.mailcaravan.component.item.ItemHeadersFactory;
import io.mailcaravan.component.run.Admission;
import io.mailcaravan.component.run.LocalAdmission;
import io.mailcaravan.component.run.RouteThreads;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.Stores;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;

/** Gives routes the configured stores. */
@Component("mailbox")
public class MailboxComponent extends HealthCheckComponent {

    @Metadata(description = "The stores that configuration names.", autowired = true)
    private Stores stores;

    @Metadata(description = "The ledger that records every item.", autowired = true)
    private Ledger ledger;

    @Metadata(
            label = "consumer",
            defaultValue = "true",
            description =
                    "Whether consumers start passes by their schedule; if false, somebody else starts each pass.")
    private boolean scheduled = true;

    @Metadata(
            label = "advanced",
            description = "Where content waits that is too large for memory.",
            autowired = true)
    private Spool spool;

    @Metadata(
            description =
                    "What the options of endpoints are where the endpoints do not have them. The options store,"
                            + " mailbox and mailboxes are an endpoint's alone.")
    private MailboxConfiguration configuration = new MailboxConfiguration();

    private Redeliveries redeliveries;

    private RouteThreads threads;

    private ItemEvents events;

    private Admission admission = new LocalAdmission();

    private final Map<String, LendingStore> lending = new ConcurrentHashMap<>();

    private AppendLease lease = AppendLease.UNLIMITED;

    /**
     * Puts this process among the nodes of a cluster.
     *
     * @param admission keeps the limits of the stores over all nodes
     * @param lease how long this node may append without hearing of the others
     */
    public void share(Admission admission, AppendLease lease) {
        this.admission = admission;
        this.lease = lease;
    }

    /** When mailboxes may begin. */
    Admission admission() {
        return admission;
    }

    /** The store with this name, one for all endpoints. */
    LendingStore store(String name) {
        return lending.computeIfAbsent(name, one -> new LendingStore(stores.get(one)));
    }

    /** Closes the connections that are lent and not in use, at all stores. */
    void takeBackLent() {
        lending.values().forEach(LendingStore::takeBackAll);
    }

    RouteThreads threads() {
        return threads;
    }

    AppendLease getLease() {
        return lease;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        threads = new RouteThreads(getCamelContext());
    }

    /** Before any route starts, and with it its error handler. */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        threads.start();
        redeliveries = Redeliveries.widen(getCamelContext());
        ItemHeadersFactory.install(getCamelContext());
        events = ItemEvents.listen(getCamelContext());
    }

    @Override
    protected void doStop() throws Exception {
        events.end(getCamelContext());
        redeliveries.close();
        threads.stop();
        super.doStop();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
            throws Exception {
        configuration.checkForAll();
        MailboxConfiguration own = configuration.copy();
        own.setStore(remaining);
        MailboxEndpoint endpoint = new MailboxEndpoint(uri, this, own);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** What can only go wrong is refused when a route names it, not at the first pass. */
    @Override
    protected void afterConfiguration(
            String uri, String remaining, Endpoint endpoint, Map<String, Object> parameters) {
        NumericOptions.check((MailboxEndpoint) endpoint);
        ((MailboxEndpoint) endpoint).getConfiguration().check();
    }

    public Stores getStores() {
        return stores;
    }

    public void setStores(Stores stores) {
        this.stores = stores;
    }

    public Ledger getLedger() {
        return ledger;
    }

    public void setLedger(Ledger ledger) {
        this.ledger = ledger;
    }

    public boolean isScheduled() {
        return scheduled;
    }

    public void setScheduled(boolean scheduled) {
        this.scheduled = scheduled;
    }

    public MailboxConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(MailboxConfiguration configuration) {
        this.configuration = configuration;
    }

    public Spool getSpool() {
        return spool;
    }

    public void setSpool(Spool spool) {
        this.spool = spool;
    }
}

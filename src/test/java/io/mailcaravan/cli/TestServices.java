package io.mailcaravan.cli;

import io.mailcaravan.Beans;
import io.mailcaravan.component.mailbox.MailboxComponent;
import io.mailcaravan.component.mailbox.PropertyMappingProcessor;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;

/** What commands work with, without Quarkus; stores are put in by tests. */
final class TestServices implements Services, AutoCloseable {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Path routes;
    private final Path state;
    private final Stores stores;
    private final Spool spool;
    private final Ledger unused;
    private volatile Runnable stop;
    private volatile Runnable reload;
    private Ledger opened;

    /** For this command, once its command line is parsed. */
    TestServices(Command command) throws LedgerException {
        this(command, List.of());
    }

    /** The same with stores that a configuration names. */
    TestServices(Command command, List<StoreSettings> configured) throws LedgerException {
        routes = command.routesFolder();
        state = command.stateFolder();
        spool = new Spool(state.resolve("spool"), 1 << 20);
        stores = new Stores(Beans.storeTypes(), configured, spool, () -> ledger().budget());
        unused = command.needsLedger() ? null : Ledger.closed(state);
    }

    @Override
    public Ledger ledger() {
        if (unused != null) {
            return unused;
        }
        try {
            opened = opened == null ? Ledger.open(state) : opened;
            return opened;
        } catch (LedgerException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public LedgerDatabase database() {
        return LedgerDatabase.inStateFolder(state);
    }

    @Override
    public Stores stores() {
        return stores;
    }

    @Override
    public Routes routes(boolean scheduled) {
        MailboxComponent component = new MailboxComponent();
        component.setStores(stores);
        component.setLedger(ledger());
        component.setSpool(spool);
        component.setScheduled(scheduled);
        context.addComponent("mailbox", component);
        context.getRegistry().bind("ledger", ledger());
        context.getRegistry()
                .bind(PropertyMappingProcessor.NAME, new PropertyMappingProcessor(spool));
        Properties properties = new Properties();
        properties.setProperty("caravan.state", state.toString());
        context.getPropertiesComponent().setOverrideProperties(properties);
        context.start();
        return new RouteLoader(context, routes).load();
    }

    @Override
    public Path stateFolder() {
        return state;
    }

    @Override
    public void onStop(Runnable action) {
        stop = action;
    }

    @Override
    public Optional<String> onReload(Runnable action) {
        reload = action;
        return Optional.of("kill -HUP 7");
    }

    /** As SIGHUP would, once routes run. */
    void reload() {
        reload.run();
    }

    /** As Ctrl-C would; false before the command has said what is to happen then. */
    boolean interrupt() {
        if (stop != null) {
            stop.run();
        }
        return stop != null;
    }

    DefaultCamelContext context() {
        return context;
    }

    @Override
    public void close() throws IOException {
        context.stop();
        if (opened != null) {
            opened.close();
        }
    }
}

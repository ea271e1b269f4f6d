package io.mailcaravan;

import io.mailcaravan.cli.LedgerPlace;
import io.mailcaravan.cli.QuarkusSource;
import io.mailcaravan.cluster.Cluster;
import io.mailcaravan.component.mailbox.PropertyMappingProcessor;
import io.mailcaravan.config.ProgramSettings;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.convert.tnef.ConversionMemory;
import io.mailcaravan.convert.tnef.TnefToMimeProcessor;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.StoreFactory;
import io.mailcaravan.store.Stores;
import io.mailcaravan.store.eml.EmlStoreFactory;
import io.mailcaravan.store.gmail.GmailStoreFactory;
import io.mailcaravan.store.imap.ImapStoreFactory;
import io.mailcaravan.store.jmap.JmapStoreFactory;
import io.mailcaravan.store.maildir.MaildirStoreFactory;
import io.mailcaravan.store.mbox.MboxStoreFactory;
import io.mailcaravan.store.memory.MemoryStoreFactory;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one place where the parts are put together; names here are names in routes. */
public class Beans {

    /** From this size on a message is spooled to a file instead of being held in memory. */
    private static final long SPOOL_THRESHOLD = 1 << 20;

    @Produces
    @Singleton
    @Unremovable
    Spool spool(@ConfigProperty(name = "caravan.state") String state) {
        return new Spool(Path.of(state, "spool"), SPOOL_THRESHOLD);
    }

    @Produces
    @Singleton
    @Unremovable
    ProgramSettings settings(Config config) {
        return new ProgramSettings(new QuarkusSource(config));
    }

    /** Every type that a store can have. */
    public static List<StoreFactory> storeTypes() {
        return List.of(
                new EmlStoreFactory(),
                new GmailStoreFactory(),
                new ImapStoreFactory(),
                new JmapStoreFactory(),
                new MaildirStoreFactory(),
                new MboxStoreFactory(),
                new MemoryStoreFactory());
    }

    @Produces
    @Singleton
    @Unremovable
    Stores stores(ProgramSettings program, Spool spool, Instance<Ledger> ledger) {
        List<StoreSettings> settings = program.stores();
        NativeCiphers.useFor(settings);
        return new Stores(
                storeTypes(),
                settings,
                spool,
                () -> ledger.get().budget(),
                () -> ledger.get().numbering(),
                program.file());
    }

    void close(@Disposes Stores stores) {
        stores.close();
    }

    /** A step for routes; made when the first route names it. */
    @Produces
    @Singleton
    @Unremovable
    @Named("tnefToMime")
    TnefToMimeProcessor tnefToMime(ProgramSettings settings, Spool spool) {
        return new TnefToMimeProcessor(
                ConfiguredTnef.read(settings), spool, ConversionMemory.ofThisProcess());
    }

    /** A step for routes; made when the first route names it. */
    @Produces
    @Singleton
    @Unremovable
    @Named(PropertyMappingProcessor.NAME)
    PropertyMappingProcessor propertyMapping(Spool spool) {
        return new PropertyMappingProcessor(spool);
    }

    /** Where the ledger is, and the database that nodes share; nothing is opened yet. */
    @Produces
    @Singleton
    @Unremovable
    LedgerDatabase ledgerDatabase(
            ProgramSettings settings,
            @ConfigProperty(name = "caravan.state") String state,
            @ConfigProperty(name = "caravan.native") Optional<Path> libraries) {
        if (settings.text(ProgramSettings.DATASOURCE_URL).isEmpty()) {
            libraries.ifPresent(SqliteLibrary::keepIn);
        }
        return LedgerPlace.configured(settings, Path.of(state));
    }

    void close(@Disposes LedgerDatabase database) {
        database.close();
    }

    @Produces
    @Singleton
    @Unremovable
    @Named("ledger")
    Ledger ledger(
            @ConfigProperty(name = "caravan.state") String state,
            @ConfigProperty(name = "caravan.ledger.needed", defaultValue = "true") boolean needed,
            @ConfigProperty(name = "caravan.ledger.read-only", defaultValue = "false")
                    boolean readOnly,
            Instance<LedgerDatabase> database,
            ProgramSettings settings,
            Spool spool)
            throws LedgerException, IOException {
        Path folder = Path.of(state);
        if (!needed) {
            return Ledger.closed(folder);
        }
        if (readOnly) {
            return Ledger.openReadOnly(folder, database.get());
        }
        Ledger ledger = Ledger.open(folder, database.get());
        if (settings.get(ProgramSettings.CLUSTER_ENABLED)) {
            ledger.setOpeningRule(Cluster.besides());
        }
        // the folder is this process's alone now, so what lies there belongs to a killed one
        spool.clear();
        return ledger;
    }

    void close(@Disposes Ledger ledger) throws IOException {
        ledger.close();
    }
}

package io.mailcaravan.store;

import io.mailcaravan.config.CommonSettings;
import io.mailcaravan.config.NearestWord;
import io.mailcaravan.config.Setting;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.ByteBudget;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Numbering;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.limit.LimitedStore;
import io.mailcaravan.store.limit.Limits;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The stores that configuration names; each is made when it is first asked for. */
public final class Stores implements AutoCloseable {

    private final Map<String, StoreFactory> factories;
    private final Map<String, StoreSettings> settings;
    private final Spool spool;
    private final Supplier<ByteBudget> budget;
    private final Supplier<Numbering> numbering;
    private final String place;
    private final Map<String, MailboxStore> open = new ConcurrentHashMap<>();

    /**
     * @param budget counts what stores with daily limits move; asked for when first needed
     */
    public Stores(
            Collection<StoreFactory> factories,
            Collection<StoreSettings> settings,
            Spool spool,
            Supplier<ByteBudget> budget) {
        this(factories, settings, spool, budget, "application.properties");
    }

    /**
     * The same with the file that was read.
     *
     * @param place where settings are to stand, for errors
     */
    public Stores(
            Collection<StoreFactory> factories,
            Collection<StoreSettings> settings,
            Spool spool,
            Supplier<ByteBudget> budget,
            String place) {
        this(factories, settings, spool, budget, StoreFactory.NO_NUMBERS, place);
    }

    /**
     * The same for stores whose ids are no numbers, too.
     *
     * @param numbering gives them numbers; asked for when first needed
     */
    public Stores(
            Collection<StoreFactory> factories,
            Collection<StoreSettings> settings,
            Spool spool,
            Supplier<ByteBudget> budget,
            Supplier<Numbering> numbering,
            String place) {
        this.factories =
                new TreeMap<>(
                        factories.stream().collect(Collectors.toMap(StoreFactory::type, f -> f)));
        this.settings =
                new ConcurrentSkipListMap<>(
                        settings.stream().collect(Collectors.toMap(StoreSettings::name, s -> s)));
        this.spool = spool;
        this.budget = budget;
        this.numbering = numbering;
        this.place = place;
    }

    /**
     * The store with this name.
     *
     * @throws ConfigurationException when no such store is configured or its settings are wrong
     */
    public MailboxStore get(String name) {
        return open.computeIfAbsent(name, this::create);
    }

    /** Puts a store there that was made elsewhere, under its own name. */
    public void add(MailboxStore store) {
        open.put(store.name(), store);
    }

    /** Names a store that configuration does not have; it is made when it is first asked for. */
    public void add(StoreSettings store) {
        settings.put(store.name(), store);
    }

    /**
     * What can be set of a store of that type, beside {@link CommonSettings}; nothing where there
     * is no such type.
     */
    public List<Setting<?>> settingsOf(String type) {
        return factories.containsKey(type) ? factories.get(type).settings() : List.of();
    }

    private MailboxStore create(String name) {
        StoreSettings found = settings.get(name);
        if (found == null) {
            throw new ConfigurationException(
                    "mailbox:" + name,
                    "no store '" + name + "' is configured",
                    NearestWord.of(name, settings.keySet())
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse(
                                    "Set caravan.stores."
                                            + name
                                            + ".type and its other keys in "
                                            + place
                                            + "; configured are: "
                                            + (settings.isEmpty()
                                                    ? "none"
                                                    : String.join(", ", settings.keySet()))
                                            + "."));
        }
        StoreFactory factory = factories.get(found.type());
        if (factory == null) {
            throw new ConfigurationException(
                    found.place(CommonSettings.TYPE),
                    "no store type '" + found.type() + "'",
                    "There are: " + String.join(", ", new TreeSet<>(factories.keySet())) + ".");
        }
        Limits limits = Limits.of(found, factory.allowed());
        MailboxStore store = found.placing(() -> factory.create(found, spool, numbering));
        return limits.none() ? store : new LimitedStore(store, limits, budget);
    }

    @Override
    public void close() {
        open.values().forEach(MailboxStore::close);
        open.clear();
    }
}

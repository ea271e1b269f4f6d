package io.mailcaravan.config;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The program's own settings: the keys below {@code caravan.}, with those of its stores. */
public final class ProgramSettings extends Settings {

    static final String PREFIX = "caravan.";

    /** Set by the command line; names the configuration file. */
    private static final String FILE = "caravan.config";

    public static final Setting<String> STATE =
            Setting.of("state", SettingType.text())
                    .standard("state")
                    .meaning("the folder of ledger, spool and dead letters; relative to this file");

    public static final Setting<String> DATASOURCE_URL =
            Setting.of("datasource.url", SettingType.parsed("address", ProgramSettings::postgresql))
                    .standardIs("a file in the state folder")
                    .meaning("PostgreSQL for the ledger: `jdbc:postgresql://HOST/DATABASE`")
                    .advice(
                            "Write jdbc:postgresql://HOST/DATABASE; without it the ledger is an"
                                    + " SQLite file in the state folder.");

    public static final Setting<String> DATASOURCE_USERNAME =
            Setting.of("datasource.username", SettingType.text()).meaning("who signs in there");

    public static final Setting<Secret> DATASOURCE_PASSWORD =
            Setting.of("datasource.password", SettingType.secret()).meaning("that user's");

    /** The ledger's writer, four readers, and one that holds the lock while another migrates. */
    private static final int FEWEST = 6;

    /** No machine serves more connections of one process well. */
    private static final int MOST = 500;

    public static final Setting<Integer> DATASOURCE_MAX_SIZE =
            Setting.of("datasource.max-size", SettingType.number(FEWEST, MOST))
                    .standard(10)
                    .unit("connections")
                    .meaning(
                            "of a node to PostgreSQL, "
                                    + FEWEST
                                    + " to "
                                    + MOST
                                    + ": the ledger keeps up to 5, Quartz uses about"
                                    + " 3, each mailbox one at its beginning and end; 20 suits up"
                                    + " to 50 mailboxes at once")
                    .advice("It is the most connections of this process to the database.");

    private static final String TIMES = "Write 5s, 1m or PT5S.";

    public static final Setting<Boolean> CLUSTER_ENABLED =
            Setting.of("cluster.enabled", SettingType.flag())
                    .standard(false)
                    .meaning("whether this process is a node; needs `caravan.datasource.url`");

    public static final Setting<String> CLUSTER_NODE =
            Setting.of("cluster.node", SettingType.text())
                    .standardIs("the host's name")
                    .meaning(
                            "name in logs (each line), metrics (tag `node`) and health; need not be"
                                    + " unique");

    public static final Setting<Duration> CLUSTER_CHECK_IN =
            Setting.of("cluster.check-in", SettingType.duration())
                    .standard(Duration.ofSeconds(5))
                    .meaning(
                            "how often a node says that it lives; the same on all nodes. Longer:"
                                    + " fewer writes, later take-over")
                    .advice(TIMES);

    public static final Setting<Duration> CLUSTER_CONNECTION_LEASE =
            Setting.of("cluster.connection-lease", SettingType.duration())
                    .standard(Duration.ofMinutes(1))
                    .meaning("how long the connections of a silent node count as open")
                    .advice(TIMES);

    public static final Setting<Boolean> TNEF_KEEP_ORIGINAL =
            Setting.of("tnef.keep-original", SettingType.flag())
                    .standard(false)
                    .meaning("attach the `winmail.dat` also where nothing of it was lost");

    public static final Setting<Boolean> TNEF_KEEP_RTF =
            Setting.of("tnef.keep-rtf", SettingType.flag())
                    .standard(false)
                    .meaning("keep a text's RTF as one more alternative");

    public static final List<Setting<?>> ALL =
            List.of(
                    STATE,
                    DATASOURCE_URL,
                    DATASOURCE_USERNAME,
                    DATASOURCE_PASSWORD,
                    DATASOURCE_MAX_SIZE,
                    CLUSTER_ENABLED,
                    CLUSTER_NODE,
                    CLUSTER_CHECK_IN,
                    CLUSTER_CONNECTION_LEASE,
                    TNEF_KEEP_ORIGINAL,
                    TNEF_KEEP_RTF);

    private final SettingSource source;

    public ProgramSettings(SettingSource source) {
        super(
                PREFIX,
                key -> SettingText.read(source, PREFIX + key),
                source::place,
                folder(source),
                ALL);
        this.source = source;
    }

    private static Path folder(SettingSource source) {
        return source.written(FILE)
                .map(file -> Path.of(file).toAbsolutePath().getParent())
                .orElse(Path.of(""));
    }

    /** The whole key of a setting, for messages. */
    public static String key(Setting<?> setting) {
        return PREFIX + setting.key();
    }

    private static String postgresql(WrittenSetting written) {
        if (!written.text().startsWith("jdbc:postgresql:")) {
            throw written.wrong("no address of a PostgreSQL database"); // may hold a password
        }
        return written.text();
    }

    /** The file that has them, for whoever has set them in another. */
    public String file() {
        Path file = Path.of(source.written(FILE).orElse(""));
        return file
                + (Files.exists(file) ? "" : ", which is not there,")
                + " or name another file with --config or CARAVAN_CONFIG";
    }

    /**
     * What is set below a group, known or not, without the group.
     *
     * @param group ends with a dot
     */
    public List<String> keysBelow(String group) {
        List<String> keys = new ArrayList<>();
        String start = PREFIX + group;
        source.names()
                .forEach(
                        name -> {
                            if (name.startsWith(start)) {
                                keys.add(name.substring(start.length()));
                            }
                        });
        return keys;
    }

    /**
     * The stores that are named; nothing but references is looked at yet.
     *
     * @throws ConfigurationException for a key that is no setting of a store, or one that refers to
     *     something that is not set
     */
    public List<StoreSettings> stores() {
        Map<String, Map<String, String>> stores = new TreeMap<>();
        for (String key : keysBelow(StoreSettings.GROUP)) {
            String property = StoreSettings.PREFIX + key;
            int dot = key.indexOf('.');
            if (dot <= 0) {
                throw new ConfigurationException(
                        source.told(property),
                        "no setting of a store",
                        "Write caravan.stores.NAME.SETTING.");
            }
            stores.computeIfAbsent(key.substring(0, dot), name -> new HashMap<>())
                    .put(key.substring(dot + 1), SettingText.read(source, property).orElse(""));
        }
        List<StoreSettings> settings = new ArrayList<>();
        stores.forEach(
                (name, values) ->
                        settings.add(
                                new StoreSettings(
                                        name,
                                        values,
                                        source::place,
                                        folder(),
                                        CommonSettings.ALL)));
        return settings;
    }
}

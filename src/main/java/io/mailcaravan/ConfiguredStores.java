package io.mailcaravan;

import io.mailcaravan.cli.ConfiguredText;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;

/** Reads {@code caravan.stores.NAME.KEY} from wherever configuration comes from. */
final class ConfiguredStores {

    private static final String PREFIX = "caravan.stores.";

    private ConfiguredStores() {}

    /** The file that has them, for whoever has set them in another. */
    static String place(Config config) {
        Path file = Path.of(config.getValue("caravan.config", String.class));
        return file
                + (Files.exists(file) ? "" : ", which is not there,")
                + " or name another file with --config or CARAVAN_CONFIG";
    }

    static List<StoreSettings> read(Config config) {
        Map<String, Map<String, String>> stores = new TreeMap<>();
        for (String property : config.getPropertyNames()) {
            if (property.startsWith(PREFIX)) {
                String rest = property.substring(PREFIX.length());
                int dot = rest.indexOf('.');
                if (dot <= 0) {
                    throw new ConfigurationException(
                            property,
                            "no setting of a store",
                            "Write caravan.stores.NAME.SETTING.");
                }
                stores.computeIfAbsent(rest.substring(0, dot), name -> new HashMap<>())
                        .put(
                                rest.substring(dot + 1),
                                ConfiguredText.read(config, property).orElse(""));
            }
        }
        Path folder = Path.of(config.getValue("caravan.config", String.class)).getParent();
        List<StoreSettings> settings = new ArrayList<>();
        stores.forEach((name, values) -> settings.add(new StoreSettings(name, values, folder)));
        return settings;
    }
}

package io.mailcaravan;

import io.mailcaravan.config.NearestWord;
import io.mailcaravan.convert.tnef.TnefOptions;
import io.mailcaravan.mailbox.ConfigurationException;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/** Reads {@code caravan.tnef.KEY}. */
final class ConfiguredTnef {

    private static final String PREFIX = "caravan.tnef.";
    private static final String KEEP_ORIGINAL = "keep-original";
    private static final String KEEP_RTF = "keep-rtf";
    private static final Set<String> KEYS = Set.of(KEEP_ORIGINAL, KEEP_RTF);

    private ConfiguredTnef() {}

    static TnefOptions read(Config config) {
        for (String property : config.getPropertyNames()) {
            if (property.startsWith(PREFIX)) {
                check(property.substring(PREFIX.length()));
            }
        }
        return new TnefOptions(
                TnefOptions.DEFAULT.limits(),
                ConfiguredFlag.isSet(config, PREFIX + KEEP_ORIGINAL),
                ConfiguredFlag.isSet(config, PREFIX + KEEP_RTF));
    }

    private static void check(String key) {
        if (!KEYS.contains(key)) {
            throw new ConfigurationException(
                    PREFIX + key,
                    "the step tnefToMime has no such setting",
                    NearestWord.of(key, KEYS)
                            .map(near -> "Did you mean '" + PREFIX + near + "'?")
                            .orElse("It has keep-original and keep-rtf."));
        }
    }
}

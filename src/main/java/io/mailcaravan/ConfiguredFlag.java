package io.mailcaravan;

import io.mailcaravan.mailbox.ConfigurationException;
import org.eclipse.microprofile.config.Config;

/** A setting that is {@code true} or, as by default, {@code false}. */
final class ConfiguredFlag {

    private ConfiguredFlag() {}

    static boolean isSet(Config config, String key) {
        String value = config.getOptionalValue(key, String.class).orElse("false").strip();
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw new ConfigurationException(key, "'" + value + "' is neither true nor false", "");
        }
        return Boolean.parseBoolean(value);
    }
}

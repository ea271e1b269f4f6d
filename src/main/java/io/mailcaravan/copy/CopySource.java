package io.mailcaravan.copy;

import io.mailcaravan.config.SettingSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Settings that stand in no file: those of the ends. What looks like a reference is the value.
 *
 * @param values by whole keys
 */
record CopySource(Map<String, String> values) implements SettingSource {

    @Override
    public Set<String> names() {
        return values.keySet();
    }

    @Override
    public Optional<String> written(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public Optional<String> expanded(String key) {
        return written(key);
    }
}

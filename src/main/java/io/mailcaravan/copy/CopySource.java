package io.mailcaravan.copy;

import io.mailcaravan.config.SettingSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Settings that stand in no file: those of the ends. What looks like a reference is the value.
 *
 * @param values by whole keys
 * @param option by keys that the user has set, the option that he has set them with
 */
record CopySource(Map<String, String> values, Map<String, String> option) implements SettingSource {

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

    @Override
    public Optional<String> place(String key) {
        return Optional.ofNullable(option.get(key));
    }
}

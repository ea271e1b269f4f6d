package io.mailcaravan.config;

import java.util.Map;
import java.util.Optional;

/**
 * Settings that stand in no file: by their whole keys. What looks like a reference is the value.
 */
public record TextSource(Map<String, String> texts) implements SettingSource {

    @Override
    public Iterable<String> names() {
        return texts.keySet();
    }

    @Override
    public Optional<String> written(String key) {
        return Optional.ofNullable(texts.get(key));
    }

    @Override
    public Optional<String> expanded(String key) {
        return written(key);
    }
}

package io.mailcaravan.cli;

import io.mailcaravan.config.SettingSource;
import io.smallrye.config.Expressions;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Settings from where Quarkus has them. */
public record QuarkusSource(Config config) implements SettingSource {

    @Override
    public Iterable<String> names() {
        return config.getPropertyNames();
    }

    @Override
    public Optional<String> written(String key) {
        return Optional.ofNullable(
                Expressions.withoutExpansion(() -> config.getConfigValue(key).getValue()));
    }

    @Override
    public Optional<String> expanded(String key) {
        try {
            return Optional.ofNullable(config.getConfigValue(key).getValue());
        } catch (NoSuchElementException | IllegalArgumentException e) {
            return Optional.empty(); // its text is quoted in there, which may be a secret
        }
    }
}

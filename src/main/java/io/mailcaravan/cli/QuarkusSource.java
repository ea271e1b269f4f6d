package io.mailcaravan.cli;

import io.mailcaravan.config.ConfigurationFile;
import io.mailcaravan.config.SettingSource;
import io.smallrye.config.Expressions;
import java.net.URI;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** Settings from where Quarkus has them. */
public record QuarkusSource(Config config) implements SettingSource {

    /** In the name that a source of settings gives itself. */
    private static final Pattern FILE = Pattern.compile("source=(file:[^\\]]+)]");

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

    @Override
    public Optional<String> place(String key) {
        String source =
                Expressions.withoutExpansion(() -> config.getConfigValue(key)).getSourceName();
        Matcher file = FILE.matcher(String.valueOf(source));
        return file.find()
                ? ConfigurationFile.place(Path.of(URI.create(file.group(1))), key)
                : Optional.empty();
    }
}

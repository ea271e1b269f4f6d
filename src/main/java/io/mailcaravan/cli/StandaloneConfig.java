package io.mailcaravan.cli;

import io.mailcaravan.config.ProgramSettings;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FileErrors;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The configuration as Quarkus would read it, for commands that do not start it. */
final class StandaloneConfig {

    /** As Quarkus ranks them: below environment and system properties. */
    private static final int BESIDE_THE_PROGRAM = 260;

    private static final int NAMED = 255;

    private StandaloneConfig() {}

    /** Whether any source has a key that starts with one of these; much cheaper than to read it. */
    static boolean mentions(CommonOptions options, String... prefixes) {
        Path file = options.config();
        options.checkConfig();
        for (String prefix : prefixes) {
            String variable = prefix.toUpperCase(Locale.ROOT).replace('.', '_');
            if (System.getProperties().stringPropertyNames().stream()
                            .anyMatch(key -> key.startsWith(prefix))
                    || System.getenv().keySet().stream()
                            .anyMatch(key -> key.toUpperCase(Locale.ROOT).startsWith(variable))) {
                return true;
            }
        }
        return files(file).stream().anyMatch(one -> has(one, prefixes));
    }

    private static boolean has(Path file, String... prefixes) {
        String text = load(file, () -> Files.readString(file));
        for (String prefix : prefixes) {
            if (text.contains(prefix)) {
                return true;
            }
        }
        return false;
    }

    static ProgramSettings read(Path file) {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .addSystemSources()
                        .withSources(
                                new PropertiesConfigSource(
                                        Map.of("caravan.config", file.toAbsolutePath().toString()),
                                        "--config",
                                        0));
        for (Path one : files(file)) {
            int rank = one.equals(file) ? NAMED : BESIDE_THE_PROGRAM;
            builder.withSources(
                    load(one, () -> new PropertiesConfigSource(one.toUri().toURL(), rank)));
        }
        return new ProgramSettings(new QuarkusSource(builder.build()));
    }

    private static List<Path> files(Path named) {
        return List.of(Path.of("config", "application.properties"), named).stream()
                .filter(Files::isReadable)
                .toList();
    }

    /** Reads a file. */
    @FunctionalInterface
    private interface Loading<T> {
        T load() throws IOException;
    }

    private static <T> T load(Path file, Loading<T> loading) {
        try {
            return loading.load();
        } catch (IOException e) {
            throw new ConfigurationException(
                    file.toString(),
                    "cannot be read: " + FileErrors.words(e),
                    "Check its rights and its encoding.");
        }
    }
}

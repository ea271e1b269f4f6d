package io.mailcaravan.config;

import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What configuration says of one store: the keys below {@code caravan.stores.NAME.}, read with a
 * type and with errors that name the key. Relative files are looked up beside the configuration
 * file.
 */
public final class StoreSettings {

    /** What stores of every type have; {@code Stores} reads them. */
    private static final Set<String> EVERY_TYPE =
            Set.of("bytes-per-day", "bytes-per-day-per-mailbox", "bytes-per-second");

    private static final String PREFIX = "caravan.stores.";

    private final String name;
    private final Map<String, String> values;
    private final Path folder;

    /**
     * @param name the store's name
     * @param values the keys without {@code caravan.stores.NAME.}
     * @param folder where relative files start
     */
    public StoreSettings(String name, Map<String, String> values, Path folder) {
        this.name = name;
        this.values = Map.copyOf(values);
        this.folder = folder;
    }

    public String name() {
        return name;
    }

    /** The adapter. */
    public String type() {
        return required("type", "Set it to a store type, for example imap.");
    }

    public Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key))
                .map(String::trim)
                .filter(value -> !value.isEmpty());
    }

    public String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    public String required(String key, String advice) {
        return text(key)
                .orElseThrow(() -> new ConfigurationException(place(key), "not set", advice));
    }

    public int number(String key, int otherwise, int min, int max) {
        Optional<String> found = text(key);
        if (found.isEmpty()) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(found.get());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below, with the range
        }
        throw new ConfigurationException(
                place(key), "'" + found.get() + "' is no number from " + min + " to " + max, "");
    }

    public boolean flag(String key, boolean otherwise) {
        return oneOf(key, otherwise ? Bool.TRUE : Bool.FALSE) == Bool.TRUE;
    }

    private enum Bool {
        TRUE,
        FALSE
    }

    /** One of an enum's names, written in lower case with {@code -} for {@code _}. */
    public <E extends Enum<E>> E oneOf(String key, E otherwise) {
        Optional<String> found = text(key);
        if (found.isEmpty()) {
            return otherwise;
        }
        E[] all = otherwise.getDeclaringClass().getEnumConstants();
        for (E one : all) {
            if (written(one).equals(found.get().toLowerCase(Locale.ROOT))) {
                return one;
            }
        }
        String choices =
                Arrays.stream(all).map(StoreSettings::written).collect(Collectors.joining(", "));
        throw new ConfigurationException(
                place(key), "'" + found.get() + "' is none of " + choices, "");
    }

    private static String written(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A file that must be there. */
    public Optional<Path> file(String key) {
        Optional<Path> file = path(key);
        file.filter(path -> !Files.isReadable(path))
                .ifPresent(
                        path -> {
                            throw new ConfigurationException(
                                    place(key),
                                    "cannot read the file " + path.toAbsolutePath(),
                                    "");
                        });
        return file;
    }

    /** A path that need not exist yet; in UTF-8 whatever the locale. */
    public Optional<Path> path(String key) {
        return text(key).map(value -> ByteNames.resolveText(folder, value));
    }

    /**
     * A secret: its value, {@code file:PATH} for the first line of a file, or {@code env:NAME} for
     * an environment variable.
     */
    public Optional<Secret> secret(String key) {
        return text(key).map(value -> Secrets.resolve(value, folder, place(key)));
    }

    /**
     * Refuses keys that neither this type knows nor every type has.
     *
     * @throws ConfigurationException with the nearest known key
     */
    public void checkKeys(Set<String> ofType) {
        Set<String> known = new TreeSet<>(ofType);
        known.addAll(EVERY_TYPE);
        for (String key : new TreeSet<>(values.keySet())) {
            if (!known.contains(key)) {
                throw new ConfigurationException(
                        place(key),
                        "a store of type " + type() + " has no such setting",
                        NearestWord.of(key, known)
                                .map(near -> "Did you mean '" + near + "'?")
                                .orElse("It has: " + String.join(", ", known) + "."));
            }
        }
    }

    /** The full key, for messages. */
    public String place(String key) {
        return PREFIX + name + "." + key;
    }
}

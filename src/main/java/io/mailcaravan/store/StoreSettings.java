package io.mailcaravan.store;

import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What configuration says of one store: the keys below {@code caravan.stores.NAME.}, read with a
 * type and with errors that name the key. Relative files are looked up beside the configuration
 * file.
 */
public final class StoreSettings {

    private static final Pattern BRACED = Pattern.compile("\\$\\{((?:env|file):[^{}]+)}");

    /** What stores of every type have; {@link Stores} reads them. */
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
        return text(key).map(value -> resolveSecret(value, folder, place(key)));
    }

    /** Whether it is {@code ${env:NAME}} or {@code ${file:PATH}}, as other programs have it. */
    public static boolean isBraced(String secret) {
        return BRACED.matcher(secret).matches();
    }

    /**
     * Reads a secret that may be a reference; {@code place} is named in errors, the secret never.
     */
    public static Secret resolveSecret(String text, Path folder, String place) {
        Matcher braced = BRACED.matcher(text);
        String value = braced.matches() ? braced.group(1) : text;
        if (value.startsWith("env:")) {
            String variable = value.substring("env:".length());
            return Optional.ofNullable(System.getenv(variable))
                    .map(Secret::new)
                    .orElseThrow(
                            () ->
                                    new ConfigurationException(
                                            place,
                                            "there is no environment variable " + variable,
                                            "Set it for the process that runs caravan."));
        }
        if (!value.startsWith("file:")) {
            return new Secret(value);
        }
        Path file = folder.resolve(value.substring("file:".length()));
        try (var lines = Files.lines(file)) {
            String first = lines.findFirst().orElse("");
            return new Secret(first.startsWith("\uFEFF") ? first.substring(1) : first);
        } catch (UncheckedIOException e) {
            throw new ConfigurationException(
                    place,
                    "the secret's file " + file.toAbsolutePath() + " is not UTF-8",
                    "Save it as UTF-8.");
        } catch (IOException e) {
            throw new ConfigurationException(
                    place,
                    "cannot read the secret's file " + file.toAbsolutePath(),
                    "Check its path and rights.");
        }
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
                        nearest(key, known)
                                .map(near -> "Did you mean '" + near + "'?")
                                .orElse("It has: " + String.join(", ", known) + "."));
            }
        }
    }

    /** The known word with the fewest differences, if it is near enough to be meant. */
    public static Optional<String> nearest(String word, Set<String> known) {
        String best = null;
        int bestDistance = Math.max(2, word.length() / 3) + 1;
        for (String candidate : new TreeSet<>(known)) {
            int distance = distance(word, candidate);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    /** The full key, for messages. */
    public String place(String key) {
        return PREFIX + name + "." + key;
    }
}

package io.mailcaravan.config;

import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What configuration says of one store: the keys below {@code caravan.stores.NAME.}. */
public final class StoreSettings extends Settings {

    static final String GROUP = "stores.";
    static final String PREFIX = ProgramSettings.PREFIX + GROUP;

    private final String name;
    private final Map<String, String> values;
    private final Function<String, Optional<String>> sources;

    /**
     * Those that stores of every type have.
     *
     * @param name the store's name
     * @param values the keys without {@code caravan.stores.NAME.}
     * @param folder where relative files start
     */
    public StoreSettings(String name, Map<String, String> values, Path folder) {
        this(name, Map.copyOf(values), key -> Optional.empty(), folder, CommonSettings.ALL);
    }

    /**
     * @param sources where the text of a whole key was written, for errors
     */
    StoreSettings(
            String name,
            Map<String, String> values,
            Function<String, Optional<String>> sources,
            Path folder,
            List<Setting<?>> declared) {
        super(
                PREFIX + name + ".",
                key ->
                        Optional.ofNullable(values.get(key))
                                .map(String::trim)
                                .filter(value -> !value.isEmpty()),
                sources,
                folder,
                declared);
        this.name = name;
        this.values = values;
        this.sources = sources;
    }

    public String name() {
        return name;
    }

    /** The adapter. */
    public String type() {
        return get(CommonSettings.TYPE);
    }

    /**
     * The same store with the settings of its type, none of which has been asked for.
     *
     * @param ofType beside those of every type
     */
    public StoreSettings with(List<Setting<?>> ofType) {
        return new StoreSettings(
                name,
                values,
                sources,
                folder(),
                Stream.concat(CommonSettings.ALL.stream(), ofType.stream()).toList());
    }

    /**
     * Refuses keys that nothing declares.
     *
     * @throws ConfigurationException with the nearest known key
     */
    public void checkKeys() {
        Set<String> known = declared().stream().map(Setting::key).collect(Collectors.toSet());
        for (String key : new TreeSet<>(values.keySet())) {
            if (!known.contains(key)) {
                throw new ConfigurationException(
                        place(key),
                        "a store of type " + type() + " has no such setting",
                        NearestWord.of(key, known)
                                .map(near -> "Did you mean '" + near + "'?")
                                .orElse(
                                        "It has: "
                                                + String.join(", ", new TreeSet<>(known))
                                                + "."));
            }
        }
    }
}

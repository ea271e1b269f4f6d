package io.mailcaravan.config;

import io.mailcaravan.config.SettingDefault.Value;
import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The settings below one prefix. They are read by their declarations only, so that what is read is
 * documented, and errors name the whole key. Relative files are looked up beside the configuration
 * file.
 */
public class Settings {

    private final String prefix;
    private final Function<String, Optional<String>> sources;
    private final Function<String, Optional<String>> texts;
    private final Path folder;
    private final List<Setting<?>> declared;
    private final Set<Setting<?>> asked = ConcurrentHashMap.newKeySet();

    /**
     * @param prefix what all keys begin with, for errors; ends with a dot
     * @param texts by keys without the prefix; neither empty nor with space around them
     * @param sources where the text of a whole key was written, for errors
     * @param folder where relative files start
     */
    protected Settings(
            String prefix,
            Function<String, Optional<String>> texts,
            Function<String, Optional<String>> sources,
            Path folder,
            List<Setting<?>> declared) {
        this.sources = sources;
        this.prefix = prefix;
        this.texts = texts;
        this.folder = folder;
        this.declared = List.copyOf(declared);
    }

    /**
     * The value, or else the one that the declaration has.
     *
     * @throws ConfigurationException when it is wrong, or not set and nothing holds instead
     */
    public <T> T get(Setting<T> setting) {
        Optional<T> found = find(setting);
        if (found.isEmpty() && setting.otherwise() instanceof Value<T> standard) {
            return standard.value();
        }
        return found.orElseThrow(() -> missing(setting, setting.advice()));
    }

    /**
     * The value, if it is set.
     *
     * @throws ConfigurationException when it is wrong
     */
    public <T> Optional<T> find(Setting<T> setting) {
        return text(setting)
                .map(
                        text ->
                                placing(
                                        () ->
                                                setting.type()
                                                        .reader()
                                                        .apply(
                                                                new WrittenSetting(
                                                                        fullKey(setting),
                                                                        text,
                                                                        folder,
                                                                        setting.advice()))));
    }

    /** As it is written; not the value of a secret. */
    public Optional<String> text(Setting<?> setting) {
        if (!declared.contains(setting)) {
            throw new IllegalArgumentException(place(setting) + " is not declared");
        }
        asked.add(setting);
        return texts.apply(setting.key());
    }

    /** That other settings need this one, too. */
    public void require(Setting<?> setting, String advice) {
        if (text(setting).isEmpty()) {
            throw missing(setting, advice);
        }
    }

    private ConfigurationException missing(Setting<?> setting, String advice) {
        return new ConfigurationException(place(setting), "not set", advice);
    }

    /** The whole key, and where it was written, for errors. */
    public String place(Setting<?> setting) {
        return place(setting.key());
    }

    /** The same of a key that may be unknown. */
    public String place(String key) {
        return told(fullKey(key)).orElse(fullKey(key));
    }

    /** Looked up for errors only: the file is read for it. Empty where it stands in none. */
    private Optional<String> told(String fullKey) {
        return sources.apply(fullKey).map(of -> SettingSource.at(fullKey, Optional.of(of)));
    }

    /**
     * What others make of these settings.
     *
     * @throws ConfigurationException as they throw it; one that names a key names the file and line
     *     as well
     */
    public <T> T placing(Supplier<T> making) {
        try {
            return making.get();
        } catch (ConfigurationException e) {
            throw told(e.place()).map(e::at).orElse(e);
        }
    }

    /** As it is to be written. */
    public String fullKey(Setting<?> setting) {
        return fullKey(setting.key());
    }

    /** The same of a key that may be unknown. */
    public String fullKey(String key) {
        return prefix + key;
    }

    /** What is declared here. */
    public List<Setting<?>> declared() {
        return declared;
    }

    /** The declared settings that nobody has asked for yet. */
    public List<Setting<?>> unread() {
        return declared.stream().filter(setting -> !asked.contains(setting)).toList();
    }

    protected Path folder() {
        return folder;
    }
}

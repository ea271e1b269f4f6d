package io.mailcaravan.config;

import io.mailcaravan.config.SettingDefault.Required;
import io.mailcaravan.config.SettingDefault.Value;
import io.mailcaravan.config.SettingDefault.Words;

/**
 * A setting, declared once: what reads it, refuses it and lists it in {@code docs/} has it from
 * here.
 *
 * @param key below the prefix of its {@link Settings}
 * @param otherwise what holds where it is not set
 * @param unit of its number, such as seconds; empty where there is none, or it is part of the text
 * @param meaning for people, in Markdown; the declared unit comes before it
 * @param advice what to do where it is missing or wrong; may be empty
 */
public record Setting<T>(
        String key,
        SettingType<T> type,
        SettingDefault<T> otherwise,
        String unit,
        String meaning,
        String advice) {

    /** Begins a declaration: a setting that may be left out. */
    public static <T> Setting<T> of(String key, SettingType<T> type) {
        return new Setting<>(key, type, new Words<>("none"), "", "", "");
    }

    public Setting<T> standard(T value) {
        return with(new Value<>(value, "`" + type.writer().apply(value) + "`"));
    }

    /**
     * @param words for a value that is not written like that
     */
    public Setting<T> standard(T value, String words) {
        return with(new Value<>(value, words));
    }

    /**
     * Where its reader knows what holds.
     *
     * @param words say it in the table of the documentation
     */
    public Setting<T> standardIs(String words) {
        return with(new Words<>(words));
    }

    /** Must be set. */
    public Setting<T> required() {
        return with(new Required<>());
    }

    private Setting<T> with(SettingDefault<T> standard) {
        return new Setting<>(key, type, standard, unit, meaning, advice);
    }

    public Setting<T> unit(String word) {
        return new Setting<>(key, type, otherwise, word, meaning, advice);
    }

    public Setting<T> meaning(String words) {
        return new Setting<>(key, type, otherwise, unit, words, advice);
    }

    public Setting<T> advice(String words) {
        return new Setting<>(key, type, otherwise, unit, meaning, words);
    }
}

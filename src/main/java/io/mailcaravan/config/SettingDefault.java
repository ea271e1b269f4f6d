package io.mailcaravan.config;

/** What holds where a setting is not set. */
public sealed interface SettingDefault<T> {

    /** For the table of the documentation, in Markdown. */
    String words();

    /** This. */
    record Value<T>(T value, String words) implements SettingDefault<T> {}

    /** What its reader makes of other settings, or nothing at all. */
    record Words<T>(String words) implements SettingDefault<T> {}

    /** Nothing does. */
    record Required<T>() implements SettingDefault<T> {
        @Override
        public String words() {
            return "to be set";
        }
    }
}

package io.mailcaravan.config;

import java.util.Optional;

/**
 * Where settings come from: files, the environment, the command line, whichever ranks first. Keys
 * are whole, such as {@code caravan.stores.acme-old.host}.
 */
public interface SettingSource {

    /** The keys of all that is set, the program's and others. */
    Iterable<String> names();

    /** The text as it stands there. */
    Optional<String> written(String key);

    /**
     * The text with what it refers to in place; empty also where it refers to something that is not
     * set.
     */
    Optional<String> expanded(String key);

    /** Where the text stands, for errors: file and line; empty where it stands in no file. */
    default Optional<String> place(String key) {
        return Optional.empty();
    }

    /**
     * The key, and where its text stands, as errors begin: {@code caravan.state (FILE, line 3)}.
     */
    default String told(String key) {
        return at(key, place(key));
    }

    /** The same where the place is known. */
    static String at(String key, Optional<String> place) {
        return key + place.map(of -> " (" + of + ")").orElse("");
    }
}

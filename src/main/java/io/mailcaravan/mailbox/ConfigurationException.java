package io.mailcaravan.mailbox;

/**
 * A mistake in something a person wrote: a property, an option, a line of a file. Found before
 * anything moves. The message names the place, what was found and what would do.
 */
public class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String place;
    private final String words;

    /**
     * @param place file and line, or key: {@code mailboxes.csv, line 3}
     * @param problem what was found: {@code no destination}, or a whole sentence
     * @param advice what would do, one sentence; may be empty
     */
    public ConfigurationException(String place, String problem, String advice) {
        this(place, Sentence.of(problem) + (advice.isEmpty() ? "" : " " + advice));
    }

    private ConfigurationException(String place, String words) {
        super(place + ": " + words);
        this.place = place;
        this.words = words;
    }

    /** File and line, or key. */
    public String place() {
        return place;
    }

    /** The same mistake, for whoever knows a key in it by another name. */
    public ConfigurationException replacing(String key, String name) {
        return new ConfigurationException(place.replace(key, name), words.replace(key, name));
    }

    /** The same mistake, for whoever knows better where it stands. */
    public ConfigurationException at(String better) {
        return new ConfigurationException(better, words);
    }
}

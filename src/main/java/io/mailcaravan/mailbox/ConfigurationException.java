package io.mailcaravan.mailbox;

/**
 * A mistake in something a person wrote: a property, an option, a line of a file. Found before
 * anything moves. The message names the place, what was found and what would do.
 */
public class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * @param place file and line, or key: {@code mailboxes.csv, line 3}
     * @param problem what was found: {@code no destination}, or a whole sentence
     * @param advice what would do, one sentence; may be empty
     */
    public ConfigurationException(String place, String problem, String advice) {
        super(place + ": " + Sentence.of(problem) + (advice.isEmpty() ? "" : " " + advice));
    }
}

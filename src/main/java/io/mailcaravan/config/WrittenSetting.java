package io.mailcaravan.config;

import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.file.Path;

/**
 * A setting as somebody has written it.
 *
 * @param place its whole key, for errors
 * @param text neither empty nor with space around it
 * @param folder where relative files start
 * @param advice what its declaration says to do about a wrong one
 */
public record WrittenSetting(String place, String text, Path folder, String advice) {

    /**
     * @param problem begins with the text in quotes; that of a secret is not to be shown
     */
    public ConfigurationException wrong(String problem) {
        return wrong(problem, advice);
    }

    /** The same with better advice than the declaration's. */
    public ConfigurationException wrong(String problem, String otherAdvice) {
        return new ConfigurationException(place, problem, otherAdvice);
    }

    /** The text in quotes, as errors begin. */
    public String quoted() {
        return "'" + text + "'";
    }
}

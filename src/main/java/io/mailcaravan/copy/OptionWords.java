package io.mailcaravan.copy;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxException;
import java.util.regex.Matcher;

/**
 * Tells what is wrong with an end's store to somebody who has written no {@code caravan.stores}.
 *
 * @param option that gives settings of that end
 */
public record OptionWords(CopyEnd end, String option) {

    /** A mistake in the settings of the end. */
    public ConfigurationException of(ConfigurationException mistake) {
        return mistake.replacing(CopyProject.key(end, ""), option + " ");
    }

    /** A failure of its store, which may name settings that are told by the end itself. */
    MailboxException of(MailboxException failure) {
        String keys = CopyProject.key(end, "");
        return failure.explanation().contains(keys) ? failure.withWords(this::replaced) : failure;
    }

    private String replaced(String text) {
        String words = text;
        for (String key : EndSettings.OF_THE_END) {
            words =
                    words.replaceAll(
                            "\\Q" + CopyProject.key(end, key) + "\\E\\b",
                            Matcher.quoteReplacement("the " + key + " in " + end.typed()));
        }
        return words.replace(CopyProject.key(end, ""), option + " ");
    }
}

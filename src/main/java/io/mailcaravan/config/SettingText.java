package io.mailcaravan.config;

import io.mailcaravan.mailbox.ConfigurationException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads settings whose text may refer to others ({@code ${NAME}}). A password is what it is: only
 * one that is a reference as a whole is looked up, so that any {@code $} in it stays. No error
 * shows a value.
 */
public final class SettingText {

    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\{([A-Za-z_][\\w.-]*)(?::([^{}]*))?}");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)}");

    /** A setting that refers to a setting that refers to a variable is enough for anybody. */
    private static final int MOST_REFERENCES = 5;

    private SettingText() {}

    /**
     * The text, with what it refers to in place; empty where it is not set, or blank.
     *
     * @throws ConfigurationException when it refers to something that is not set
     */
    public static Optional<String> read(SettingSource source, String key) {
        Optional<String> text = Secrets.isSecret(key) ? secret(source, key) : expanded(source, key);
        return text.map(String::strip).filter(found -> !found.isEmpty());
    }

    private static Optional<String> secret(SettingSource source, String key) {
        Optional<String> value = source.written(key);
        for (int i = 0; value.isPresent() && i < MOST_REFERENCES; i++) {
            String text = value.get().strip();
            Matcher reference = REFERENCE.matcher(text);
            if (!reference.matches() || Secrets.isBraced(text)) {
                break;
            }
            Optional<String> found =
                    source.written(reference.group(1))
                            .or(() -> Optional.ofNullable(reference.group(2)));
            if (found.isEmpty() && i > 0) {
                break; // the variable's own text looks like a reference
            }
            if (found.isEmpty()) {
                throw unset(source.told(key), text);
            }
            value = found;
        }
        return value;
    }

    private static Optional<String> expanded(SettingSource source, String key) {
        Optional<String> value = source.expanded(key);
        if (value.isEmpty()) {
            source.written(key)
                    .filter(text -> text.contains("${"))
                    .ifPresent(
                            text -> {
                                throw unset(source.told(key), text);
                            });
        }
        return value;
    }

    /** A name that is not written like a variable's may be the value itself. */
    private static ConfigurationException unset(String place, String value) {
        Matcher variable = VARIABLE.matcher(value);
        return new ConfigurationException(
                place,
                "refers to something that is not set"
                        + (variable.find() ? ": " + variable.group(1) : ""),
                "Set the environment variable, or write the value here; a ${ that belongs to the"
                        + " value is written \\\\${.");
    }
}

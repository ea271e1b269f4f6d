package io.mailcaravan.cli;

import io.mailcaravan.config.Secrets;
import io.mailcaravan.mailbox.ConfigurationException;
import io.smallrye.config.Expressions;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Reads settings whose text may refer to others ({@code ${NAME}}). A password is what it is: only
 * one that is a reference as a whole is looked up, so that any {@code $} in it stays. No error
 * shows a value.
 */
public final class ConfiguredText {

    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\{([A-Za-z_][\\w.-]*)(?::([^{}]*))?}");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)}");

    /** A setting that refers to a setting that refers to a variable is enough for anybody. */
    private static final int MOST_REFERENCES = 5;

    private ConfiguredText() {}

    /**
     * The text, with what it refers to in place; empty where it is not set, or blank.
     *
     * @throws ConfigurationException when it refers to something that is not set
     */
    public static Optional<String> read(Config config, String key) {
        Optional<String> text = Secrets.isSecret(key) ? secret(config, key) : expanded(config, key);
        return text.map(String::strip).filter(found -> !found.isEmpty());
    }

    private static Optional<String> secret(Config config, String key) {
        String value = raw(config, key);
        for (int i = 0; value != null && i < MOST_REFERENCES; i++) {
            Matcher reference = REFERENCE.matcher(value.strip());
            if (!reference.matches() || Secrets.isBraced(value.strip())) {
                break;
            }
            String found = raw(config, reference.group(1));
            if (found == null) {
                found = reference.group(2);
            }
            if (found == null && i > 0) {
                break; // the variable's own text looks like a reference
            }
            if (found == null) {
                throw unset(key, value);
            }
            value = found;
        }
        return Optional.ofNullable(value);
    }

    private static String raw(Config config, String key) {
        return Expressions.withoutExpansion(() -> config.getConfigValue(key).getValue());
    }

    private static Optional<String> expanded(Config config, String key) {
        String raw = raw(config, key);
        try {
            String value = config.getConfigValue(key).getValue();
            if (value == null && raw != null && raw.contains("${")) {
                throw unset(key, raw);
            }
            return Optional.ofNullable(value);
        } catch (NoSuchElementException | IllegalArgumentException e) {
            throw unset(key, String.valueOf(raw));
        }
    }

    /** A name that is not written like a variable's may be the value itself. */
    private static ConfigurationException unset(String key, String value) {
        Matcher variable = VARIABLE.matcher(value);
        return new ConfigurationException(
                key,
                "refers to something that is not set"
                        + (variable.find() ? ": " + variable.group(1) : ""),
                "Set the environment variable, or write the value here; a ${ that belongs to the"
                        + " value is written \\\\${.");
    }
}

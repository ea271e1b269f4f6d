package io.mailcaravan;

import io.mailcaravan.config.ConfigurationFile;
import io.mailcaravan.config.Secrets;
import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.PropertyBindingException;

/**
 * A setting of Quarkus or Camel that they do not understand: they say so deep in a stack trace, and
 * not where it was written.
 */
final class WrongSetting {

    /** Quarkus' words for one; a message may have several. */
    private static final Pattern CONVERTED =
            Pattern.compile(
                    "property (\\S+) with the config value \"(.*?)\" threw an Exception whilst being"
                            + " converted:? ?(?:SRCFG\\d+: )?([^\\n]*)");

    private static final String ADVICE = "Correct the line or take it out.";

    private WrongSetting() {}

    /**
     * Empty where the failure has another reason.
     *
     * @param file where settings are read from
     */
    static Optional<ConfigurationException> in(Throwable failure, Path file) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PropertyBindingException binding
                    && binding.getOptionPrefix() != null) {
                return Optional.of(ofCamel(binding, file));
            }
            Optional<ConfigurationException> wrong =
                    ofQuarkus(String.valueOf(cause.getMessage()), file);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private static Optional<ConfigurationException> ofQuarkus(String message, Path file) {
        Map<String, String> problems = new LinkedHashMap<>();
        Matcher found = CONVERTED.matcher(message);
        while (found.find()) {
            String why = Secrets.isSecret(found.group(1)) ? "" : ": " + found.group(3).strip();
            problems.putIfAbsent(
                    place(found.group(1), file),
                    value(found.group(1), found.group(2)) + " cannot be its value" + why);
        }
        if (problems.isEmpty()) {
            return Optional.empty();
        }
        String first = problems.keySet().iterator().next();
        String others =
                problems.entrySet().stream()
                        .skip(1)
                        .map(other -> "; " + other.getKey() + ": " + other.getValue())
                        .collect(Collectors.joining());
        return Optional.of(new ConfigurationException(first, problems.get(first) + others, ADVICE));
    }

    private static ConfigurationException ofCamel(PropertyBindingException binding, Path file) {
        String prefix = binding.getOptionPrefix();
        String key =
                prefix
                        + (prefix.endsWith(".") ? "" : ".")
                        + Optional.ofNullable(binding.getOptionKey())
                                .orElse(binding.getPropertyName());
        return new ConfigurationException(
                place(key, file),
                binding.getCause() == null
                        ? "there is no such setting"
                        : value(key, String.valueOf(binding.getValue())) + " cannot be its value",
                ADVICE);
    }

    private static String value(String key, String value) {
        return Secrets.isSecret(key) ? "what is written" : "'" + value + "'";
    }

    /** Camel tells keys in its own spelling, whichever was written. */
    private static String place(String key, Path file) {
        String dashed = key.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
        return ConfigurationFile.place(file, key)
                .or(() -> ConfigurationFile.place(file, dashed))
                .map(place -> key + " (" + place + ")")
                .orElse(key);
    }
}

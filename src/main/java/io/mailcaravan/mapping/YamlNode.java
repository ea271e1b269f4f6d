package io.mailcaravan.mapping;

import io.mailcaravan.config.NearestWord;
import io.mailcaravan.mailbox.ConfigurationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A value in a YAML file, which knows the line where it stands.
 *
 * @param name how it is called in messages: the key before it, {@code flags}
 * @param place file and line
 * @param value a text, a list of nodes or a map of {@link Entry}; null where nothing is written
 */
record YamlNode(String name, String place, Object value) {

    /**
     * A key and its value.
     *
     * @param place file and line of the key
     */
    record Entry(String key, String place, YamlNode value) {}

    /** The values that follow each other. */
    record Items(List<YamlNode> nodes) {}

    /** Keys with values. */
    record Entries(List<Entry> entries) {}

    /**
     * The values by their names.
     *
     * @param known names that may be there
     * @param notYet names that will be known to a later version
     * @throws ConfigurationException for another name, with the nearest known one
     */
    Map<String, YamlNode> fields(Set<String> known, Set<String> notYet) {
        Map<String, YamlNode> fields = new LinkedHashMap<>();
        for (Entry entry : entries("properties: " + listed(known))) {
            if (notYet.contains(entry.key())) {
                throw new ConfigurationException(
                        entry.place(),
                        "'" + entry.key() + "' cannot be mapped yet",
                        "This version has rules for " + listed(known) + " only.");
            }
            if (!known.contains(entry.key())) {
                throw new ConfigurationException(
                        entry.place(),
                        "'" + name + "' has no property '" + entry.key() + "'",
                        NearestWord.of(entry.key(), known)
                                .map(near -> "Did you mean '" + near + "'?")
                                .orElse("It has " + listed(known) + "."));
            }
            fields.put(entry.key(), entry.value());
        }
        return fields;
    }

    /** The keys and values in the order of the file; none where nothing is written. */
    List<Entry> entries(String wanted) {
        return switch (value) {
            case null -> List.of();
            case Entries map -> map.entries();
            default -> throw wrongType(wanted);
        };
    }

    /** The values of a list; none where nothing is written. */
    List<YamlNode> items(String wanted) {
        return switch (value) {
            case null -> List.of();
            case Items list -> list.nodes();
            default -> throw wrongType(wanted);
        };
    }

    /** One word or sentence. */
    String text(String wanted) {
        if (value instanceof String text && !text.isBlank()) {
            return text.strip();
        }
        throw wrongType(wanted);
    }

    private ConfigurationException wrongType(String wanted) {
        String is =
                switch (value) {
                    case null -> "is empty";
                    case Items list -> "is a list";
                    case Entries map -> "has properties";
                    default -> "is '" + value + "'";
                };
        return new ConfigurationException(
                place, "'" + name + "' " + is, "There belongs " + wanted + ".");
    }

    private static String listed(Set<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }
}

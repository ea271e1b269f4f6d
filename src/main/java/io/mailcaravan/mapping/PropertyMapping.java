package io.mailcaravan.mapping;

import io.mailcaravan.config.TextFile;
import io.mailcaravan.mailbox.ConfigurationException;
import java.util.Map;
import java.util.Set;

/**
 * The rules of one mapping file, a section for each kind of items. So far there is one, for
 * messages; a further kind is one more component here, read from the section with its name.
 *
 * @param name of the file, as a route writes it
 */
public record PropertyMapping(String name, MessageMapping message) {

    private static final String MESSAGE = "message";

    /** Sections of kinds that have no rules so far. */
    private static final Set<String> NOT_YET = Set.of("contact", "event", "task");

    /**
     * @param name as a route writes it
     * @throws ConfigurationException naming the file, the line and what would do
     */
    static PropertyMapping read(String name, TextFile file) {
        YamlNode root = YamlFile.read(file.file().toString(), file.text());
        Map<String, YamlNode> sections = root.fields(Set.of(MESSAGE), NOT_YET);
        return new PropertyMapping(
                name,
                sections.containsKey(MESSAGE)
                        ? MessageMapping.read(sections.get(MESSAGE))
                        : MessageMapping.NONE);
    }
}

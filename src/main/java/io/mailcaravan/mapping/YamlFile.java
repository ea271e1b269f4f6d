package io.mailcaravan.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mapping.YamlNode.Entries;
import io.mailcaravan.mapping.YamlNode.Entry;
import io.mailcaravan.mapping.YamlNode.Items;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads YAML with the line of each key and value, so that a mistake can be named by it. */
final class YamlFile {

    private static final String ADVICE =
            "A mapping file is plain YAML: names, values and lists, indented by blanks.";

    private final String name;
    private final YAMLParser parser;

    private YamlFile(String name, YAMLParser parser) {
        this.name = name;
        this.parser = parser;
    }

    /**
     * @param name of the file, for messages
     * @throws ConfigurationException for what is no YAML, and for a key that stands twice
     */
    static YamlNode read(String name, String text) {
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            YamlFile file = new YamlFile(name, parser);
            YamlNode node =
                    parser.nextToken() == null
                            ? new YamlNode("the file", file.place(1), null)
                            : file.node("the file");
            if (parser.nextToken() != null) {
                throw new ConfigurationException(
                        file.place(), "a second document begins", "Write one file a mapping.");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw cannotBeRead(name, e);
        } catch (IOException e) {
            throw new IllegalStateException(e); // it is in memory
        }
    }

    /** Jackson tells the last good word; what is below it knows where the bad one is. */
    private static ConfigurationException cannotBeRead(String name, JsonProcessingException e) {
        int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
        String what = e.getOriginalMessage();
        if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            line = marked.getProblemMark().getLine() + 1;
            what = marked.getProblem();
        }
        String first = what.lines().map(String::strip).findFirst().orElse("");
        return new ConfigurationException(
                name + ", line " + line, "cannot be read: " + first, ADVICE);
    }

    private String place() {
        return place(parser.currentTokenLocation().getLineNr());
    }

    private String place(int line) {
        return name + ", line " + line;
    }

    private YamlNode node(String key) throws IOException {
        String place = place();
        if (parser.isCurrentAlias() || parser.getObjectId() != null) {
            throw new ConfigurationException(
                    place, "anchors (& and *) are not read", "Write the value where it is used.");
        }
        return new YamlNode(
                key,
                place,
                switch (parser.currentToken()) {
                    case START_OBJECT -> entries();
                    case START_ARRAY -> items(key);
                    case VALUE_NULL -> null;
                    default -> parser.getText();
                });
    }

    private Entries entries() throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            String place = place();
            parser.nextToken();
            Entry before = entries.putIfAbsent(key, new Entry(key, place, node(key)));
            if (before != null) {
                throw new ConfigurationException(
                        place,
                        "'" + key + "' stands there twice, first at " + before.place(),
                        "Keep one of the two.");
            }
        }
        return new Entries(List.copyOf(entries.values()));
    }

    private Items items(String key) throws IOException {
        List<YamlNode> nodes = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            nodes.add(node(key));
        }
        return new Items(List.copyOf(nodes));
    }
}

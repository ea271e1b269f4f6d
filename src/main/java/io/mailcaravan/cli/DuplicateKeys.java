package io.mailcaravan.cli;

import io.mailcaravan.mailbox.ConfigurationException;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Keys that stand twice in one place of a route file. Camel takes the last one without a word, and
 * a filter or a prefix is gone.
 */
final class DuplicateKeys {

    private final String file;

    /** What an alias names is looked at once. */
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private DuplicateKeys(String file) {
        this.file = file;
    }

    /**
     * @param file named in errors
     * @param text what is in it; what is no YAML is left to Camel, which says where
     */
    static void check(String file, String text) {
        try {
            new Compose(LoadSettings.builder().build())
                    .composeAllFromString(text)
                    .forEach(new DuplicateKeys(file)::check);
        } catch (YamlEngineException e) {
            // not for here
        }
    }

    private void check(Node node) {
        if (!seen.add(node)) {
            return;
        }
        switch (node) {
            case MappingNode mapping -> {
                Map<String, Integer> lines = new HashMap<>();
                for (NodeTuple entry : mapping.getValue()) {
                    if (entry.getKeyNode() instanceof ScalarNode key) {
                        Integer before = lines.put(key.getValue(), line(key));
                        if (before != null) {
                            throw twice(key, before);
                        }
                    }
                    check(entry.getValueNode());
                }
            }
            case SequenceNode sequence -> sequence.getValue().forEach(this::check);
            default -> {}
        }
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }

    private ConfigurationException twice(ScalarNode key, int before) {
        return new ConfigurationException(
                file + ", line " + line(key),
                "'" + key.getValue() + "' stands there twice, first on line " + before,
                "Keep one of the two; the second alone would count.");
    }
}

package io.mailcaravan.mapping;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.SpecialUse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where each folder of one mailbox goes, and by which rule.
 *
 * @param rows in the order of the source folders
 */
public record FolderPlan(List<Row> rows) {

    /** What decided. */
    public enum Rule {
        /** A step propertyMapping of the route. */
        PROPERTY_MAPPING("propertyMapping"),
        /** A line of the mapping file. */
        MAP_FILE("mapping file"),
        /** Both folders have the same role. */
        SPECIAL_USE("special-use"),
        /** The folder above it goes there. */
        PARENT("follows its parent"),
        /** All folders go below one. */
        PREFIX("prefix"),
        /** The name stays. */
        SAME_NAME("same name");

        private final String text;

        Rule(String text) {
            this.text = text;
        }

        /** For people. */
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * One folder.
     *
     * @param use the role to give the destination when it has to be created
     * @param reason the rule in full: {@code special-use \Sent, by its name}
     * @param renamed why the destination is not what the rule says: it cannot be there, or another
     *     folder goes there; empty where it is
     */
    public record Row(
            FolderPath source,
            FolderPath destination,
            Optional<SpecialUse> use,
            Rule rule,
            String reason,
            Optional<String> renamed) {

        Row(
                FolderPath source,
                FolderPath destination,
                Optional<SpecialUse> use,
                Rule rule,
                String reason) {
            this(source, destination, use, rule, reason, Optional.empty());
        }
    }

    public FolderPlan {
        rows = List.copyOf(rows);
    }

    /** Where this source folder goes; empty for a folder that was not planned. */
    public Optional<Row> row(FolderPath source) {
        return rows.stream().filter(row -> row.source().equals(source)).findFirst();
    }

    /** Destinations that receive more than one source folder, for a person to look at. */
    public Map<FolderPath, List<FolderPath>> merged() {
        Map<String, List<Row>> byDestination =
                rows.stream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> row.destination().toString(),
                                        TreeMap::new,
                                        Collectors.toList()));
        return byDestination.values().stream()
                .filter(list -> list.size() > 1)
                .collect(
                        Collectors.toMap(
                                list -> list.get(0).destination(),
                                list -> list.stream().map(Row::source).toList()));
    }

    /** Folders that get another name than the rules say, for a person to look at. */
    public List<Row> renamed() {
        return rows.stream().filter(row -> row.renamed().isPresent()).toList();
    }

    /** The rows by source folder. */
    public Map<FolderPath, Row> bySource() {
        return rows.stream()
                .collect(Collectors.toMap(Row::source, Function.identity(), (a, b) -> a));
    }
}

package io.mailcaravan.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tables of a Camel component's catalogue, for a page that holds a pair of marks for each. */
final class ComponentTables {

    private final JsonNode catalogue;

    ComponentTables(Path catalogue) throws IOException {
        this.catalogue = new ObjectMapper().readTree(catalogue.toFile());
    }

    /** The page with the text between its marks replaced by the tables. */
    String in(String page) {
        String result = page;
        for (String group : List.of("common", "consumer", "filter", "producer", "scheduler")) {
            result = MarkedPage.between(result, "options " + group, options(group));
        }
        return MarkedPage.between(result, "headers", headers());
    }

    /** Advanced options are Camel's own, and in its manual. */
    private String options(String group) {
        return "| option | default | meaning |\n| --- | --- | --- |\n"
                + catalogue.get("properties").properties().stream()
                        .filter(option -> option.getValue().get("group").asText().equals(group))
                        .filter(
                                option ->
                                        option.getValue().get("kind").asText().equals("parameter"))
                        .map(ComponentTables::option)
                        .collect(Collectors.joining());
    }

    private static String option(Map.Entry<String, JsonNode> option) {
        JsonNode facts = option.getValue();
        String standard = facts.path("defaultValue").asText();
        String values = "";
        if (facts.has("enum")) {
            values = " One of " + join(facts.get("enum")) + ".";
        }
        return "| `%s` | %s | %s%s |\n"
                .formatted(
                        option.getKey(),
                        standard.isEmpty() ? "" : "`" + standard + "`",
                        cell(facts.get("description").asText()),
                        values);
    }

    private static String join(JsonNode values) {
        return values.valueStream()
                .map(value -> "`" + value.asText() + "`")
                .collect(Collectors.joining(", "));
    }

    private String headers() {
        return "| header | type | meaning |\n| --- | --- | --- |\n"
                + catalogue.get("headers").properties().stream()
                        .map(
                                header ->
                                        "| `%s` | `%s` | %s |\n"
                                                .formatted(
                                                        header.getKey(),
                                                        header.getValue().get("javaType").asText(),
                                                        cell(
                                                                header.getValue()
                                                                        .get("description")
                                                                        .asText())))
                        .collect(Collectors.joining());
    }

    private static String cell(String text) {
        String sentence = text.replace("|", "\\|").replace("\n", " ").strip();
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}

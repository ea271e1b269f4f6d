package io.mailcaravan.convert.tnef;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Compares what the manifest says about an item with the report and the part that it became. */
final class ItemFacts {

    private ItemFacts() {}

    static void check(
            String at, JsonNode expect, JsonNode report, MimeMessageView view, List<String> faults) {
        compare(at + "item ", expect, report, faults);
    }

    private static void compare(String at, JsonNode expect, JsonNode own, List<String> faults) {
        for (Map.Entry<String, JsonNode> fact : expect.properties()) {
            JsonNode value = own.path(fact.getKey());
            if (fact.getKey().startsWith("att_date_")) {
                continue; // the old attributes, which are not to be used
            } else if (fact.getValue().isObject()) {
                compare(at + fact.getKey() + " ", fact.getValue(), value, faults);
            } else if (!fact.getValue().toString().equals(value.toString())) {
                faults.add(at + fact.getKey() + " " + value + " instead of " + fact.getValue());
            }
        }
    }
}

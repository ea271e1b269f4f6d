package io.mailcaravan.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the {@code mailboxes.csv} of one mailbox. */
final class ListText {

    private ListText() {}

    /**
     * @param passwords references by columns
     */
    static String of(CopyEnd source, CopyEnd destination, Map<String, String> passwords) {
        List<String> columns = new ArrayList<>(List.of("source", "destination"));
        List<String> values = new ArrayList<>(List.of(source.mailbox(), destination.mailbox()));
        passwords.forEach(
                (column, reference) -> {
                    columns.add(column);
                    values.add(reference);
                });
        return String.join(",", columns)
                + "\n"
                + values.stream().map(ListText::field).collect(Collectors.joining(","))
                + "\n";
    }

    private static String field(String value) {
        return value.matches("[\\w@.+:/-]+") ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}

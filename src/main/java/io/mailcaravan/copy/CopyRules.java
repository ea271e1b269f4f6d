package io.mailcaravan.copy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of the mailbox is copied, by the options of a route.
 *
 * @param folders names, globs and special-use names; empty: all
 * @param excludeFolders the same, of what is left out
 * @param since a date; empty: from the beginning
 */
public record CopyRules(List<String> folders, List<String> excludeFolders, String since) {

    /** As parameters of a route, in the order of its file. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "folders", String.join(",", folders));
        put(parameters, "excludeFolders", String.join(",", excludeFolders));
        put(parameters, "since", since);
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (!value.isBlank()) {
            parameters.put(name, value);
        }
    }
}

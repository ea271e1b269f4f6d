package io.mailcaravan.copy;

import io.mailcaravan.mailbox.ConfigurationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of the mailbox is copied, by the options of a route.
 *
 * @param folders names, globs and special-use names; none: all
 * @param excludeFolders the same, of what is left out
 * @param since a date; empty: from the beginning
 */
public record CopyRules(List<String> folders, List<String> excludeFolders, Optional<String> since) {

    public static final String FOLDER = "--folder";
    public static final String EXCLUDE_FOLDER = "--exclude-folder";
    public static final String SINCE = "--since";

    /**
     * @throws ConfigurationException for one that a route would read otherwise than it is meant
     */
    public CopyRules {
        folders = folders.stream().map(name -> entry(FOLDER, name)).toList();
        excludeFolders = excludeFolders.stream().map(name -> entry(EXCLUDE_FOLDER, name)).toList();
        since.ifPresent(date -> checkText(SINCE, date));
    }

    /** As parameters of a route, in the order of its file. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "folders", folders);
        put(parameters, "excludeFolders", excludeFolders);
        since.ifPresent(date -> parameters.put("since", date));
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, List<String> entries) {
        if (!entries.isEmpty()) {
            parameters.put(name, String.join(",", entries));
        }
    }

    /** One name that stays one in a list with commas. */
    private static String entry(String option, String name) {
        checkText(option, name);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == ',') {
                throw new ConfigurationException(
                        option,
                        "'" + name + "' has a comma in it, which may part two names",
                        "Repeat " + option + " for each folder, or write \\, for a comma of one.");
            }
            if (c == '\\' && i == name.length() - 1) {
                return name + c; // or else it would take the next name to it
            }
            if (c == '\\') {
                i++;
            }
        }
        return name;
    }

    private static void checkText(String option, String text) {
        if (text.isBlank()) {
            throw new ConfigurationException(
                    option, "it is empty", "Leave it out where everything is to be copied.");
        }
        if (text.contains("{{") || text.chars().anyMatch(Character::isISOControl)) {
            throw new ConfigurationException(
                    option,
                    "'" + text + "' has {{ or a control character in it",
                    "Write ? for each of these characters.");
        }
    }
}

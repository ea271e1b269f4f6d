package io.mailcaravan.config;

import io.mailcaravan.mailbox.ConfigurationException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The program's own keys in a configuration file. One that nobody reads would be passed over in
 * silence, and with it the ledger's database for example; those of Quarkus and Camel are theirs.
 */
final class ConfigurationKeys {

    private static final String OWN = "caravan";
    private static final String PREFIX = OWN + ".";

    /** What stands below has names of the user's; each store knows its settings. */
    private static final String STORES = "stores";

    /** Longer words are no slip of the pen for {@code caravan}. */
    private static final int LONGEST_SLIP = OWN.length() + 2;

    private static final Set<String> KNOWN =
            ProgramSettings.ALL.stream().map(Setting::key).collect(Collectors.toSet());

    /** Set by the script that starts the program. */
    private static final String NATIVE = "native";

    /** What has a place of its own. */
    private static final Map<String, String> ELSEWHERE =
            Map.of(
                    "routes", "Name the folder with --routes or the variable CARAVAN_ROUTES.",
                    "config", "Name the file with --config or the variable CARAVAN_CONFIG.");

    private ConfigurationKeys() {}

    /**
     * @param place file and line
     * @throws ConfigurationException for a key that is meant for this program and unknown to it
     */
    static void check(String key, String place) {
        int dot = key.indexOf('.');
        String first = dot < 0 ? key : key.substring(0, dot);
        if (dot < 0 || !first.equals(OWN)) {
            if (dot > 0 && isNearly(first)) {
                throw unknown(place, key, Optional.of(OWN + key.substring(dot)));
            }
            return;
        }
        String rest = key.substring(PREFIX.length());
        if (rest.startsWith(STORES + ".") || KNOWN.contains(rest) || rest.equals(NATIVE)) {
            return;
        }
        if (ELSEWHERE.containsKey(rest)) {
            throw new ConfigurationException(
                    place, key + " cannot be set in this file", ELSEWHERE.get(rest));
        }
        throw unknown(place, key, meant(rest).map(near -> PREFIX + near));
    }

    private static boolean isNearly(String first) {
        return !first.equals(OWN)
                && first.length() <= LONGEST_SLIP
                && NearestWord.of(first, Set.of(OWN)).isPresent();
    }

    private static Optional<String> meant(String rest) {
        int dot = rest.indexOf('.');
        boolean store =
                dot > 0
                        && NearestWord.of(rest.substring(0, dot), groups())
                                .filter(STORES::equals)
                                .isPresent();
        return store ? Optional.of(STORES + rest.substring(dot)) : NearestWord.of(rest, KNOWN);
    }

    private static Set<String> groups() {
        Set<String> groups = new TreeSet<>(Set.of(STORES));
        KNOWN.forEach(key -> groups.add(key.replaceFirst("\\..*", "")));
        return groups;
    }

    private static ConfigurationException unknown(
            String place, String key, Optional<String> meant) {
        return new ConfigurationException(
                place,
                "there is no setting '" + key + "'",
                meant.map(near -> "Did you mean '" + near + "'?")
                        .orElse(
                                "Settings of this program are caravan.stores.NAME.SETTING and "
                                        + String.join(
                                                ", ",
                                                new TreeSet<>(KNOWN)
                                                        .stream().map(PREFIX::concat).toList())
                                        + "."));
    }
}

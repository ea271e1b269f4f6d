package io.mailcaravan.mapping;

import io.mailcaravan.mailbox.ConfigurationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * New names for old ones, as a mapping file has them. Each name is looked up once: what a rule has
 * made is not renamed again.
 */
final class Renames {

    /**
     * One line.
     *
     * @param from as it is compared
     * @param place file and line
     */
    record Rule(String from, String to, String place) {}

    private Renames() {}

    /**
     * @param wanted what such a rule is, for messages
     * @param check refuses what is no name, given the place and the name, and gives it as it is
     *     kept
     * @param key a name as it is compared
     * @throws ConfigurationException for two rules for one name, and for rules that lead back to
     *     where they begin, so that nobody can say which name is the new one
     */
    static List<Rule> read(
            YamlNode node,
            String wanted,
            BiFunction<String, String, String> check,
            UnaryOperator<String> key) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        for (YamlNode.Entry entry : node.entries(wanted)) {
            String from = key.apply(check.apply(entry.place(), entry.key()));
            String to = check.apply(entry.value().place(), entry.value().text(wanted));
            Rule before = rules.putIfAbsent(from, new Rule(from, to, entry.place()));
            if (before != null) {
                throw new ConfigurationException(
                        entry.place(),
                        "there are two rules for '" + entry.key() + "', one at " + before.place(),
                        "Keep one of them.");
            }
        }
        rules.values().forEach(rule -> refuseCircle(rule, rules, key));
        return List.copyOf(rules.values());
    }

    private static void refuseCircle(
            Rule start, Map<String, Rule> rules, UnaryOperator<String> key) {
        List<String> way = new ArrayList<>(List.of(start.from()));
        Set<String> seen = new HashSet<>();
        for (Rule rule = start; rule != null && seen.add(rule.from()); ) {
            way.add(rule.to());
            String next = key.apply(rule.to());
            if (next.equals(start.from())) {
                throw new ConfigurationException(
                        start.place(),
                        "renames go in a circle: " + String.join(" -> ", way),
                        "Take one of them out, or go by way of a name that nobody has.");
            }
            rule = rules.get(next);
        }
    }
}

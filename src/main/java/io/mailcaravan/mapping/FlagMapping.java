package io.mailcaravan.mapping;

import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Keyword;
import io.mailcaravan.mailbox.SystemFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Flags and keywords to flags and keywords: some are renamed, some dropped, some added. Case does
 * not matter. What it gives depends on the flags alone, so that it can be asked again in later
 * passes.
 */
public final class FlagMapping {

    /** Changes nothing. */
    public static final FlagMapping NONE = new FlagMapping(Map.of(), Set.of(), Flags.NONE);

    private static final String RENAME = "rename";
    private static final String DROP = "drop";
    private static final String ADD = "add";
    private static final String RENAMES = "a line a flag, such as $Label1: Important";
    private static final String NAMES = "a list of flags, such as [ NonJunk, $MDNSent ]";

    private final Map<String, String> renamed;
    private final Set<String> dropped;
    private final Flags added;

    private FlagMapping(Map<String, String> renamed, Set<String> dropped, Flags added) {
        this.renamed = new TreeMap<>(renamed);
        this.dropped = new TreeSet<>(dropped);
        this.added = added;
    }

    /**
     * The section {@code flags}.
     *
     * @throws ConfigurationException naming file, line and what would do
     */
    static FlagMapping read(YamlNode node) {
        Map<String, YamlNode> fields = node.fields(Set.of(RENAME, DROP, ADD), Set.of());
        Map<String, String> places = new HashMap<>();
        Map<String, String> renamed = new HashMap<>();
        if (fields.containsKey(RENAME)) {
            for (Renames.Rule rule :
                    Renames.read(
                            fields.get(RENAME), RENAMES, FlagMapping::name, AsciiCase::lower)) {
                settable(rule.place(), rule.to());
                renamed.put(rule.from(), rule.to());
                places.put(rule.from(), rule.place());
            }
        }
        Set<String> dropped = new HashSet<>();
        for (YamlNode item : items(fields, DROP)) {
            String name = AsciiCase.lower(name(item.place(), item.text(NAMES)));
            String before = places.putIfAbsent(name, item.place());
            if (before != null) {
                throw new ConfigurationException(
                        item.place(),
                        "there are two rules for '" + item.value() + "', one at " + before,
                        "Keep one of them.");
            }
            dropped.add(name);
        }
        List<String> added = new ArrayList<>();
        for (YamlNode item : items(fields, ADD)) {
            added.add(settable(item.place(), name(item.place(), item.text(NAMES))));
        }
        return new FlagMapping(renamed, dropped, Flags.of(added));
    }

    private static List<YamlNode> items(Map<String, YamlNode> fields, String name) {
        return fields.containsKey(name) ? fields.get(name).items(NAMES) : List.of();
    }

    private static String name(String place, String name) {
        boolean good =
                name.startsWith("\\")
                        ? SystemFlag.parse(name).isPresent()
                        : name.matches("[!-~&&[^(){%*\"\\\\\\]]]+");
        if (!good) {
            throw new ConfigurationException(
                    place,
                    "'" + name + "' is neither a keyword nor a system flag",
                    "A keyword is one word of ASCII without ( ) { ] % * \" and \\; system flags"
                            + " are \\Answered \\Deleted \\Draft \\Flagged \\Seen.");
        }
        return name;
    }

    /** Whoever expunges next would lose the message at the destination. */
    private static String settable(String place, String name) {
        if (SystemFlag.parse(name).filter(SystemFlag.DELETED::equals).isPresent()) {
            throw new ConfigurationException(
                    place,
                    "a rule gives " + SystemFlag.DELETED.text() + ", and with it the message away",
                    "Drop it, or rename it to something else.");
        }
        return name;
    }

    /** The flags as the rules have them. Each is renamed once at most. */
    public Flags map(Flags flags) {
        if (isEmpty()) {
            return flags;
        }
        List<String> mapped =
                Stream.concat(
                                flags.system().stream().map(SystemFlag::text),
                                flags.keywords().stream().map(Keyword::name))
                        .filter(name -> !dropped.contains(AsciiCase.lower(name)))
                        .map(name -> renamed.getOrDefault(AsciiCase.lower(name), name))
                        .collect(Collectors.toCollection(ArrayList::new));
        return Flags.of(mapped).with(added);
    }

    /** Whether there is no rule. */
    public boolean isEmpty() {
        return renamed.isEmpty() && dropped.isEmpty() && added.isEmpty();
    }

    /** The same rules give the same text. */
    @Override
    public String toString() {
        return "rename " + renamed + " drop " + dropped + " add " + added;
    }
}

package io.mailcaravan.store.jmap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailcaravan.http.JsonAnswer;
import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Keyword;
import io.mailcaravan.mailbox.SystemFlag;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Flags as JMAP has them (RFC 8621, 4.1.1): four system flags are keywords, {@code \Deleted} is
 * none, and all are told in lower case.
 */
final class JmapKeywords {

    private static final Map<SystemFlag, String> NAMES =
            Map.of(
                    SystemFlag.ANSWERED, "$answered",
                    SystemFlag.DRAFT, "$draft",
                    SystemFlag.FLAGGED, "$flagged",
                    SystemFlag.SEEN, "$seen");

    private static final int LONGEST = 255;

    private JmapKeywords() {}

    /** The flags of an email. */
    static Flags read(JsonNode keywords) {
        EnumSet<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        Set<Keyword> others = new HashSet<>();
        keywords.properties()
                .forEach(
                        entry -> {
                            if (entry.getValue().asBoolean()) {
                                add(entry.getKey(), system, others);
                            }
                        });
        return new Flags(system, others);
    }

    private static void add(String name, Set<SystemFlag> system, Set<Keyword> others) {
        for (Map.Entry<SystemFlag, String> known : NAMES.entrySet()) {
            if (AsciiCase.equal(known.getValue(), name)) {
                system.add(known.getKey());
                return;
            }
        }
        if (isKeyword(name)) {
            others.add(new Keyword(name));
        }
    }

    /** The characters that RFC 8621 allows are those of an IMAP atom. */
    private static boolean isKeyword(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST
                && name.chars().allMatch(c -> c > 0x20 && c < 0x7f && "(){]%*\"\\".indexOf(c) < 0);
    }

    /** What can be written of these flags. */
    static ObjectNode written(Flags flags) {
        ObjectNode keywords = JsonAnswer.object();
        for (SystemFlag flag : flags.system()) {
            if (NAMES.containsKey(flag)) {
                keywords.put(NAMES.get(flag), true);
            }
        }
        for (Keyword keyword : flags.keywords()) {
            if (canBeKept(keyword)) {
                keywords.put(AsciiCase.lower(keyword.name()), true);
            }
        }
        return keywords;
    }

    /** What cannot. */
    static Flags dropped(Flags flags) {
        EnumSet<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        flags.system().stream().filter(flag -> !NAMES.containsKey(flag)).forEach(system::add);
        Set<Keyword> others = new HashSet<>();
        flags.keywords().stream().filter(keyword -> !canBeKept(keyword)).forEach(others::add);
        return system.isEmpty() && others.isEmpty() ? Flags.NONE : new Flags(system, others);
    }

    /** One that is written like a system flag would come back as that. */
    private static boolean canBeKept(Keyword keyword) {
        return isKeyword(keyword.name())
                && NAMES.values().stream().noneMatch(name -> AsciiCase.equal(name, keyword.name()));
    }
}

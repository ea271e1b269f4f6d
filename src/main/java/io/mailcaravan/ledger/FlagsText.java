package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Keyword;
import io.mailcaravan.mailbox.SystemFlag;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Flags as short text: a letter each for the system flags, then each keyword with a space before
 * it, {@code FS $Forwarded}; null for none. Most rows have one letter or nothing.
 */
final class FlagsText {

    private static final Map<SystemFlag, Character> LETTERS =
            Map.of(
                    SystemFlag.ANSWERED, 'A',
                    SystemFlag.DELETED, 'T',
                    SystemFlag.DRAFT, 'D',
                    SystemFlag.FLAGGED, 'F',
                    SystemFlag.SEEN, 'S');

    private FlagsText() {}

    static String write(Flags flags) {
        if (flags.isEmpty()) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        flags.system().forEach(flag -> text.append(LETTERS.get(flag).charValue()));
        flags.keywords().forEach(keyword -> text.append(' ').append(keyword.name()));
        return text.toString();
    }

    static Flags read(String text) {
        if (text == null || text.isEmpty()) {
            return Flags.NONE;
        }
        String[] words = text.split(" ");
        Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        LETTERS.forEach(
                (flag, letter) -> {
                    if (words[0].indexOf(letter) >= 0) {
                        system.add(flag);
                    }
                });
        Set<Keyword> keywords = new TreeSet<>();
        Arrays.stream(words).skip(1).map(Keyword::new).forEach(keywords::add);
        return new Flags(system, keywords);
    }
}

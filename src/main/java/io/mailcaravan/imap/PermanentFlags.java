package io.mailcaravan.imap;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Keyword;
import io.mailcaravan.mailbox.SystemFlag;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which flags a folder keeps (RFC 9051, 7.1). Servers refuse or forget the others, so they are not
 * sent.
 *
 * @param any no list given, or one with {@code \*}: all keywords
 */
record PermanentFlags(boolean told, Flags listed, boolean any) {
    /** A server that does not tell keeps all. */
    static final PermanentFlags ANY = new PermanentFlags(false, Flags.NONE, true);

    /** Reads {@code (\Seen \Answered $Forwarded \*)}. */
    static PermanentFlags parse(String list) {
        List<String> names = List.of(list.replace("(", "").replace(")", "").trim().split(" +"));
        return new PermanentFlags(true, Flags.of(names), names.contains("\\*"));
    }

    /** The flags of these that can be sent and kept. */
    Flags keep(Flags flags) {
        if (keepsAll(flags)) {
            return flags;
        }
        Set<SystemFlag> system =
                flags.system().stream()
                        .filter(flag -> !told || listed.has(flag))
                        .collect(Collectors.toSet());
        Set<Keyword> keywords =
                flags.keywords().stream()
                        .filter(keyword -> any || listed.keywords().contains(keyword))
                        .filter(PermanentFlags::isAtom)
                        .collect(Collectors.toSet());
        return new Flags(system, keywords);
    }

    private boolean keepsAll(Flags flags) {
        if (told && !listed.system().containsAll(flags.system())) {
            return false;
        }
        for (Keyword keyword : flags.keywords()) {
            if (!isAtom(keyword) || !(any || listed.keywords().contains(keyword))) {
                return false;
            }
        }
        return true;
    }

    /** Some sources list keywords that are no atoms; sent, they would break the whole command. */
    private static boolean isAtom(Keyword keyword) {
        String name = keyword.name();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c >= 0x7f || "(){%*\"\\]".indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }
}

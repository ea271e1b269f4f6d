package io.mailcaravan.store.mbox;

import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Keyword;
import io.mailcaravan.mailbox.SystemFlag;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The header fields that belong to the file and not to the message: flags, numbers, lengths. They
 * are left out when the message is read.
 */
final class StorageFields {

    private static final Set<String> NAMES =
            Set.of(
                    "status",
                    "x-status",
                    "x-keywords",
                    "x-uid",
                    "x-imap",
                    "x-imapbase",
                    "content-length",
                    "x-mozilla-status",
                    "x-mozilla-status2",
                    "x-mozilla-keys",
                    AsciiCase.lower(StoredNote.FIELD));

    /** What Takeout adds; a message in Gmail has neither. */
    private static final Set<String> TAKEOUT_NAMES = Set.of("x-gmail-labels", "x-gm-thrid");

    private static final int MOZILLA_READ = 0x1;
    private static final int MOZILLA_REPLIED = 0x2;
    private static final int MOZILLA_MARKED = 0x4;
    private static final int MOZILLA_EXPUNGED = 0x8;
    private static final int MOZILLA_FORWARDED = 0x1000;

    private static final Pattern ATOM = Pattern.compile("[!#$&'+,\\-./0-9:;<=>?@A-Z^_`a-z|~]+");

    /** What programs write there; anything else is a sender's field of that name. */
    private static final Map<String, Pattern> LETTERS =
            Map.of(
                    "status", Pattern.compile("(?!.*(.).*\\1)[RONUD]{0,5}"),
                    "x-status", Pattern.compile("(?!.*(.).*\\1)[AFTD]{0,4}"));

    private final Map<String, String> values = new HashMap<>();
    private boolean expunged;

    /** Whether lines of this field are the file's own. */
    static boolean isOwn(String lowerName, boolean takeout) {
        return NAMES.contains(lowerName) || (takeout && TAKEOUT_NAMES.contains(lowerName));
    }

    /**
     * Takes a field's first value, but of letters for flags the last: programs put theirs at the
     * header's end. Folded lines come with it.
     */
    void add(String lowerName, String value) {
        String text = value.strip();
        Pattern letters = LETTERS.get(lowerName);
        if (letters == null) {
            values.putIfAbsent(lowerName, text);
        } else if (letters.matcher(text).matches()) {
            values.put(lowerName, text);
        }
    }

    String value(String lowerName) {
        return values.getOrDefault(lowerName, "");
    }

    boolean has(String lowerName) {
        return values.containsKey(lowerName);
    }

    /** Bytes of the body; negative where nobody says. */
    long contentLength() {
        String value = value("content-length");
        return value.matches("\\d{1,18}") ? Long.parseLong(value) : -1;
    }

    /** Says that Thunderbird's own {@code X-Mozilla-Status} is what was taken: no sender's. */
    void believeMozilla() {
        expunged = (mozilla() & MOZILLA_EXPUNGED) != 0;
    }

    /** Whether Thunderbird has deleted the message and not yet compacted the folder. */
    boolean expunged() {
        return expunged;
    }

    private int mozilla() {
        String value = value("x-mozilla-status");
        return value.matches("[0-9A-Fa-f]{1,4}") ? Integer.parseInt(value, 16) : 0;
    }

    Flags flags() {
        EnumSet<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        String letters = value("x-status");
        int mozilla = mozilla();
        addIf(
                system,
                SystemFlag.SEEN,
                value("status").indexOf('R') >= 0 || (mozilla & MOZILLA_READ) != 0);
        addIf(
                system,
                SystemFlag.ANSWERED,
                letters.indexOf('A') >= 0 || (mozilla & MOZILLA_REPLIED) != 0);
        addIf(
                system,
                SystemFlag.FLAGGED,
                letters.indexOf('F') >= 0 || (mozilla & MOZILLA_MARKED) != 0);
        addIf(system, SystemFlag.DRAFT, letters.indexOf('T') >= 0);
        addIf(system, SystemFlag.DELETED, letters.indexOf('D') >= 0);
        Set<Keyword> keywords = new TreeSet<>();
        for (String word : (value("x-keywords") + " " + value("x-mozilla-keys")).split("\\s+")) {
            if (ATOM.matcher(word).matches()) {
                keywords.add(new Keyword(word));
            }
        }
        if ((mozilla & MOZILLA_FORWARDED) != 0) {
            keywords.add(new Keyword("$Forwarded"));
        }
        return system.isEmpty() && keywords.isEmpty() ? Flags.NONE : new Flags(system, keywords);
    }

    private static void addIf(Set<SystemFlag> flags, SystemFlag flag, boolean set) {
        if (set) {
            flags.add(flag);
        }
    }

    /** Whether a keyword can be written; others are dropped. */
    static boolean keeps(Keyword keyword) {
        return ATOM.matcher(keyword.name()).matches();
    }

    /** The lines for these flags, as mutt, UW's programs and Dovecot read them. */
    static String lines(Flags flags) {
        StringBuilder lines = new StringBuilder("Status: ");
        lines.append(flags.has(SystemFlag.SEEN) ? "RO\n" : "O\n");
        StringBuilder letters = new StringBuilder();
        append(letters, 'A', flags.has(SystemFlag.ANSWERED));
        append(letters, 'F', flags.has(SystemFlag.FLAGGED));
        append(letters, 'T', flags.has(SystemFlag.DRAFT));
        append(letters, 'D', flags.has(SystemFlag.DELETED));
        if (!letters.isEmpty()) {
            lines.append("X-Status: ").append(letters).append('\n');
        }
        StringBuilder keywords = new StringBuilder();
        flags.keywords().stream()
                .filter(StorageFields::keeps)
                .forEach(keyword -> keywords.append(' ').append(keyword.name()));
        if (!keywords.isEmpty()) {
            lines.append("X-Keywords:").append(keywords).append('\n');
        }
        return lines.toString();
    }

    private static void append(StringBuilder letters, char letter, boolean set) {
        if (set) {
            letters.append(letter);
        }
    }
}

package io.mailcaravan.store.maildir;

import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Keyword;
import io.mailcaravan.mailbox.SystemFlag;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A message by its file's name: {@code cur/1623745800.R5f…Q7.caravan,S=120,W=123:2,Sa}.
 *
 * @param relative the path below the folder, {@code cur/...} or {@code new/...}
 * @param base the name up to the flags; stays the same all its life
 * @param letters the flags as written, without {@code :2,}
 */
record MessageFile(String relative, String base, String letters) {

    static final String CUR = "cur";
    static final String NEW = "new";

    /** Length of {@code cur/} and {@code new/}. */
    static final int DIRECTORY = 4;

    private static final String INFO = ":2,";

    /** A name that this store gave: INTERNALDATE, something unique, our mark. */
    private static final Pattern OURS =
            Pattern.compile("-?\\d{1,12}\\.R[0-9a-f]{16}Q\\d+\\.caravan(,.*)?");

    static MessageFile parse(String relative) {
        int info = relative.indexOf(INFO);
        return new MessageFile(
                relative,
                base(relative.substring(DIRECTORY)),
                info < 0 ? "" : relative.substring(info + INFO.length()));
    }

    /** A name without its flags. */
    static String base(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    /** What nobody changes in a name: the part in front of what programs note in it. */
    static String uniquePart(String name) {
        String base = base(name);
        int comma = base.indexOf(',');
        return comma <= 0 ? base : base.substring(0, comma);
    }

    /** A name for a file in {@code tmp}. */
    static String unique(Instant internalDate, String writer, long number) {
        return internalDate.getEpochSecond() + ".R" + writer + "Q" + number + ".caravan";
    }

    /** The path in {@code cur} of a message with these flags. */
    static String inCur(String base, String letters) {
        return CUR + "/" + base + INFO + letters;
    }

    /** Where it is. */
    Path in(Path folder) {
        return ByteNames.resolve(folder, relative);
    }

    /** For people. */
    String text() {
        return ByteNames.printable(relative);
    }

    /** Whether this store wrote it, so that its bytes are the message's own. */
    boolean ours() {
        return OURS.matcher(base).matches();
    }

    /** INTERNALDATE as in the name; meaningful in names that this store gave. */
    Instant nameDate() {
        return Instant.ofEpochSecond(Long.parseLong(base.substring(0, base.indexOf('.'))));
    }

    /** Bytes of the file, {@code ,S=}. */
    OptionalLong fileSize() {
        return hint(",S=");
    }

    /** Bytes of the message with CRLF line ends, {@code ,W=}. */
    OptionalLong crlfSize() {
        return hint(",W=");
    }

    private OptionalLong hint(String key) {
        int start = base.indexOf(key);
        if (start < 0) {
            return OptionalLong.empty();
        }
        int end = start + key.length();
        long value = 0;
        while (end < base.length() && Character.isDigit(base.charAt(end)) && value < 1L << 50) {
            value = value * 10 + (base.charAt(end++) - '0');
        }
        return end == start + key.length() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** The flags; letters without a meaning here are left out. */
    Flags flags(KeywordList keywords) {
        if (letters.isEmpty()) {
            return Flags.NONE;
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            switch (letter) {
                case 'D' -> names.add(SystemFlag.DRAFT.text());
                case 'F' -> names.add(SystemFlag.FLAGGED.text());
                case 'R' -> names.add(SystemFlag.ANSWERED.text());
                case 'S' -> names.add(SystemFlag.SEEN.text());
                case 'T' -> names.add(SystemFlag.DELETED.text());
                // "passed": resent, forwarded or bounced (cr.yp.to/proto/maildir.html)
                case 'P' -> names.add("$Forwarded");
                default -> keywords.of(letter).map(Keyword::name).ifPresent(names::add);
            }
        }
        return Flags.of(names);
    }

    /** The letters of these flags, in ASCII order as Maildir wants it. */
    static String letters(Flags flags, KeywordList keywords) {
        StringBuilder letters = new StringBuilder();
        append(letters, flags, SystemFlag.DRAFT, 'D');
        append(letters, flags, SystemFlag.FLAGGED, 'F');
        append(letters, flags, SystemFlag.ANSWERED, 'R');
        append(letters, flags, SystemFlag.SEEN, 'S');
        append(letters, flags, SystemFlag.DELETED, 'T');
        flags.keywords().stream()
                .flatMap(keyword -> keywords.letter(keyword).stream())
                .sorted()
                .forEach(letters::append);
        return letters.toString();
    }

    private static void append(StringBuilder letters, Flags flags, SystemFlag flag, char letter) {
        if (flags.has(flag)) {
            letters.append(letter);
        }
    }
}

package io.mailcaravan.store.eml;

import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.InternalDate;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of messages' files and of folders' directories. */
final class EmlNames {

    /** Behind a message's name; in any case. */
    static final String END = ".eml";

    /** Behind the date in names of ours: the bytes in the file are the message's own. */
    private static final String OURS = ".caravan" + END;

    /** What a file has that is being written. */
    static final String PART = ".caravan-part";

    private static final int LONGEST = 255;

    private static final Pattern OWN =
            Pattern.compile("(-?\\d{1,12})-[0-9a-f]{32}(-\\d+)?" + Pattern.quote(OURS));

    private EmlNames() {}

    static boolean isMessage(String file) {
        return AsciiCase.lower(file).endsWith(END) && !file.startsWith(".");
    }

    /** What systems and programs put beside files, and nobody misses. */
    static boolean isHidden(String file) {
        String lower = AsciiCase.lower(file);
        return file.startsWith(".")
                || lower.equals("desktop.ini")
                || lower.equals("thumbs.db")
                || lower.equals("caravan.lock")
                || lower.equals("__macosx");
    }

    /**
     * The name for a message: when it was received, in seconds, and what is in it.
     *
     * @param twin 0 for the first of this name, as messages may be equal
     */
    static String of(Instant received, Digest content, int twin) {
        return received.getEpochSecond()
                + "-"
                + content.text()
                + (twin == 0 ? "" : "-" + twin)
                + OURS;
    }

    /** When the message was received, if the name is one of ours; else empty. */
    static Optional<Instant> received(String file) {
        Matcher own = OWN.matcher(file);
        return own.matches()
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(own.group(1))))
                : Optional.empty();
    }

    /** Whether a folder's directory can have this name; empty where it can. */
    static Optional<String> problem(String folder) {
        int length = directory(folder).length();
        return length > LONGEST
                ? Optional.of(
                        "its directory would have a name of "
                                + length
                                + " bytes, and there is room for "
                                + LONGEST)
                : Optional.empty();
    }

    /** The directory for a folder, as a name of {@link ByteNames}. */
    static String directory(String folder) {
        String bytes = ByteNames.bytes(folder);
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            boolean hidden = i == 0 && (c == '.' || isHidden(bytes));
            if (c == '/' || c == '\\' || c == '%' || c < ' ' || c == 0x7f || hidden) {
                name.append("%%%02X".formatted((int) c));
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }

    /**
     * The folder's name that a directory stands for; what is written otherwise is taken as it is.
     */
    static String folder(String directory) {
        String decoded = ByteNames.text(ByteNames.fromPrintable(directory));
        return directory(decoded).equals(directory) ? decoded : ByteNames.text(directory);
    }

    /** Unknown dates are those of arrival. */
    static Instant date(Instant received) {
        return InternalDate.isKnown(received) ? received : Instant.now();
    }
}

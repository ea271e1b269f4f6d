package io.mailcaravan.store.eml;

import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.InternalDate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
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

    private static final Set<String> OF_SYSTEM =
            Set.of(
                    ".appledouble",
                    ".documentrevisions-v100",
                    ".ds_store",
                    ".fseventsd",
                    ".snapshot", // all files once more, as they were
                    ".snapshots",
                    ".spotlight-v100",
                    ".temporaryitems",
                    ".trashes",
                    ".zfs",
                    "__macosx",
                    "caravan.lock",
                    "desktop.ini",
                    "thumbs.db");

    private static final int LONGEST = 255;

    private static final Pattern OWN =
            Pattern.compile("(-?\\d{1,12})-([0-9a-f]{32})(-\\d+)?" + Pattern.quote(OURS));

    private EmlNames() {}

    static boolean isMessage(String file) {
        return AsciiCase.lower(file).endsWith(END) && !isOfSystem(file);
    }

    /** Nobody misses it; unless it is a message, or a directory that holds some. */
    static boolean isHidden(String file) {
        return file.startsWith(".") || isOfSystem(file);
    }

    /** What systems and this program put beside files: never mail, whatever it holds. */
    static boolean isOfSystem(String file) {
        String lower = AsciiCase.lower(file);
        return file.startsWith("._") // a copy's attributes, by macOS
                || lower.startsWith(".trash-") // files that were thrown away
                || OF_SYSTEM.contains(lower);
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

    /** What is in the file, if the name is one of ours; else empty. */
    static Optional<Digest> content(String file) {
        Matcher own = OWN.matcher(file);
        return own.matches()
                ? Optional.of(
                        new Digest(
                                HexFormat.fromHexDigitsToLong(own.group(2), 0, 16),
                                HexFormat.fromHexDigitsToLong(own.group(2), 16, 32)))
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
            boolean hidden = i == 0 && isHidden(bytes);
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

package io.mailcaravan.store.mbox;

import io.mailcaravan.mailbox.ByteNames;
import java.util.List;
import java.util.Optional;

/** Names of folders as names of files. */
final class TreeNames {

    /** What Thunderbird puts behind a folder's name for the directory of those below it. */
    static final String BELOW = ".sbd";

    /** Put behind the name of a file that holds messages, by Takeout and others. */
    private static final List<String> MBOX = List.of(".mbox", ".mbx");

    /** What is beside them in Thunderbird's and others' directories. */
    private static final List<String> NO_MAIL =
            List.of(
                    ".msf",
                    ".dat",
                    ".html",
                    ".json",
                    ".sqlite",
                    ".lock",
                    ".rdf",
                    ".log",
                    ".txt",
                    ".ini",
                    ".csv",
                    ".cmeta",
                    ".ibex.index",
                    ".ev-summary");

    /** Behind names: the longest that this store makes itself. */
    private static final int ROOM = ".caravan.lock".length();

    private static final int LONGEST = 255;

    private TreeNames() {}

    /** Whether a file is known to hold no mail, by its name. */
    static boolean isOther(String file) {
        return file.startsWith(".") || NO_MAIL.stream().anyMatch(file::endsWith);
    }

    /** The file for a folder, as a name of {@link ByteNames}. */
    static String file(String folder) {
        String bytes = ByteNames.bytes(folder);
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            boolean dotToHide = c == '.' && (i == 0 || isReserved(bytes.substring(i)));
            if (c == '/' || c == '%' || c < ' ' || c == 0x7f || dotToHide) {
                name.append("%%%02X".formatted((int) c));
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }

    private static boolean isReserved(String end) {
        return end.equals(BELOW) || MBOX.contains(end) || NO_MAIL.contains(end);
    }

    /** The folder's name that a file stands for; what is written otherwise is taken as it is. */
    static String folder(String file) {
        String bare = file;
        for (String end : MBOX) {
            if (file.endsWith(end) && file.length() > end.length()) {
                bare = file.substring(0, file.length() - end.length());
            }
        }
        String decoded = ByteNames.text(ByteNames.fromPrintable(bare));
        return file(decoded).equals(bare) ? decoded : ByteNames.text(bare);
    }

    /** Why a folder cannot have this name. */
    static Optional<String> problem(String folder) {
        int length = file(folder).length();
        return length + ROOM > LONGEST
                ? Optional.of(
                        "its file would have a name of "
                                + length
                                + " bytes, and there is room for "
                                + (LONGEST - ROOM))
                : Optional.empty();
    }
}

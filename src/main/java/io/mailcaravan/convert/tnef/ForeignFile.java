package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.stream.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Files that people take for mail or TNEF, and what to do with them. */
final class ForeignFile {

    private static final byte[] COMPOUND_FILE = {
        (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
    };

    private static final byte[] DATA_FILE = {'!', 'B', 'D', 'N'};

    /** A storage that each .msg has, [MS-OXMSG] 2.2.3, in the directory of the file. */
    private static final byte[] OF_MESSAGES =
            "__nameid_version1.0".getBytes(StandardCharsets.UTF_16LE);

    /** Entries of the directory begin at multiples of this. */
    private static final int ENTRY = 128;

    private ForeignFile() {}

    static boolean is(Bytes bytes) {
        return bytes.startsWith(COMPOUND_FILE) || bytes.startsWith(DATA_FILE);
    }

    /** What it is; empty for anything else. */
    static Optional<String> of(Bytes bytes) {
        if (bytes.startsWith(DATA_FILE)) {
            return Optional.of(
                    "an Outlook data file (.pst or .ost), neither TNEF nor a mail:"
                            + " open it in Outlook and move its messages into a mailbox");
        }
        if (!bytes.startsWith(COMPOUND_FILE)) {
            return Optional.empty();
        }
        return Optional.of(
                isMessage(bytes)
                        ? "an Outlook message file (.msg), neither TNEF nor a mail: open it in"
                                + " Outlook and save it as .eml, or move it into a mailbox"
                        : "a compound file of Microsoft Office, neither TNEF nor a mail");
    }

    private static boolean isMessage(Bytes bytes) {
        for (int at = 0; at + OF_MESSAGES.length <= bytes.size(); at += ENTRY) {
            if (bytes.u8(at) == '_' && bytes.from(at).startsWith(OF_MESSAGES)) {
                return true;
            }
        }
        return false;
    }
}

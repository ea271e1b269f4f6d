package io.mailcaravan.store.maildir;

import io.mailcaravan.disk.DamagedFileException;
import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The file that numbers a folder's messages, in Dovecot's format 3 (format 1 is read): a header
 * {@code 3 V<UIDVALIDITY> N<next UID> G<id>}, then {@code <UID> [hints] :<base name>} a line, UIDs
 * rising. Lines may be added at the end without a new header, so an append costs its batch, not the
 * folder; the next UID is the greater of header and last line. A last line without an end is what a
 * killed writer left, and counts for nothing but its number.
 *
 * @param complete whether the file ends in a whole line and in format 3, so that lines can be added
 */
record UidList(Path file, UidValidity uidValidity, long uidNext, boolean complete) {

    static final String FILE = "dovecot-uidlist";

    private static final String ESCAPED = "%/";

    /** Takes the lines of a list. */
    @FunctionalInterface
    interface LineSink {
        void accept(long uid, String key);
    }

    /** Reads the file; empty where there is none. */
    static Optional<UidList> read(Path file, LineSink to) throws IOException {
        if (!PlainFiles.exists(file)) {
            return Optional.empty();
        }
        try (LineReader reader = new LineReader(file)) {
            String header = reader.next();
            if (header == null) {
                throw damaged(file, "it is empty");
            }
            Header head = Header.parse(file, header);
            long last = 0;
            for (String line = reader.next(); line != null; line = reader.next()) {
                last = Math.max(last, accept(line, head.version, last, reader.whole(), to));
            }
            return Optional.of(
                    new UidList(
                            file,
                            head.uidValidity,
                            Math.max(head.uidNext, last + 1),
                            reader.whole() && head.version == 3));
        }
    }

    private static long accept(String line, int version, long last, boolean whole, LineSink to) {
        int digits = 0;
        while (digits < line.length() && digits < 10 && Character.isDigit(line.charAt(digits))) {
            digits++;
        }
        if (digits == 0) {
            return last;
        }
        long uid = Long.parseLong(line.substring(0, digits));
        int name = version == 1 ? digits + 1 : line.indexOf(" :", digits) + 2;
        // Dovecot, too, leaves out lines that do not rise
        if (!whole || uid <= last || uid > Uid.MAX.value() || name < 2 || name >= line.length()) {
            return whole ? last : Math.min(uid, Uid.MAX.value() - 1);
        }
        to.accept(uid, key(line.substring(name)));
        return uid;
    }

    /** No file's name has a slash, so what has one is ours: see {@link #written}. */
    private static String key(String written) {
        if (written.startsWith(ESCAPED)) {
            return ByteNames.fromPrintable(written.substring(ESCAPED.length()));
        }
        return written.indexOf('/') >= 0 ? written : MessageFile.base(written);
    }

    /** A key as it stands in a line; one that a line cannot hold is escaped. */
    private static String written(String key) {
        return key.indexOf('\n') < 0 ? key : ESCAPED + ByteNames.printable(key);
    }

    /** Writes a new list without lines. */
    static UidList create(Path file, UidValidity uidValidity) throws IOException {
        UidList list = new UidList(file, uidValidity, 1, true);
        DurableFiles.replace(file, list.header());
        return list;
    }

    /** Adds these keys with the next UIDs. The caller holds the folder's lock. */
    UidList append(Iterator<String> keys) throws IOException {
        UidList list = complete ? this : rewritten();
        long[] uid = {list.uidNext};
        DurableFiles.append(
                file,
                out -> {
                    while (keys.hasNext()) {
                        if (uid[0] > Uid.MAX.value()) {
                            throw new IOException(
                                    "the folder of " + file + " has used up all UIDs");
                        }
                        String line = uid[0]++ + " :" + written(keys.next()) + "\n";
                        out.write(DurableFiles.bytes(line));
                    }
                });
        return new UidList(file, uidValidity, uid[0], true);
    }

    /** Cuts a half line off, and brings format 1 to 3; hints of whole lines stay. */
    private UidList rewritten() throws IOException {
        DurableFiles.replace(
                file,
                out -> {
                    out.write(DurableFiles.bytes(header()));
                    try (LineReader reader = new LineReader(file)) {
                        boolean version1 = String.valueOf(reader.next()).startsWith("1 ");
                        for (String line = reader.next(); line != null; line = reader.next()) {
                            if (reader.whole()) {
                                String now = version1 ? line.replaceFirst(" ", " :") : line;
                                out.write(DurableFiles.bytes(now + "\n"));
                            }
                        }
                    }
                });
        return new UidList(file, uidValidity, uidNext, true);
    }

    private String header() {
        byte[] id = new byte[16];
        ThreadLocalRandom.current().nextBytes(id);
        return "3 V" + uidValidity + " N" + uidNext + " G" + HexFormat.of().formatHex(id) + "\n";
    }

    private static DamagedFileException damaged(Path file, String problem) {
        return new DamagedFileException("the list of UIDs " + file + " is damaged: " + problem);
    }

    private record Header(int version, UidValidity uidValidity, long uidNext) {

        static Header parse(Path file, String line) throws IOException {
            String[] words = line.split(" ");
            try {
                if (words[0].equals("1") && words.length >= 3) {
                    return new Header(
                            1, new UidValidity(Long.parseLong(words[1])), Long.parseLong(words[2]));
                }
                if (words[0].equals("3")) {
                    return new Header(
                            3,
                            new UidValidity(Long.parseLong(value(words, 'V'))),
                            Long.parseLong(value(words, 'N')));
                }
            } catch (IllegalArgumentException e) {
                throw damaged(file, "its first line is '" + line + "'");
            }
            throw damaged(file, "its first line is '" + line + "', of a format other than 1 and 3");
        }

        private static String value(String[] words, char key) {
            for (String word : words) {
                if (word.charAt(0) == key) {
                    return word.substring(1);
                }
            }
            throw new IllegalArgumentException("no " + key);
        }
    }
}

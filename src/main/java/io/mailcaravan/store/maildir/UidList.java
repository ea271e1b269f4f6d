package io.mailcaravan.store.maildir;

import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
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

    /** Takes the lines of a list. */
    @FunctionalInterface
    interface LineSink {
        void accept(long uid, String base);
    }

    /** A list that cannot be read as one. */
    static final class DamagedListException extends IOException {
        private static final long serialVersionUID = 1;

        DamagedListException(Path file, String problem) {
            super("the list of UIDs " + file + " is damaged: " + problem);
        }
    }

    /** Reads the file; empty where there is none. */
    static Optional<UidList> read(Path file, LineSink to) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        boolean wholeEnd = endsWithNewline(file);
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            String header = reader.readLine();
            if (header == null) {
                throw new DamagedListException(file, "it is empty");
            }
            Header head = Header.parse(file, header);
            long last = 0;
            String line = reader.readLine();
            while (line != null) {
                String following = reader.readLine();
                boolean whole = following != null || wholeEnd;
                last = Math.max(last, accept(line, head.version, last, whole, to));
                line = following;
            }
            return Optional.of(
                    new UidList(
                            file,
                            head.uidValidity,
                            Math.max(head.uidNext, last + 1),
                            wholeEnd && head.version == 3));
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
        to.accept(uid, MessageFile.base(line.substring(name)));
        return uid;
    }

    private static boolean endsWithNewline(Path file) throws IOException {
        try (var channel = Files.newByteChannel(file)) {
            if (channel.size() == 0) {
                return false;
            }
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.position(channel.size() - 1).read(last);
            return last.get(0) == '\n';
        }
    }

    /** Writes a new list without lines. */
    static UidList create(Path file, UidValidity uidValidity) throws IOException {
        UidList list = new UidList(file, uidValidity, 1, true);
        DurableFiles.replace(file, list.header());
        return list;
    }

    /** Adds these base names with the next UIDs. The caller holds the folder's lock. */
    UidList append(List<String> bases) throws IOException {
        UidList list = complete ? this : rewritten();
        StringBuilder lines = new StringBuilder();
        long uid = list.uidNext;
        for (String base : bases) {
            if (uid > Uid.MAX.value()) {
                throw new IOException("the folder of " + file + " has used up all UIDs");
            }
            lines.append(uid++).append(" :").append(base).append('\n');
        }
        DurableFiles.append(file, lines.toString());
        return new UidList(file, uidValidity, uid, true);
    }

    /** Cuts a half line off, and brings format 1 to 3; hints of whole lines stay. */
    private UidList rewritten() throws IOException {
        String old = Files.readString(file, StandardCharsets.ISO_8859_1);
        String whole = old.substring(0, old.lastIndexOf('\n') + 1);
        String lines = whole.substring(whole.indexOf('\n') + 1);
        if (whole.startsWith("1 ")) {
            lines = lines.replaceAll("(?m)^(\\d+) ", "$1 :");
        }
        DurableFiles.replace(file, header() + lines);
        return new UidList(file, uidValidity, uidNext, true);
    }

    private String header() {
        byte[] id = new byte[16];
        ThreadLocalRandom.current().nextBytes(id);
        return "3 V" + uidValidity + " N" + uidNext + " G" + HexFormat.of().formatHex(id) + "\n";
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
                throw new DamagedListException(file, "its first line is '" + line + "'");
            }
            throw new DamagedListException(
                    file, "its first line is '" + line + "', of a format other than 1 and 3");
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

package io.mailcaravan.store.eml;

import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.FolderLock;
import io.mailcaravan.disk.FolderLock.Alive;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers the files of folders, in a list a folder beside the spool: a line {@code W<UIDVALIDITY>},
 * then {@code <UID> <stamp> <digest of the header> <id>} a line. A file that has got another stamp
 * and another header is another message, and a later line is the one that holds. A list that is
 * lost, damaged or of another form is made anew with another UIDVALIDITY; a last line without an
 * end is what a killed process left, and only takes its number.
 */
final class EmlNumbers {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String FORM = "W";

    /** Stands where a file of ours, or one that cannot be read, has no digest. */
    private static final String NONE = "-";

    private final Path folder;
    private final Alive alive;
    private final Headers headers;

    /** Reads a file's header. */
    interface Headers {
        Digest digest(EmlFile file) throws IOException;
    }

    /**
     * @param folder where the lists are kept; made when needed
     */
    EmlNumbers(Path folder, Alive alive, Headers headers) {
        this.folder = folder;
        this.alive = alive;
        this.headers = headers;
    }

    /** A file as it was numbered, or seen last with the same header. */
    private record Known(Uid uid, String stamp, String digest) {

        /** Whether nobody has to look into the file. */
        boolean isStill(EmlFile file) {
            return file.ours() || stamp.equals(file.stamp());
        }
    }

    /**
     * A list as it is now.
     *
     * @param files by id, also those that are gone
     * @param whole whether lines can be added at its end
     */
    private record Numbered(
            UidValidity uidValidity, Map<String, Known> files, long uidNext, boolean whole) {}

    /**
     * The files of a folder, all with a UID.
     *
     * @param key the folder, different from any other's
     * @param files in the order in which new ones get their UIDs
     */
    EmlView number(String key, Collection<EmlFile> files) throws IOException, MailboxException {
        DurableFiles.createFolders(folder);
        Path list = list(key);
        // before the lock, for which all mailboxes wait
        Map<String, String> digests = new HashMap<>();
        Map<String, Known> before = read(list).map(Numbered::files).orElse(Map.of());
        for (EmlFile file : files) {
            Known known = before.get(file.id());
            if (known == null || !known.isStill(file)) {
                digests.put(file.id(), digest(file));
            }
        }
        try (FolderLock lock = FolderLock.take(folder.resolve(FolderLock.FILE), alive)) {
            Numbered numbered = read(list).orElseGet(EmlNumbers::begin);
            boolean anew = !numbered.whole();
            long uid = numbered.uidNext();
            StringBuilder lines = new StringBuilder();
            Map<String, Known> all = numbered.files();
            for (EmlFile file : files) {
                Known known = all.get(file.id());
                if (known != null && known.isStill(file)) {
                    continue;
                }
                String digest = digests.get(file.id());
                if (digest == null) {
                    digest = digest(file);
                }
                if (known != null && digest.equals(NONE)) {
                    continue; // nobody knows, so it keeps its UID
                }
                boolean same =
                        known != null
                                && (known.digest().equals(NONE) || known.digest().equals(digest));
                if (!same && uid > Uid.MAX.value() - 1) {
                    throw new IOException("the list " + list + " has used up all UIDs");
                }
                Known now = new Known(same ? known.uid() : new Uid(uid++), file.stamp(), digest);
                all.put(file.id(), now);
                lines.append(line(file.id(), now));
                anew |= same;
            }
            if (anew) {
                rewrite(list, numbered.uidValidity(), all);
            } else if (!lines.isEmpty()) {
                append(list, lines);
            }
            return EmlView.of(
                    numbered.uidValidity(), new Uid(uid), files, file -> all.get(file.id()).uid());
        }
    }

    private String digest(EmlFile file) throws MailboxException {
        alive.check();
        try {
            return file.ours() ? NONE : headers.digest(file).text();
        } catch (IOException e) {
            return NONE; // told when it is read
        }
    }

    private static Numbered begin() {
        UidValidity random = new UidValidity(0x8000_0000L + RANDOM.nextInt(Integer.MAX_VALUE));
        return new Numbered(random, new HashMap<>(), 1, false);
    }

    private static Optional<Numbered> read(Path list) throws IOException {
        if (!PlainFiles.exists(list)) {
            return Optional.empty();
        }
        Map<String, Known> files = new HashMap<>();
        UidValidity validity;
        long last = 0;
        boolean whole = true;
        try (FileChannel channel = PlainFiles.read(list)) {
            String text =
                    new String(
                            Channels.newInputStream(channel).readAllBytes(),
                            StandardCharsets.ISO_8859_1);
            whole = text.endsWith("\n");
            String[] lines = text.split("\n");
            if (!lines[0].startsWith(FORM)) {
                return Optional.empty();
            }
            validity = new UidValidity(Long.parseLong(lines[0].substring(FORM.length())));
            for (int i = 1; i < lines.length; i++) {
                String[] parts = lines[i].split(" ", 4);
                Uid uid = new Uid(Long.parseLong(parts[0]));
                if (uid.value() <= last) {
                    return Optional.empty();
                }
                last = uid.value();
                if (whole || i < lines.length - 1) {
                    files.put(
                            ByteNames.fromPrintable(parts[3]), new Known(uid, parts[1], parts[2]));
                } else {
                    files.put("", new Known(uid, NONE, NONE)); // no file has this id
                }
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
        return Optional.of(new Numbered(validity, files, last + 1, whole));
    }

    private static void append(Path list, CharSequence lines) throws IOException {
        DurableFiles.append(list, out -> out.write(DurableFiles.bytes(lines.toString())));
    }

    private static void rewrite(Path list, UidValidity validity, Map<String, Known> files)
            throws IOException {
        StringBuilder all = new StringBuilder(FORM + validity + "\n");
        files.entrySet().stream()
                .sorted(Comparator.comparing(each -> each.getValue().uid()))
                .forEach(each -> all.append(line(each.getKey(), each.getValue())));
        DurableFiles.replace(list, all.toString());
    }

    private static String line(String id, Known file) {
        return file.uid()
                + " "
                + (file.stamp().isEmpty() ? NONE : file.stamp())
                + " "
                + file.digest()
                + " "
                + ByteNames.printable(id)
                + "\n";
    }

    private Path list(String key) {
        byte[] digest = Digest.begin().digest(DurableFiles.bytes(key));
        return folder.resolve(HexFormat.of().formatHex(digest, 0, 16) + ".uidlist");
    }
}

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
 * then {@code <UID> <stamp> <digest of the header> <id>} a line. Behind the UIDVALIDITY, after a
 * space, is the mark of the directory, once something was written to that. A file that has got
 * another stamp and another header is another message, and a later line is the one that holds. A
 * list that is lost, damaged or of another form is made anew with another UIDVALIDITY; a last line
 * without an end is what a killed process left, and only takes its number.
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
            UidValidity uidValidity,
            Optional<String> mark,
            Map<String, Known> files,
            long uidNext,
            boolean whole) {

        /**
         * Whether this is the list of a directory. Without a mark there, what was numbered tells:
         * an owner who deletes all messages leaves the mark.
         *
         * @param there its mark
         * @param writes whether it is a destination's, so that it would have a mark if it was not
         *     of an older version
         */
        boolean isOf(Optional<String> there, boolean writes, Collection<EmlFile> found) {
            if (mark.isPresent() && there.isPresent()) {
                return mark.equals(there);
            }
            boolean looks = mark.isPresent() || (writes && there.isEmpty());
            return !looks
                    || files.isEmpty()
                    || found.stream().anyMatch(file -> files.containsKey(file.id()));
        }
    }

    /**
     * The files of a folder, all with a UID.
     *
     * @param key the folder, different from any other's
     * @param there the directory, where it has a mark that may tell that it is another one now
     * @param files all that are there, in the order in which new ones get their UIDs
     */
    EmlView number(String key, Optional<Path> there, boolean writes, Collection<EmlFile> files)
            throws IOException, MailboxException {
        return number(key, Optional.of(new Place(there, writes)), files);
    }

    /** As above, of some files more in a directory whose files have just got theirs. */
    EmlView number(String key, Collection<EmlFile> files) throws IOException, MailboxException {
        return number(key, Optional.empty(), files);
    }

    /**
     * Notes which directory the list is of; that gets a mark if it has none.
     *
     * @param directory whose files have just got their UIDs
     */
    void bind(String key, Path directory) throws IOException, MailboxException {
        Path list = list(key);
        try (FolderLock lock = FolderLock.take(folder.resolve(FolderLock.FILE), alive)) {
            Numbered numbered = read(list).orElseGet(EmlNumbers::begin);
            Optional<String> there = EmlMark.read(directory);
            String mark = there.or(numbered::mark).orElseGet(EmlMark::next);
            if (there.isEmpty()) {
                EmlMark.write(directory, mark);
            }
            if (!numbered.mark().equals(Optional.of(mark))) {
                rewrite(list, numbered.uidValidity(), Optional.of(mark), numbered.files());
            }
        }
    }

    /** Where the files are that are numbered. */
    private record Place(Optional<Path> directory, boolean writes) {

        Optional<String> mark() throws IOException {
            return directory.isPresent() ? EmlMark.read(directory.get()) : Optional.empty();
        }
    }

    private EmlView number(String key, Optional<Place> place, Collection<EmlFile> files)
            throws IOException, MailboxException {
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
            if (place.isPresent()
                    && !numbered.isOf(place.get().mark(), place.get().writes(), files)) {
                numbered = begin();
            }
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
                rewrite(list, numbered.uidValidity(), numbered.mark(), all);
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
        return new Numbered(random, Optional.empty(), new HashMap<>(), 1, false);
    }

    private static Optional<Numbered> read(Path list) throws IOException {
        if (!PlainFiles.exists(list)) {
            return Optional.empty();
        }
        Map<String, Known> files = new HashMap<>();
        UidValidity validity;
        Optional<String> mark;
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
            String[] first = lines[0].substring(FORM.length()).split(" ", 2);
            validity = new UidValidity(Long.parseLong(first[0]));
            mark = first.length > 1 ? Optional.of(first[1]) : Optional.empty();
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
        return Optional.of(new Numbered(validity, mark, files, last + 1, whole));
    }

    private static void append(Path list, CharSequence lines) throws IOException {
        DurableFiles.append(list, out -> out.write(DurableFiles.bytes(lines.toString())));
    }

    private static void rewrite(
            Path list, UidValidity validity, Optional<String> mark, Map<String, Known> files)
            throws IOException {
        StringBuilder all =
                new StringBuilder(FORM + validity + mark.map(text -> " " + text).orElse("") + "\n");
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

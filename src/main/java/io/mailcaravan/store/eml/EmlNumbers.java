package io.mailcaravan.store.eml;

import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.FolderLock;
import io.mailcaravan.disk.FolderLock.Alive;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.PrivateFiles;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers the files of folders, in a list a folder beside the spool: a line {@code V<UIDVALIDITY>},
 * then {@code <UID> <name>} a line. A list that is lost or damaged is made anew with another
 * UIDVALIDITY; a last line without an end is what a killed process left, and only takes its number.
 */
final class EmlNumbers {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;
    private final Alive alive;

    /**
     * @param folder where the lists are kept; made when needed
     */
    EmlNumbers(Path folder, Alive alive) {
        this.folder = folder;
        this.alive = alive;
    }

    /**
     * A list as it is now.
     *
     * @param uids of names, also of files that are gone
     * @param whole whether lines can be added at its end
     */
    private record Numbered(
            UidValidity uidValidity, Map<String, Uid> uids, long uidNext, boolean whole) {}

    /**
     * The files of a folder, all with a UID.
     *
     * @param key the folder, different from any other's
     * @param files in the order in which new ones get their UIDs
     */
    EmlView number(String key, Collection<EmlFile> files) throws IOException, MailboxException {
        PrivateFiles.createFolders(folder);
        Path list = list(key);
        try (FolderLock lock = FolderLock.take(folder.resolve(FolderLock.FILE), alive)) {
            Numbered numbered = read(list).orElseGet(EmlNumbers::begin);
            boolean anew = !numbered.whole();
            long uid = numbered.uidNext();
            StringBuilder lines = new StringBuilder();
            Map<String, Uid> uids = new HashMap<>(numbered.uids());
            for (EmlFile file : files) {
                String name = file.id();
                if (uids.containsKey(name)) {
                    continue;
                }
                if (uid > Uid.MAX.value() - 1) {
                    throw new IOException("the list " + list + " has used up all UIDs");
                }
                uids.put(name, new Uid(uid));
                lines.append(line(uid++, name));
            }
            if (anew) {
                rewrite(list, numbered, lines);
            } else if (!lines.isEmpty()) {
                append(list, lines);
            }
            return EmlView.of(numbered.uidValidity(), new Uid(uid), files, uids);
        }
    }

    private static Numbered begin() {
        UidValidity random = new UidValidity(0x8000_0000L + RANDOM.nextInt(Integer.MAX_VALUE));
        return new Numbered(random, Map.of(), 1, false);
    }

    private static Optional<Numbered> read(Path list) throws IOException {
        if (!PlainFiles.exists(list)) {
            return Optional.empty();
        }
        Map<String, Uid> uids = new HashMap<>();
        UidValidity validity = null;
        long last = 0;
        boolean whole = true;
        try (FileChannel channel = PlainFiles.read(list)) {
            String text =
                    new String(
                            Channels.newInputStream(channel).readAllBytes(),
                            StandardCharsets.ISO_8859_1);
            whole = text.endsWith("\n");
            for (String line : text.split("\n")) {
                if (validity == null) {
                    validity = new UidValidity(Long.parseLong(line.substring(1)));
                    continue;
                }
                int space = line.indexOf(' ');
                Uid uid = new Uid(Long.parseLong(space < 0 ? line : line.substring(0, space)));
                if (uid.value() <= last) {
                    return Optional.empty();
                }
                last = uid.value();
                uids.put(ByteNames.fromPrintable(line.substring(space + 1)), uid);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
        return validity == null
                ? Optional.empty()
                : Optional.of(new Numbered(validity, uids, last + 1, whole));
    }

    private static void append(Path list, CharSequence lines) throws IOException {
        DurableFiles.append(list, out -> out.write(DurableFiles.bytes(lines.toString())));
    }

    private static void rewrite(Path list, Numbered known, CharSequence more) throws IOException {
        StringBuilder all = new StringBuilder("V" + known.uidValidity() + "\n");
        List<Map.Entry<String, Uid>> old = new ArrayList<>(known.uids().entrySet());
        old.sort(Map.Entry.comparingByValue());
        old.forEach(each -> all.append(line(each.getValue().value(), each.getKey())));
        DurableFiles.replace(list, all.append(more).toString());
    }

    private static String line(long uid, String name) {
        return uid + " " + ByteNames.printable(name) + "\n";
    }

    private Path list(String key) {
        byte[] digest = Digest.begin().digest(DurableFiles.bytes(key));
        return folder.resolve(HexFormat.of().formatHex(digest, 0, 16) + ".uidlist");
    }
}

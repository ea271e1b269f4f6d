package io.mailcaravan.store.maildir;

import io.mailcaravan.disk.NotPlainException;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.ByteNames;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The names in {@code cur} and {@code new} of a folder; no file is looked at. Each has a key by
 * which lists of UIDs know it: its base name, or, where several files have the same, its whole path
 * for all but the first.
 */
final class FileNames {

    private static final int ATTEMPTS = 10;

    private final PackedNames names = new PackedNames();

    /** Names whose key is the whole path. */
    private final BitSet whole = new BitSet();

    /** Indexes and 1, found by the keys' hashes. */
    private int[] table = new int[32];

    private FileNames() {}

    /**
     * Reads both directories. A file that is renamed meanwhile, because a mail program changes its
     * flags, may be left out of a directory's listing by the system; so it is read again until
     * nothing changed meanwhile.
     */
    static FileNames scan(Path folder) throws IOException {
        FolderStamp before = FolderStamp.of(folder);
        FileNames names = scanOnce(folder);
        for (int i = 1; i < ATTEMPTS; i++) {
            FolderStamp after = FolderStamp.of(folder);
            if (after.sameDirectories(before)) {
                break;
            }
            before = after;
            names = scanOnce(folder);
        }
        return names;
    }

    private static FileNames scanOnce(Path folder) throws IOException {
        FileNames names = new FileNames();
        // new before cur: what moves from one to the other meanwhile is seen twice, not never
        names.addAll(folder, MessageFile.NEW);
        names.addAll(folder, MessageFile.CUR);
        return names;
    }

    private void addAll(Path folder, String directory) throws IOException {
        Path path = folder.resolve(directory);
        try {
            PlainFiles.requireDirectory(path);
        } catch (NoSuchFileException | NotPlainException e) {
            // some programs make new only when they need it; a folder without cur is none
            if (directory.equals(MessageFile.CUR)) {
                throw e;
            }
            return; // MaildirTree tells of a link
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                String name = ByteNames.of(file);
                if (!name.startsWith(".")) {
                    add(directory + "/" + name);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void add(String name) {
        int index = names.add(name);
        if (2 * names.size() > table.length) {
            table = new int[2 * table.length];
            for (int i = 0; i < index; i++) {
                table[slot(key(i))] = i + 1;
            }
        }
        int slot = slot(key(index));
        int other = table[slot] - 1;
        if (other < 0) {
            table[slot] = index + 1;
            return;
        }
        // the first by name keeps the key that lists of other programs have
        boolean first = name.compareTo(names.get(other)) < 0;
        int second = first ? other : index;
        if (first) {
            table[slot] = index + 1;
        }
        whole.set(second);
        table[slot(key(second))] = second + 1;
    }

    private int slot(String key) {
        int hash = key.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (table.length - 1);
        while (table[slot] != 0 && !key(table[slot] - 1).equals(key)) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    int size() {
        return names.size();
    }

    /** {@code cur/...} or {@code new/...}. */
    String name(int index) {
        return names.get(index);
    }

    String key(int index) {
        String name = names.get(index);
        return whole.get(index) ? name : MessageFile.base(name.substring(MessageFile.DIRECTORY));
    }

    /** The index of the file with this key; negative where there is none. */
    int index(String key) {
        return table[slot(key)] - 1;
    }

    /** The names alone, for who needs no keys. */
    PackedNames packed() {
        return names;
    }

    /** All indexes. */
    int[] indexes() {
        int[] all = new int[names.size()];
        Arrays.setAll(all, i -> i);
        return all;
    }
}

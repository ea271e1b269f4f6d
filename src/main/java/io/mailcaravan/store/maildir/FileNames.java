package io.mailcaravan.store.maildir;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The names in {@code cur} and {@code new} of a folder, sorted by base name; no file is looked at.
 */
final class FileNames {

    private static final int ATTEMPTS = 10;

    private final String[] sorted;

    private FileNames(String[] sorted) {
        this.sorted = sorted;
    }

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
        List<String> names = new ArrayList<>();
        // new before cur: what moves from one to the other meanwhile is seen twice, not never
        add(folder, MessageFile.NEW, names);
        add(folder, MessageFile.CUR, names);
        names.sort(FileNames::compareBases);
        List<String> distinct = new ArrayList<>(names.size());
        for (String name : names) {
            int last = distinct.size() - 1;
            if (last >= 0 && compareBases(distinct.get(last), name) == 0) {
                distinct.set(last, name);
            } else {
                distinct.add(name);
            }
        }
        return new FileNames(distinct.toArray(String[]::new));
    }

    private static void add(Path folder, String directory, List<String> names) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(directory))) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!name.startsWith(".")) {
                    names.add(directory + "/" + name);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException e) {
            // some programs make new only when they need it; a folder without cur is none
            if (directory.equals(MessageFile.CUR)) {
                throw e;
            }
        }
    }

    int size() {
        return sorted.length;
    }

    /** {@code cur/...} or {@code new/...}. */
    String name(int index) {
        return sorted[index];
    }

    /** The index of the file with this base name; negative where there is none. */
    int index(String base) {
        int low = 0;
        int high = sorted.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(sorted[middle], MessageFile.DIRECTORY, base, 0);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private static int compareBases(String a, String b) {
        return compare(a, MessageFile.DIRECTORY, b, MessageFile.DIRECTORY);
    }

    /** Compares up to the colon before the flags, without making strings. */
    private static int compare(String a, int aStart, String b, int bStart) {
        int i = aStart;
        int j = bStart;
        while (true) {
            int c = i < a.length() && a.charAt(i) != ':' ? a.charAt(i) : -1;
            int d = j < b.length() && b.charAt(j) != ':' ? b.charAt(j) : -1;
            if (c != d || c < 0) {
                return Integer.compare(c, d);
            }
            i++;
            j++;
        }
    }
}

package io.mailcaravan.store.maildir;

import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.FolderPath;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Dovecot's file {@code subscriptions}: a folder a line, levels parted by dots; or, after the lines
 * {@code V 2} (with a tab) and an empty one, by tabs.
 */
final class Subscriptions {

    private static final String FILE = "subscriptions";
    private static final String VERSION_2 = "V\t2";

    private Subscriptions() {}

    /**
     * The subscribed folders; empty where there is no file and so nobody can tell. A line without
     * tabs is taken for both layouts, as the file does not tell.
     */
    static Optional<Set<FolderPath>> read(Path maildir) throws IOException {
        List<String> lines;
        try {
            lines = PlainFiles.text(maildir.resolve(FILE)).lines().toList();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        boolean version2 = isVersion2(lines);
        Set<FolderPath> folders = new HashSet<>();
        for (String line : version2 ? lines.subList(1, lines.size()) : lines) {
            for (String separator : version2 ? List.of("\t") : List.of("\\.", "/")) {
                List<String> levels = List.of(line.split(separator, -1));
                if (!levels.contains("")) {
                    folders.add(FolderName.decode(levels));
                }
            }
        }
        return Optional.of(folders);
    }

    private static boolean isVersion2(List<String> lines) {
        return !lines.isEmpty() && lines.get(0).equals(VERSION_2);
    }

    /** Makes a file without lines, unless there is one. The caller holds the lock. */
    static void createFile(Path maildir) throws IOException {
        if (!PlainFiles.exists(maildir.resolve(FILE))) {
            DurableFiles.replace(maildir.resolve(FILE), VERSION_2 + "\n\n");
        }
    }

    /** Adds a folder, in the file's own version. The caller holds the lock. */
    static void add(Path maildir, FolderPath folder) throws IOException {
        createFile(maildir);
        if (read(maildir).orElse(Set.of()).contains(folder)) {
            return;
        }
        Path file = maildir.resolve(FILE);
        String text = PlainFiles.text(file);
        boolean version2 = text.startsWith(VERSION_2 + "\n");
        String end = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
        String line = String.join(version2 ? "\t" : ".", FolderName.levels(folder));
        DurableFiles.replace(file, text + end + line + "\n");
    }
}

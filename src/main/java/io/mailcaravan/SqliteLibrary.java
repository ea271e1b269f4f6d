package io.mailcaravan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library, unpacked once instead of at every start: that takes a tenth of a second,
 * and a killed process leaves its copy behind.
 */
final class SqliteLibrary {

    private SqliteLibrary() {}

    /**
     * Tells the driver to load the library from below {@code folder}, where it is put if missing.
     * Where that cannot be written, the driver unpacks it as it always does.
     */
    static void keepIn(Path folder) {
        Path versioned =
                folder.resolve(
                        "sqlite-"
                                + SQLiteJDBCLoader.getVersion()
                                + "-"
                                + System.getProperty("os.arch"));
        String name = System.mapLibraryName("sqlitejdbc");
        Path library = versioned.resolve(name);
        if (!Files.isReadable(library) && !unpack(library, name)) {
            return;
        }
        System.setProperty("org.sqlite.lib.path", versioned.toAbsolutePath().toString());
        System.setProperty("org.sqlite.lib.name", name);
    }

    private static boolean unpack(Path library, String name) {
        String packed = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
        try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(packed)) {
            if (in == null || !Files.isWritable(existing(library))) {
                return false;
            }
            Files.createDirectories(library.getParent());
            Path fresh = Files.createTempFile(library.getParent(), name, ".part");
            Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
            // two processes may do this at once; whoever is last leaves the same bytes
            Files.move(fresh, library, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            return false; // slower, but nothing is lost
        }
    }

    private static Path existing(Path path) {
        Path parent = path.toAbsolutePath();
        while (!Files.exists(parent)) {
            parent = parent.getParent();
        }
        return parent;
    }
}

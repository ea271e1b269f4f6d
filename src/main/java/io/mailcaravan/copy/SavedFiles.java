package io.mailcaravan.copy;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FileErrors;
import io.mailcaravan.mailbox.PrivateFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the files of a project, for their owner only. */
public final class SavedFiles {

    private SavedFiles() {}

    /**
     * Writes them where they are not there yet; what is there already stays, and has to be the
     * same.
     *
     * @param files by their paths below the folder
     * @param option that names the folder, for errors
     * @throws ConfigurationException where another file is in the way, and then none is written
     */
    public static void write(Path folder, Map<Path, String> files, String option) {
        try {
            Map<Path, byte[]> missing = new LinkedHashMap<>();
            for (Map.Entry<Path, String> one : files.entrySet()) {
                Path file = folder.resolve(one.getKey().toString());
                byte[] text = one.getValue().getBytes(StandardCharsets.UTF_8);
                if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                    missing.put(file, text);
                } else if (!Files.isRegularFile(file)
                        || !Arrays.equals(Files.readAllBytes(file), text)) {
                    throw new ConfigurationException(
                            option + " " + folder,
                            "another " + one.getKey() + " is there already, and is left as it is",
                            "Name a new folder.");
                }
            }
            for (Map.Entry<Path, byte[]> one : missing.entrySet()) {
                PrivateFiles.createFolders(one.getKey().getParent());
                try (OutputStream out =
                        PrivateFiles.newOutputStream(one.getKey(), StandardOpenOption.CREATE_NEW)) {
                    out.write(one.getValue());
                }
            }
        } catch (IOException e) {
            throw new ConfigurationException(
                    option + " " + folder,
                    "cannot be written to: " + FileErrors.words(e),
                    "Name another folder.");
        }
    }
}

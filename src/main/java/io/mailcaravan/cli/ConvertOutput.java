package io.mailcaravan.cli;

import io.mailcaravan.convert.tnef.Conversion;
import io.mailcaravan.mailbox.ConfigurationException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The folder that mails are written to. */
final class ConvertOutput {

    private static final int BUFFER = 64 << 10;

    private final Path folder;
    private long written;

    /**
     * @param folder made when missing
     */
    ConvertOutput(Path folder) {
        this.folder = folder;
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new ConfigurationException(
                    "--output " + folder,
                    "it is a file",
                    "Name a folder; it is made where there is none.");
        }
    }

    Path folder() {
        return folder;
    }

    /** How many mails there are so far. */
    long written() {
        return written;
    }

    /** Refuses to write where any of the files to be read is. */
    void check(List<ConvertInput> inputs) {
        try {
            Set<Path> read = new HashSet<>();
            for (ConvertInput input : inputs) {
                read.add(place(input.file()));
            }
            for (ConvertInput input : inputs) {
                Path file = file(input);
                if (Files.exists(file) && read.contains(place(file))) {
                    throw new ConfigurationException(
                            "--output " + folder,
                            file + " is a file to be read, and would be overwritten",
                            "Name another folder.");
                }
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** The entry of a folder, by whatever way it is reached. */
    private static Path place(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        return absolute.getParent().toRealPath().resolve(absolute.getFileName());
    }

    private Path file(ConvertInput input) {
        return folder.resolve(input.name() + ".eml");
    }

    /**
     * Writes the mail, if it is one: a stream that could not be converted is none.
     *
     * @return what was written
     */
    Conversion write(ConvertInput input, Conversion conversion) {
        if (!conversion.isMessage()) {
            return conversion;
        }
        try {
            write(file(input), conversion);
        } catch (IOException e) {
            throw unwritable(e);
        } catch (RuntimeException | StackOverflowError e) {
            // nobody has thought of what it says; it stays as it was
            Conversion same = conversion.unchanged("the result cannot be written: " + e);
            return write(input, same);
        }
        written++;
        return conversion;
    }

    /** Under another name first, so that what was cut off is not taken for a whole mail. */
    private static void write(Path file, Conversion conversion) throws IOException {
        Path part = file.resolveSibling(".caravan-" + ProcessHandle.current().pid() + ".part");
        Files.createDirectories(file.getParent());
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), BUFFER)) {
                conversion.writeTo(out);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private ConfigurationException unwritable(IOException e) {
        return new ConfigurationException(
                "--output " + folder, "cannot be written: " + e, "Check its rights and the disk.");
    }
}

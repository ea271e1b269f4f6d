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
final class ConvertFolder implements ConvertOutput {

    private static final int BUFFER = 64 << 10;

    private final Path folder;
    private final Set<Path> read = new HashSet<>();
    private final Set<Path> results = new HashSet<>();
    private long written;

    /**
     * @param folder made when missing
     */
    ConvertFolder(Path folder) {
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

    @Override
    public boolean splits() {
        return true;
    }

    @Override
    public String place() {
        return folder.toString();
    }

    @Override
    public long written() {
        return written;
    }

    /** Refuses to write where any of the files to be read is. */
    @Override
    public void check(List<ConvertInput> inputs) {
        try {
            for (ConvertInput input : inputs) {
                read.add(place(input.file()));
            }
            for (ConvertInput input : inputs) {
                check(file(input.name()));
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** The mails of an mbox are not known before it is read. */
    private void check(Path file) throws IOException {
        if (Files.exists(file) && read.contains(place(file))) {
            throw new ConfigurationException(
                    "--output " + folder,
                    file + " is a file to be read, and would be overwritten",
                    "Name another folder.");
        }
    }

    /** The entry of a folder, by whatever way it is reached. */
    private static Path place(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        return absolute.getParent().toRealPath().resolve(absolute.getFileName());
    }

    private Path file(String name) {
        return folder.resolve(name + ".eml");
    }

    /** Another name where one result would replace another of the same run. */
    private Path free(String name) throws IOException {
        Path file = file(name);
        for (int number = 2; !results.add(file.normalize()); number++) {
            file = file(name + "-" + number);
        }
        check(file);
        return file;
    }

    @Override
    public Conversion write(String name, Conversion conversion) {
        if (!conversion.isMessage()) {
            return conversion;
        }
        try {
            Path file = free(name);
            Conversion result = conversion;
            try {
                write(file, conversion);
            } catch (RuntimeException | StackOverflowError e) {
                // nobody has thought of what it says; it stays as it was
                result = conversion.unchanged("the result cannot be written: " + e);
                if (result.isMessage()) {
                    write(file, result);
                }
            }
            written += result.isMessage() ? 1 : 0;
            return result;
        } catch (IOException e) {
            throw unwritable(e);
        }
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

package io.mailcaravan.cli;

import io.mailcaravan.convert.tnef.Conversion;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FileErrors;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
                if (Files.exists(input.file())) {
                    read.add(input.file().toRealPath());
                }
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
        // through a link, too
        if (Files.exists(file)
                && (read.contains(place(file)) || read.contains(file.toRealPath()))) {
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

    private static void write(Path file, Conversion conversion) throws IOException {
        Files.createDirectories(file.getParent());
        OutputFile.write(
                file,
                out -> {
                    OutputStream buffered = new BufferedOutputStream(out, BUFFER);
                    conversion.writeTo(buffered);
                    buffered.flush();
                });
    }

    private ConfigurationException unwritable(IOException e) {
        return new ConfigurationException(
                "--output " + folder,
                "cannot be written: " + FileErrors.words(e),
                "Check its rights and the disk.");
    }
}

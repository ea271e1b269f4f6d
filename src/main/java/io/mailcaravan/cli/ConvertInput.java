package io.mailcaravan.cli;

import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.FileErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A file to be converted.
 *
 * @param name below the folder that was named, with slashes
 */
record ConvertInput(Path file, String name) {

    /** What stands for standard input and output. */
    static final String STANDARD = "-";

    /** Below this a copy is cheaper than a mapping, of which a process may have few. */
    private static final long MAPPED = 1 << 20;

    /**
     * What comes through a pipe, kept in a file until it is converted: it may be larger than the
     * memory. Nobody else may read the file.
     */
    static ConvertInput ofStandardInput(InputStream in) {
        try {
            Path file = Files.createTempFile("caravan-", ".in");
            file.toFile().deleteOnExit();
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            return new ConvertInput(file, "stdin");
        } catch (IOException e) {
            throw new ConfigurationException(
                    "standard input",
                    "cannot be kept in a temporary file: " + FileErrors.words(e),
                    "Look for room in " + System.getProperty("java.io.tmpdir") + ".");
        }
    }

    /**
     * One file, or all of a folder and its subfolders, by name. Hidden files are left out, and what
     * an earlier run has written.
     *
     * @param out where results go
     * @param hidden is told what of a folder is left out as hidden
     */
    static List<ConvertInput> of(Path in, Optional<Path> out, Consumer<Path> hidden) {
        if (!Files.exists(in)) {
            throw new ConfigurationException(
                    in.toString(),
                    "no such file or folder",
                    "Name a mail, a winmail.dat or a folder of them.");
        }
        return Files.isDirectory(in)
                ? below(in, out, hidden)
                : List.of(new ConvertInput(in, in.getFileName().toString()));
    }

    private static List<ConvertInput> below(
            Path folder, Optional<Path> out, Consumer<Path> hidden) {
        List<ConvertInput> inputs = new ArrayList<>();
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path inner, BasicFileAttributes attributes) throws IOException {
                            if (inner.equals(folder)) {
                                return FileVisitResult.CONTINUE;
                            }
                            boolean written =
                                    out.isPresent()
                                            && Files.exists(out.get())
                                            && Files.isSameFile(inner, out.get());
                            if (!written && isHidden(inner)) {
                                hidden.accept(inner);
                            }
                            return written || isHidden(inner)
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            // what a link leads to may be missing; a pipe would be waited for
                            boolean isFile =
                                    Files.isRegularFile(file)
                                            || (attributes.isSymbolicLink() && !Files.exists(file));
                            if (isFile && isHidden(file)) {
                                hidden.accept(file);
                            } else if (isFile) {
                                inputs.add(new ConvertInput(file, name(folder, file)));
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException reason) {
                            // reading it fails as well, and says why
                            inputs.add(new ConvertInput(file, name(folder, file)));
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new ConfigurationException(
                    folder.toString(), "cannot be read: " + FileErrors.words(e), "");
        }
        inputs.sort(Comparator.comparing(ConvertInput::name));
        return inputs;
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private static String name(Path folder, Path file) {
        String name = folder.relativize(file).toString();
        return name.isEmpty()
                ? file.toString() // the folder itself, which cannot be read
                : name.replace(file.getFileSystem().getSeparator(), "/");
    }

    /** Where it is a file of our own. */
    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit(); // mapped still, on systems that hold such a file
        }
    }

    /** All bytes; those of a large file are mapped. */
    Bytes read() throws IOException {
        long size = Files.size(file);
        if (size > Integer.MAX_VALUE) {
            throw new IOException("larger than 2 GiB");
        }
        return size < MAPPED
                ? Bytes.of(Files.readAllBytes(file))
                : Bytes.of(new Content.FileContent(file, size, false).bytes());
    }
}

package io.mailcaravan.config;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FileErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A UTF-8 text file that a person wrote, perhaps on Windows: a byte order mark and any line ends
 * are fine.
 *
 * @param file named in errors as it was given
 */
public record TextFile(Path file, String text) {

    /**
     * @throws ConfigurationException when it is not there, not readable or not UTF-8
     */
    public static TextFile read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(
                    file.toString(), "there is no such file", "Check the path and its case.");
        } catch (IOException e) {
            throw new ConfigurationException(
                    file.toString(),
                    Files.isDirectory(file)
                            ? "is a folder, not a file"
                            : "cannot be read: " + FileErrors.words(e),
                    "Check its path and rights.");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
            return new TextFile(file, text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            int line = 1;
            for (int i = 0; i < buffer.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new ConfigurationException(
                    file + ", line " + line,
                    "is not UTF-8",
                    "Save the file with the encoding UTF-8 (in Excel: \"CSV UTF-8\").");
        }
    }

    /**
     * One line that says something.
     *
     * @param place file and line, for errors
     */
    public record Line(String place, String text) {}

    /** The lines that are neither blank nor a {@code #} comment, without surrounding space. */
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            String stripped = line.strip();
            if (!stripped.isEmpty() && !stripped.startsWith("#")) {
                lines.add(new Line(file + ", line " + number, stripped));
            }
        }
        return lines;
    }
}

package io.mailcaravan.config;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FileErrors;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code application.properties} of the user, looked at before it is read: what {@link
 * Properties} would pass over or change in silence, such as a {@code \} in a password, is refused
 * here. Values are never shown.
 */
public final class ConfigurationFile {

    private static final String SUFFIX = ".properties";

    /** Whether a line begins a setting of its own; one word before {@code =} may be a value. */
    private static final Pattern SETTING =
            Pattern.compile("\\s*([\\w\"-]+(\\.[\\w\"-]+)+)\\s*[=:].*");

    private static final Pattern KEY =
            Pattern.compile("\\s*(?:%[\\w,-]+\\.)?([\\w.\"-]+)\\s*[=:\\s]");

    private static final Pattern COMMENT = Pattern.compile("\\s#(\\s|$)");

    private static final String LITERAL = "\\:=#! ";
    private static final String CONTROLS = "tnrf";

    private ConfigurationFile() {}

    /**
     * @param named what names it, for example {@code --config}; empty where it need not be there
     * @throws ConfigurationException when it is named and not there, or cannot be read as meant
     */
    public static void check(Path file, Optional<String> named) {
        if (Files.notExists(file)) {
            if (named.isEmpty()) {
                return;
            }
            throw new ConfigurationException(
                    named.get() + " " + file,
                    "no such file",
                    "Name the file with the stores' settings; it is looked for from "
                            + Path.of("").toAbsolutePath()
                            + ".");
        }
        if (!file.getFileName().toString().endsWith(SUFFIX)) {
            throw new ConfigurationException(
                    named.map(by -> by + " ").orElse("") + file,
                    "its name does not end in " + SUFFIX + ", the one format that is read",
                    "Rename it.");
        }
        check(file, TextFile.read(file));
        // Quarkus would pass over the file, or over its first line
        if (startsWithMark(file)) {
            throw new ConfigurationException(
                    file + ", line 1",
                    "begins with a byte order mark, which would become part of its first key",
                    "Save the file as UTF-8 without one.");
        }
    }

    /** Not a password, in which any # may be meant, nor what other libraries read. */
    private static boolean isText(String key) {
        return key.startsWith("caravan.") && !Secrets.isSecret(key);
    }

    /** A setting of the file, as it is written; empty where there is no such file or key. */
    public static Optional<String> value(Path file, Setting<?> setting) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(TextFile.read(file).text()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // check says why
        }
        return Optional.ofNullable(properties.getProperty(ProgramSettings.key(setting)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /**
     * Where a key stands in that file, the last time it does, as errors tell it; empty where it
     * does not stand there as it is.
     */
    public static Optional<String> place(Path file, String key) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        return TextFile.read(file).lines().stream()
                .filter(
                        line -> {
                            Matcher found = KEY.matcher(line.text() + " ");
                            return found.lookingAt() && found.group(1).equals(key);
                        })
                .reduce((one, later) -> later)
                .map(TextFile.Line::place);
    }

    private static boolean startsWithMark(Path file) {
        try {
            return Files.readString(file).startsWith("\uFEFF");
        } catch (IOException e) {
            throw new ConfigurationException(
                    file.toString(), "cannot be read: " + FileErrors.words(e), "");
        }
    }

    private static void check(Path file, TextFile text) {
        List<String> lines = text.text().lines().toList();
        String key = "";
        boolean continued = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String place = file + ", line " + (i + 1);
            if (!continued) {
                if (line.isBlank()
                        || line.strip().startsWith("#")
                        || line.strip().startsWith("!")) {
                    continue;
                }
                Matcher found = KEY.matcher(line + " ");
                key = found.lookingAt() ? found.group(1) : "";
                ConfigurationKeys.check(key, place);
            }
            if (COMMENT.matcher(line).find() && isText(key)) {
                throw new ConfigurationException(
                        place,
                        key + " has a # in its value, which begins no comment there",
                        "Put the comment on a line of its own; write \\# for one that is meant.");
            }
            continued = escapes(line, key, place);
            if (continued) {
                String next = i + 1 < lines.size() ? lines.get(i + 1) : "";
                if (next.isBlank() || SETTING.matcher(next).matches()) {
                    throw wrong(
                            place,
                            key,
                            "ends in \\, so that the next line is taken for a part of it");
                }
            }
        }
    }

    /**
     * @return whether the next line belongs to this one
     */
    private static boolean escapes(String line, String key, String place) {
        for (int at = line.indexOf('\\'); at >= 0; at = line.indexOf('\\', at)) {
            if (at == line.length() - 1) {
                return true;
            }
            char next = line.charAt(at + 1);
            if (CONTROLS.indexOf(next) >= 0) {
                if (key.startsWith("caravan.")) {
                    throw wrong(
                            place,
                            key,
                            "has \\"
                                    + next
                                    + " in it, which stands for a control character in this"
                                    + " format");
                }
            } else if (next == 'u') {
                if (!line.substring(at).matches("(?s)\\\\u[0-9a-fA-F]{4}.*")) {
                    throw wrong(place, key, "has \\u without four hexadecimal digits in it");
                }
            } else if (LITERAL.indexOf(next) < 0) {
                throw wrong(place, key, "has a single \\ in it, which this format drops");
            }
            at += 2;
        }
        return false;
    }

    private static ConfigurationException wrong(String place, String key, String problem) {
        return new ConfigurationException(
                place,
                (key.isEmpty() ? "the line " : key + " ") + problem,
                "Write \\\\ for one backslash.");
    }
}

package io.mailcaravan.copy;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Printable;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A secret of the command line: where it stands, never the secret itself, which others would see in
 * the list of processes and find in the shell's history.
 */
public final class SecretReference {

    private static final Pattern VARIABLE =
            Pattern.compile("env:(\\w+)|\\$\\{(?:env:)?([A-Za-z_]\\w*)}");

    private static final Pattern FILE = Pattern.compile("file:(.+)|\\$\\{file:([^{}]+)}");

    private SecretReference() {}

    /**
     * As {@link io.mailcaravan.config.Secrets} reads it from any folder: {@code env:NAME}, or
     * {@code file:} and an absolute path.
     *
     * @param option named in errors
     * @throws ConfigurationException where it is no reference
     */
    public static String read(String option, String text) {
        Matcher variable = VARIABLE.matcher(text);
        if (variable.matches()) {
            return "env:" + (variable.group(1) == null ? variable.group(2) : variable.group(1));
        }
        Matcher file = FILE.matcher(text);
        // it becomes a field of a list
        if (file.matches() && Printable.isLine(text)) {
            String path = file.group(1) == null ? file.group(2) : file.group(1);
            if (path.startsWith("~")) {
                throw new ConfigurationException(
                        option,
                        "the shell does not look up a ~ there",
                        "Write file:\"$HOME\"" + path.replaceFirst("~[^/]*", "") + ".");
            }
            return "file:" + Path.of(path).toAbsolutePath().normalize();
        }
        throw new ConfigurationException(
                option,
                "a secret itself may not stand in the command line, where the list of processes and"
                        + " the shell's history show it",
                "Write env:NAME for a variable of the environment (or '${NAME}' in single quotes, as"
                        + " the shell puts the value there otherwise) or file:PATH for the first"
                        + " line of a file. A password may be left out and asked for.");
    }
}

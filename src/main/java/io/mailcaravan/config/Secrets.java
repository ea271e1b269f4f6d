package io.mailcaravan.config;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets as people write them: the value itself, {@code file:PATH} for the first line of a file,
 * or {@code env:NAME} for an environment variable. No error shows a value.
 */
public final class Secrets {

    private static final Pattern KEY =
            Pattern.compile("(?:.*[.-])?(?:password|passphrase|secret|token)");

    private static final Pattern BRACED = Pattern.compile("\\$\\{((?:env|file):[^{}]+)}");

    private Secrets() {}

    /** Whether what stands under this key is never to be shown. */
    public static boolean isSecret(String key) {
        return KEY.matcher(key).matches();
    }

    /** Whether it is {@code ${env:NAME}} or {@code ${file:PATH}}, as other programs have it. */
    public static boolean isBraced(String secret) {
        return BRACED.matcher(secret).matches();
    }

    /**
     * Reads a secret that may be a reference.
     *
     * @param folder where relative files start
     * @param place named in errors
     * @throws ConfigurationException when there is no such variable or file
     */
    public static Secret resolve(String text, Path folder, String place) {
        Matcher braced = BRACED.matcher(text);
        String value = braced.matches() ? braced.group(1) : text;
        if (value.startsWith("env:")) {
            String variable = value.substring("env:".length());
            return Optional.ofNullable(System.getenv(variable))
                    .map(Secret::new)
                    .orElseThrow(
                            () ->
                                    new ConfigurationException(
                                            place,
                                            "there is no environment variable " + variable,
                                            "Set it for the process that runs caravan."));
        }
        if (!value.startsWith("file:")) {
            return new Secret(value);
        }
        Path file = folder.resolve(value.substring("file:".length()));
        try (var lines = Files.lines(file)) {
            String first = lines.findFirst().orElse("");
            return new Secret(first.startsWith("\uFEFF") ? first.substring(1) : first);
        } catch (UncheckedIOException e) {
            throw new ConfigurationException(
                    place,
                    "the secret's file " + file.toAbsolutePath() + " is not UTF-8",
                    "Save it as UTF-8.");
        } catch (IOException e) {
            throw new ConfigurationException(
                    place,
                    "cannot read the secret's file " + file.toAbsolutePath(),
                    "Check its path and rights.");
        }
    }
}

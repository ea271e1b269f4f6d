package io.mailcaravan.config;

import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.ByteSize;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * How the text of a setting becomes a value.
 *
 * @param name what it is, in a word
 * @param reader throws {@link ConfigurationException} for a text that is none
 * @param writer the text of a value, as people write it
 * @param choices all texts that there are; empty where there are too many
 * @param hidden whether the value is never to be shown
 */
public record SettingType<T>(
        String name,
        Function<WrittenSetting, T> reader,
        Function<T, String> writer,
        List<String> choices,
        boolean hidden) {

    /** One with a form of its own. */
    public static <T> SettingType<T> parsed(String name, Function<WrittenSetting, T> reader) {
        return new SettingType<>(name, reader, String::valueOf, List.of(), false);
    }

    public static SettingType<String> text() {
        return parsed("text", WrittenSetting::text);
    }

    /** A whole number; both ends are allowed. */
    public static SettingType<Integer> number(int min, int max) {
        return parsed("number", written -> number(written, min, max));
    }

    private static int number(WrittenSetting written, int min, int max) {
        try {
            int value = Integer.parseInt(written.text());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below, with the range
        }
        throw written.wrong(written.quoted() + " is no number from " + min + " to " + max);
    }

    /** A number of bytes that is not 0, such as {@code 500MB}. */
    public static SettingType<Long> size() {
        return parsed(
                "size",
                written ->
                        ByteSize.parse(written.text()).stream()
                                .filter(bytes -> bytes > 0)
                                .boxed()
                                .findFirst()
                                .orElseThrow(
                                        () -> written.wrong(written.quoted() + " is no size")));
    }

    /** A time such as {@code 5s}. */
    public static SettingType<Duration> duration() {
        return new SettingType<>(
                "duration",
                written ->
                        WrittenDuration.parse(written.text())
                                .orElseThrow(
                                        () -> written.wrong(written.quoted() + " is no duration")),
                WrittenDuration::format,
                List.of(),
                false);
    }

    /** True or false. */
    public static SettingType<Boolean> flag() {
        return new SettingType<>(
                "flag",
                written ->
                        switch (written.text().toLowerCase(Locale.ROOT)) {
                            case "true" -> true;
                            case "false" -> false;
                            default ->
                                    throw written.wrong(
                                            written.quoted() + " is neither true nor false");
                        },
                String::valueOf,
                List.of(),
                false);
    }

    /** One of an enum's names, written in lower case with {@code -} for {@code _}. */
    @SafeVarargs
    public static <E extends Enum<E>> SettingType<E> oneOf(E... all) {
        List<E> values = List.of(all);
        List<String> choices = values.stream().map(SettingType::written).toList();
        return new SettingType<>(
                "choice",
                written -> {
                    int at = choices.indexOf(written.text().toLowerCase(Locale.ROOT));
                    if (at < 0) {
                        throw noChoice(written, choices);
                    }
                    return values.get(at);
                },
                SettingType::written,
                choices,
                false);
    }

    private static ConfigurationException noChoice(WrittenSetting written, List<String> choices) {
        String problem = written.quoted() + " is none of " + String.join(", ", choices);
        return NearestWord.of(written.text().toLowerCase(Locale.ROOT), Set.copyOf(choices))
                .map(near -> written.wrong(problem, "Did you mean '" + near + "'?"))
                .orElseGet(() -> written.wrong(problem));
    }

    private static String written(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A path that need not exist yet; in UTF-8 whatever the locale. */
    public static SettingType<Path> path() {
        return parsed("path", written -> ByteNames.resolveText(written.folder(), written.text()));
    }

    /** A file that must be there. */
    public static SettingType<Path> file() {
        return parsed(
                "file",
                written -> {
                    Path file = ByteNames.resolveText(written.folder(), written.text());
                    if (!Files.isReadable(file)) {
                        throw written.wrong("cannot read the file " + file.toAbsolutePath());
                    }
                    return file;
                });
    }

    /** See {@link Secrets}. */
    public static SettingType<Secret> secret() {
        return new SettingType<>(
                "secret",
                written -> Secrets.resolve(written.text(), written.folder(), written.place()),
                value -> "",
                List.of(),
                true);
    }
}

package io.mailcaravan.mailbox;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The place of a folder in a mailbox, as names from the top down; free of any server's separator,
 * prefix and encoding.
 *
 * <p>The text form joins the names with {@code /}; a {@code /} or {@code %} inside a name is
 * written {@code %2F} and {@code %25}, so that the form can be read back.
 *
 * @param names one name a level, in Unicode; {@code INBOX} at the top is written in capitals
 *     whatever the server says
 */
public record FolderPath(List<String> names) {

    /** Where new mail arrives; its name is the same in any case (RFC 9051, 5.1). */
    public static final FolderPath INBOX = FolderPath.of("INBOX");

    public FolderPath {
        if (names.isEmpty() || names.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException(
                    "a folder path has at least one name and no empty one: " + names);
        }
        if (names.get(0).toUpperCase(Locale.ROOT).equals("INBOX")
                && !names.get(0).equals("INBOX")) {
            names = Stream.concat(Stream.of("INBOX"), names.stream().skip(1)).toList();
        }
        names = List.copyOf(names);
    }

    public static FolderPath of(String... names) {
        return new FolderPath(List.of(names));
    }

    /** Reads the text form of {@link #toString()}. */
    public static FolderPath parse(String text) {
        return new FolderPath(
                List.of(text.split("/", -1)).stream()
                        .map(name -> name.replace("%2F", "/").replace("%25", "%"))
                        .toList());
    }

    public boolean isInbox() {
        return equals(INBOX);
    }

    /** The last name. */
    public String name() {
        return names.get(names.size() - 1);
    }

    /** The folder above; empty at the top. */
    public Optional<FolderPath> parent() {
        return names.size() == 1
                ? Optional.empty()
                : Optional.of(new FolderPath(names.subList(0, names.size() - 1)));
    }

    public FolderPath child(String name) {
        return new FolderPath(Stream.concat(names.stream(), Stream.of(name)).toList());
    }

    @Override
    public String toString() {
        return names.stream()
                .map(name -> name.replace("%", "%25").replace("/", "%2F"))
                .collect(Collectors.joining("/"));
    }
}

package io.mailcaravan.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The place of a folder in a mailbox, as names from the top down; free of any server's separator,
 * prefix and encoding. A mailbox has a tree for each kind of items: the address book {@code Work}
 * is not the mail folder {@code Work}.
 *
 * <p>The text form joins the names with {@code /}; a {@code /} or {@code %} inside a name is
 * written {@code %2F} and {@code %25}, so that the form can be read back. Before folders that do
 * not hold messages stands their kind: {@code /contact/Work}.
 */
public final class FolderPath {

    /** Where new mail arrives; its name is the same in any case (RFC 9051, 5.1). */
    public static final FolderPath INBOX = FolderPath.of("INBOX");

    private final ItemKind kind;
    private final List<String> names;

    /** Each item names its folder several times on its way, so it is made once. */
    private final String text;

    /**
     * @param names one name a level, in Unicode; {@code INBOX} at the top is written in capitals
     *     whatever the server says
     */
    public FolderPath(List<String> names) {
        this(ItemKind.MESSAGE, List.copyOf(capital(names)), null);
    }

    private FolderPath(ItemKind kind, List<String> names, String text) {
        if (names.isEmpty() || names.contains("")) {
            throw new IllegalArgumentException(
                    "a folder path has at least one name and no empty one: " + names);
        }
        this.kind = kind;
        this.names = names;
        this.text = text == null ? text(kind, names) : text;
    }

    private static List<String> capital(List<String> names) {
        if (names.isEmpty() || !isInbox(names.get(0)) || names.get(0).equals("INBOX")) {
            return names;
        }
        List<String> capital = new ArrayList<>(names);
        capital.set(0, "INBOX");
        return capital;
    }

    private static boolean isInbox(String name) {
        return AsciiCase.equal(name, "INBOX");
    }

    private static String text(ItemKind kind, List<String> names) {
        StringBuilder text = new StringBuilder();
        if (kind != ItemKind.MESSAGE) {
            text.append('/').append(kind.word());
        }
        for (String name : names) {
            if (!text.isEmpty()) {
                text.append('/');
            }
            text.append(name.replace("%", "%25").replace("/", "%2F"));
        }
        return text.toString();
    }

    public static FolderPath of(String... names) {
        return new FolderPath(List.of(names));
    }

    /** A folder that holds items of this kind. */
    public static FolderPath of(ItemKind kind, String... names) {
        return FolderPath.of(names).in(kind);
    }

    /** Reads the text form of {@link #toString()}. */
    public static FolderPath parse(String text) {
        if (text.startsWith("/")) {
            return parseKind(text);
        }
        List<String> names = List.of(text.split("/", -1));
        if (text.indexOf('%') < 0) {
            return isInbox(names.get(0))
                    ? new FolderPath(names)
                    : new FolderPath(ItemKind.MESSAGE, names, text);
        }
        return new FolderPath(
                names.stream().map(name -> name.replace("%2F", "/").replace("%25", "%")).toList());
    }

    private static FolderPath parseKind(String text) {
        int end = text.indexOf('/', 1);
        Optional<ItemKind> kind =
                end < 0 ? Optional.empty() : ItemKind.parse(text.substring(1, end));
        if (kind.isEmpty()) {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "' begins with a slash, behind which a kind of items and a name are"
                            + " expected: /contact/Work");
        }
        return parse(text.substring(end + 1)).in(kind.get());
    }

    /** What lies in it. */
    public ItemKind kind() {
        return kind;
    }

    /** The folder with these names that holds items of that kind. */
    public FolderPath in(ItemKind other) {
        return other == kind ? this : new FolderPath(other, names, null);
    }

    /** The text form without the kind. */
    public String withinKind() {
        return kind == ItemKind.MESSAGE ? text : text.substring(kind.word().length() + 2);
    }

    /** A folder of the same kind. */
    public FolderPath with(List<String> otherNames) {
        return new FolderPath(otherNames).in(kind);
    }

    /** From the top down. */
    public List<String> names() {
        return names;
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
                : Optional.of(with(names.subList(0, names.size() - 1)));
    }

    public FolderPath child(String name) {
        return with(Stream.concat(names.stream(), Stream.of(name)).toList());
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof FolderPath path && text.equals(path.text));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}

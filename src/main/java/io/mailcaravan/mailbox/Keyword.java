package io.mailcaravan.mailbox;

/**
 * A flag that users and programs made up: {@code $Forwarded}, {@code Projekt-X}.
 *
 * @param name an IMAP atom, kept as written; servers compare it without case
 */
public record Keyword(String name) implements Comparable<Keyword> {

    public Keyword {
        if (name.isEmpty() || name.startsWith("\\")) {
            throw new IllegalArgumentException(
                    "a keyword is not empty and has no backslash in front: " + name);
        }
    }

    @Override
    public int compareTo(Keyword other) {
        return AsciiCase.compare(name, other.name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Keyword keyword && AsciiCase.equal(name, keyword.name);
    }

    @Override
    public int hashCode() {
        return AsciiCase.lower(name).hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}

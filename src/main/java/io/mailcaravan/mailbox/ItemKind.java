package io.mailcaravan.mailbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an item is, and so the format of its content. */
public enum ItemKind {
    /** MIME (RFC 5322); its content never changes. */
    MESSAGE(".eml"),
    /** vCard 4 (RFC 6350). */
    CONTACT(".vcf"),
    /** iCalendar VEVENT (RFC 5545). */
    EVENT(".ics"),
    /** iCalendar VTODO (RFC 5545). */
    TASK(".ics");

    private final String extension;

    ItemKind(String extension) {
        this.extension = extension;
    }

    /** As options, headers and reports write it: {@code contact}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Several of them, in a sentence: {@code contacts}. */
    public String words() {
        return word() + "s";
    }

    /** Reads {@link #word()}, in any case. */
    public static Optional<ItemKind> parse(String word) {
        return Arrays.stream(values()).filter(kind -> AsciiCase.equal(kind.name(), word)).findAny();
    }

    /** How names of files with such content end: {@code .vcf}. */
    public String extension() {
        return extension;
    }

    /** Whether an item's content may change while it stays the same item. */
    public boolean changes() {
        return this != MESSAGE;
    }
}

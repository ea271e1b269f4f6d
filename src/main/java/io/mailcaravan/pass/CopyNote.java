package io.mailcaravan.pass;

import io.mailcaravan.mailbox.Flags;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the ledger notes on how an item was copied: its parts, separated by semicolons. */
public final class CopyNote {

    /** Of an item that was found at the destination as it is. */
    public static final String ADOPTED = "adopted";

    private static final String SEPARATOR = "; ";
    private static final String CONVERTED = "converted: ";
    private static final String REPAIRED = "repaired: ";
    private static final String DATED = "date of receipt from its ";
    private static final String DROPPED = "dropped flags: ";

    private CopyNote() {}

    /** What a step of the route made of it, so that it is meant to be different. */
    static Optional<String> converted(String note) {
        return part(note, CONVERTED);
    }

    /** The rules that repaired it. */
    static Optional<String> repaired(String note) {
        return part(note, REPAIRED);
    }

    /** Flags that the destination cannot keep. */
    static Flags dropped(String note) {
        return part(note, DROPPED).map(CopyNote::unescaped).map(Flags::parse).orElse(Flags.NONE);
    }

    /** The part on an item whose source tells no date. */
    static String ofDate(String field) {
        return DATED + field + " field";
    }

    /**
     * Whether the copy has other bytes than the item for all that is known: it was changed, or a
     * step of the route has said what nobody else understands.
     */
    static boolean mayTellOtherBytes(String note) {
        return parts(note).stream()
                .anyMatch(
                        part ->
                                !part.equals(ADOPTED)
                                        && !part.startsWith(DATED)
                                        && !part.startsWith(DROPPED));
    }

    /** The part that says so; empty for none. */
    public static String ofDropped(Flags flags) {
        return flags.isEmpty() ? "" : DROPPED + escaped(flags.toString());
    }

    /** Keywords may hold semicolons. */
    private static String escaped(String flags) {
        return flags.replace("%", "%25").replace(";", "%3B");
    }

    /** No keyword of IMAP holds a percent sign, so that what was noted without escapes stays. */
    private static String unescaped(String part) {
        return part.replace("%3B", ";").replace("%25", "%");
    }

    /** The note with this as what was dropped, in the place of what it has said of that before. */
    static String withDropped(String note, Flags flags) {
        return Stream.concat(
                        parts(note).stream().filter(part -> !part.startsWith(DROPPED)),
                        Stream.of(ofDropped(flags)))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(SEPARATOR));
    }

    private static Optional<String> part(String note, String name) {
        for (String part : parts(note)) {
            if (part.startsWith(name)) {
                return Optional.of(part.substring(name.length()));
            }
        }
        return Optional.empty();
    }

    private static List<String> parts(String note) {
        return Stream.of(note.split(SEPARATOR, -1)).filter(part -> !part.isEmpty()).toList();
    }
}

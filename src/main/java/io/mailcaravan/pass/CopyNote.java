package io.mailcaravan.pass;

import io.mailcaravan.mailbox.Flags;
import java.util.Optional;

/** Reads what the ledger notes on how an item was copied. */
final class CopyNote {

    private static final String CONVERTED = "converted: ";
    private static final String REPAIRED = "repaired: ";
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
        return part(note, DROPPED).map(Flags::parse).orElse(Flags.NONE);
    }

    private static Optional<String> part(String note, String name) {
        for (String part : note.split("; ", -1)) {
            if (part.startsWith(name)) {
                return Optional.of(part.substring(name.length()));
            }
        }
        return Optional.empty();
    }
}

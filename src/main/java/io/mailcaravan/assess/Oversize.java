package io.mailcaravan.assess;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Uid;
import java.util.List;
import java.util.OptionalLong;

/**
 * Items that the destination would not take because of their size.
 *
 * @param limit what it announces; empty where it does not tell
 * @param count how many there are
 * @param first some of them
 */
public record Oversize(OptionalLong limit, long count, List<Large> first) {

    static final int SHOWN = 10;

    /** An item that is too large. */
    public record Large(FolderPath folder, Uid uid, long size) {}

    public Oversize {
        first = List.copyOf(first);
    }

    static Oversize none() {
        return new Oversize(OptionalLong.empty(), 0, List.of());
    }
}

package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.mime.PartWriter;
import java.io.IOException;

/** A stretch of the message and what is written in its place. */
record Edit(int from, int to, String seed, Writing writing) implements Comparable<Edit> {

    /** Writes what comes in place of the stretch. */
    interface Writing {
        void to(PartWriter out) throws IOException;
    }

    /** The same, in a larger whole. */
    Edit movedBy(int offset) {
        return new Edit(from + offset, to + offset, seed, writing);
    }

    @Override
    public int compareTo(Edit other) {
        return Integer.compare(from, other.from);
    }
}

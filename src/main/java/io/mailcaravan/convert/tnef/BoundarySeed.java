package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.stream.Bytes;
import java.nio.ByteBuffer;

/**
 * What tells the boundaries of one converted stream from those of another: the same stream gives
 * the same. A digest of the whole stream would take longer than all the rest of the conversion; no
 * text can hold a boundary anyway, see {@code PartWriter}.
 */
final class BoundarySeed {

    private static final int ENDS = 256;
    private static final int DIGITS = 24;

    private BoundarySeed() {}

    static String of(Bytes stream) {
        int size = Math.min(ENDS, stream.size());
        ByteBuffer facts = ByteBuffer.allocate(Integer.BYTES + Long.BYTES + 2 * size);
        facts.putInt(stream.size())
                .putLong(stream.crc32())
                .put(stream.slice(0, size).copy())
                .put(stream.from(stream.size() - size).copy());
        return Bytes.of(facts.flip()).sha256().substring(0, DIGITS);
    }
}

package io.mailcaravan.store.maildir;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Very many file names, a byte a char, without an object each: a folder of a million messages then
 * takes about 80 MB, not 200.
 */
final class PackedNames {

    private static final int FIRST = 256;
    private static final int SHIFT = 16;
    private static final int CHUNK = 1 << SHIFT;

    private final List<byte[]> chunks = new ArrayList<>();
    private int[] starts = new int[16];
    private int size;
    private int end;

    int size() {
        return size;
    }

    /**
     * @param name with chars up to 255, less than 2^16 of them
     * @return its index
     */
    int add(String name) {
        int length = name.length() + 2;
        int within = end & (CHUNK - 1);
        if (chunks.isEmpty() || within + length > CHUNK || within == 0) {
            if (within != 0) {
                end += CHUNK - within;
            }
            within = 0;
            chunks.add(new byte[chunks.isEmpty() ? Math.max(FIRST, length) : CHUNK]);
        }
        byte[] chunk = chunks.get(chunks.size() - 1);
        if (within + length > chunk.length) {
            chunk =
                    Arrays.copyOf(
                            chunk, Math.min(CHUNK, Math.max(2 * chunk.length, within + length)));
            chunks.set(chunks.size() - 1, chunk);
        }
        chunk[within] = (byte) (name.length() >> 8);
        chunk[within + 1] = (byte) name.length();
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, chunk, within + 2, bytes.length);
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
        }
        starts[size] = end;
        end += length;
        return size++;
    }

    String get(int index) {
        byte[] chunk = chunks.get(starts[index] >>> SHIFT);
        int within = starts[index] & (CHUNK - 1);
        int length = ((chunk[within] & 0xff) << 8) | (chunk[within + 1] & 0xff);
        return new String(chunk, within + 2, length, StandardCharsets.ISO_8859_1);
    }
}

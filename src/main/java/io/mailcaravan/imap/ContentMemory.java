package io.mailcaravan.imap;

import io.mailcaravan.mailbox.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.VarHandle;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/**
 * Arrays for the contents of messages, which are used again once a content is closed. Half of what
 * a pass holds of messages is still needed whenever Java collects its garbage; arrays of their own
 * would be copied each time, which cost a quarter of the CPU of a long pass.
 *
 * <p>A content that is read after it was closed, or while that happens, fails; one that is being
 * written goes on to its end, and its array is nobody else's then. So it never gives the bytes of
 * another message. Safe for many threads.
 */
final class ContentMemory {
    /** Shorter ones are hardly worth it, and stay in the answer that they came with. */
    static final int SHORTEST = 1 << 10;

    /** Longer ones have arrays of their own; most messages are shorter. */
    static final int LONGEST = 1 << 20;

    /** Lengths of arrays between a power of two and the next: little of an array is wasted. */
    private static final int STEPS = 4;

    private static final int SHORTEST_BITS = Integer.numberOfTrailingZeros(SHORTEST);
    private static final int LENGTHS =
            (Integer.numberOfTrailingZeros(LONGEST) - SHORTEST_BITS) * STEPS + 1;

    /** What nobody uses is Java's to take back. */
    private static SoftReference<ContentMemory> shared = new SoftReference<>(null);

    private final Deque<byte[]>[] free = arrays();
    private final long mostFree;
    private long bytesFree;

    /**
     * @param mostFree bytes that are kept for later at most
     */
    ContentMemory(long mostFree) {
        this.mostFree = mostFree;
    }

    /** That of all sessions of this process, for as long as one of them holds it. */
    static synchronized ContentMemory shared() {
        ContentMemory memory = shared.get();
        if (memory == null) {
            memory = new ContentMemory(Runtime.getRuntime().maxMemory() / 8);
            shared = new SoftReference<>(memory);
        }
        return memory;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Deque<byte[]>[] arrays() {
        Deque<byte[]>[] arrays = new Deque[LENGTHS];
        for (int i = 0; i < LENGTHS; i++) {
            arrays[i] = new ArrayDeque<>();
        }
        return arrays;
    }

    /** Whether a content of this length is one for here. */
    static boolean takes(int length) {
        return length >= SHORTEST && length <= LONGEST;
    }

    /** An array of this length or more, with whatever it had in it before. */
    byte[] array(int length) {
        int index = index(length);
        synchronized (this) {
            byte[] array = free[index].pollLast();
            if (array != null) {
                bytesFree -= array.length;
                return array;
            }
        }
        return new byte[length(index)];
    }

    /** The array's bytes up to that length, until it is closed; then the array is used again. */
    Content content(byte[] array, int length) {
        return new Reused(this, array, length);
    }

    private synchronized void giveBack(byte[] array) {
        if (bytesFree + array.length <= mostFree) {
            free[index(array.length)].addLast(array);
            bytesFree += array.length;
        }
    }

    /** The least of the lengths that is enough. */
    private static int index(int length) {
        int bits = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(length - 1);
        int step = 1 << (bits - 2);
        return (bits - SHORTEST_BITS) * STEPS + (length - (1 << bits) + step - 1) / step;
    }

    private static int length(int index) {
        int power = SHORTEST << (index / STEPS);
        return power + index % STEPS * (power / STEPS);
    }

    /** Content in such an array. */
    private static final class Reused implements Content {
        private final ContentMemory memory;
        private final int length;

        /** Null when closed. */
        private volatile byte[] array;

        /** How many are sending it. */
        private int users;

        Reused(ContentMemory memory, byte[] array, int length) {
            this.memory = memory;
            this.array = array;
            this.length = length;
        }

        @Override
        public long size() {
            return length;
        }

        private byte[] array() throws IOException {
            byte[] now = array;
            if (now == null) {
                throw closed();
            }
            return now;
        }

        private static IOException closed() {
            return new IOException("the content of the message was closed before it was read");
        }

        /** What was read until here was this content's: nobody else had the array before. */
        private void check() throws IOException {
            VarHandle.acquireFence();
            if (array == null) {
                throw closed();
            }
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            byte[] mine = use();
            try {
                out.write(mine, 0, length);
            } finally {
                unused();
            }
        }

        /** Until {@link #unused} nobody else gets the array, whoever closes this. */
        private synchronized byte[] use() throws IOException {
            byte[] now = array();
            users++;
            return now;
        }

        private synchronized void unused() {
            users--;
        }

        /** A copy, as nobody could tell later readers that it is closed. */
        @Override
        public ByteBuffer bytes() throws IOException {
            byte[] copy = new byte[length];
            System.arraycopy(array(), 0, copy, 0, length);
            check();
            return ByteBuffer.wrap(copy).asReadOnlyBuffer();
        }

        @Override
        public InputStream open() {
            return new Reader();
        }

        @Override
        public void close() {
            byte[] last = take();
            if (last != null) {
                memory.giveBack(last);
            }
        }

        /**
         * Null where it is closed already, and where somebody still sends it: then Java takes it.
         */
        private synchronized byte[] take() {
            byte[] last = array;
            array = null;
            return users == 0 ? last : null;
        }

        private final class Reader extends InputStream {
            private int at;
            private int marked;

            @Override
            public int read() throws IOException {
                if (at >= length) {
                    return -1;
                }
                int value = array()[at++] & 0xff;
                check();
                return value;
            }

            @Override
            public int read(byte[] to, int offset, int count) throws IOException {
                Objects.checkFromIndexSize(offset, count, to.length);
                if (count == 0) {
                    return 0;
                }
                int part = Math.min(count, length - at);
                if (part <= 0) {
                    return -1;
                }
                System.arraycopy(array(), at, to, offset, part);
                check();
                at += part;
                return part;
            }

            @Override
            public long skip(long count) {
                int part = (int) Math.clamp(count, 0, length - at);
                at += part;
                return part;
            }

            @Override
            public int available() {
                return length - at;
            }

            @Override
            public boolean markSupported() {
                return true;
            }

            @Override
            public synchronized void mark(int limit) {
                marked = at;
            }

            @Override
            public synchronized void reset() {
                at = marked;
            }
        }
    }
}

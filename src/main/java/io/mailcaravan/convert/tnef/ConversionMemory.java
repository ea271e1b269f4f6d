package io.mailcaravan.convert.tnef;

import java.util.concurrent.Semaphore;

/**
 * Memory for conversions, which hold a message's TNEF decoded: as many go on side by side as fit,
 * and one that does not fit at all is left out. Without it a few large messages at once would end
 * the process.
 */
public final class ConversionMemory {

    private static final int UNIT = 1 << 10;

    private final int units;
    private final Semaphore free;

    /**
     * @param bytes for all conversions together
     */
    public ConversionMemory(long bytes) {
        units = (int) Math.min(bytes / UNIT, Integer.MAX_VALUE);
        free = new Semaphore(units, true);
    }

    /** Half of what Java may use; passes hold less than the other half. */
    public static ConversionMemory ofThisProcess() {
        return new ConversionMemory(Runtime.getRuntime().maxMemory() / 2);
    }

    /** Memory taken; given back when closed. */
    public final class Share implements AutoCloseable {

        private final int taken;

        private Share(int taken) {
            this.taken = taken;
        }

        @Override
        public void close() {
            free.release(taken);
        }
    }

    /** Whether a message of so many bytes can be converted at all. */
    public boolean suffices(long size) {
        return need(size) <= units;
    }

    /**
     * Takes what a message of so many bytes needs, once others have given it back.
     *
     * @param size one that {@link #suffices}
     */
    public Share take(long size) throws InterruptedException {
        int need = (int) need(size);
        free.acquire(need);
        return new Share(need);
    }

    /** Decoded from base64, four bytes are three. */
    private static long need(long size) {
        return size / 4 * 3 / UNIT + 1;
    }
}

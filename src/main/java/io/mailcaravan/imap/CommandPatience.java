package io.mailcaravan.imap;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * How long a server may take over one command. Each single read has a time limit of its own; a
 * server that drips a byte now and then keeps to that one for ever. Only time in which nothing else
 * was waited for counts, so a consumer may be as slow as it likes.
 */
final class CommandPatience {
    /** Less than this within the limit is no progress: about 100 bytes a second. */
    static final long PROGRESS = 64 * 1024;

    private final long limit;
    private long waited;
    private long bytes;

    CommandPatience(Duration limit) {
        this.limit = limit.toNanos();
    }

    /** A command was sent, or one ended. */
    void begin() {
        waited = 0;
        bytes = 0;
    }

    /**
     * Bytes came after a while.
     *
     * @throws SocketTimeoutException when too few came for too long
     */
    void came(int count, long nanos) throws SocketTimeoutException {
        waited += nanos;
        bytes += count;
        if (waited > limit) {
            if (bytes < PROGRESS) {
                throw new SocketTimeoutException(
                        "only "
                                + bytes
                                + " bytes in "
                                + Duration.ofNanos(waited).toSeconds()
                                + " s");
            }
            begin();
        }
    }
}

package io.mailcaravan.assess;

import java.time.Duration;
import java.util.Optional;

/**
 * How fast the source answers, from a small sample.
 *
 * @param roundTrip of a command without content
 * @param items read for the sample; 0 where there was nothing small enough to read
 * @param bytes in them
 * @param reading how long that took, the first round trip left out
 */
public record Speed(Duration roundTrip, int items, long bytes, Duration reading) {

    private static final double SECOND = 1e9;

    /** Commands a folder costs beside its content: status, list, select and the like. */
    private static final int COMMANDS_A_FOLDER = 4;

    /** Bytes a second. */
    public Optional<Long> bytesPerSecond() {
        return items == 0 || bytes == 0
                ? Optional.empty()
                : Optional.of((long) (bytes / (Math.max(1_000_000, reading.toNanos()) / SECOND)));
    }

    /**
     * How long a pass may take if the destination keeps up; empty where no speed is known. The
     * slower of two guesses: by bytes for large messages, by round trips for many folders.
     */
    public Optional<Duration> estimate(long bytesToCopy, int folders) {
        Duration commands = roundTrip.multipliedBy((long) folders * COMMANDS_A_FOLDER);
        if (bytesToCopy == 0) {
            return Optional.of(commands);
        }
        return bytesPerSecond()
                .map(rate -> Duration.ofMillis(1_000L * bytesToCopy / Math.max(1, rate)))
                .map(commands::plus);
    }
}

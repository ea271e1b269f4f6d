package io.mailcaravan.cli;

import io.mailcaravan.progress.MailboxProgress;
import java.time.Duration;
import java.util.Locale;

/** A reading of the counters, and the line made of it. */
record Progress(long expected, long settled, long copied, long bytes, long failed) {

    static final Progress NONE = new Progress(0, 0, 0, 0, 0);

    static Progress of(MailboxProgress mailbox) {
        return new Progress(
                mailbox.expected(),
                mailbox.settled(),
                mailbox.copied(),
                mailbox.copiedBytes(),
                mailbox.failed());
    }

    Progress plus(Progress other) {
        return new Progress(
                expected + other.expected,
                settled + other.settled,
                copied + other.copied,
                bytes + other.bytes,
                failed + other.failed);
    }

    /** {@code acme 3/20 12,340 of 50,000 messages 1.2 GB 812/s 14.1 MB/s ETA 0:46 2 errors}. */
    String line(String name, long nanos) {
        double seconds = Math.max(nanos / 1e9, 1e-3);
        String eta =
                copied == 0 || settled >= expected
                        ? ""
                        : "  ETA "
                                + clock(
                                        Duration.ofSeconds(
                                                (long)
                                                        ((expected - settled)
                                                                / (copied / seconds))));
        return String.format(
                Locale.ROOT,
                "%s  %,d of %,d messages  %s  %,.0f/s  %s/s%s%s",
                name,
                settled,
                expected,
                Sizes.text(bytes),
                copied / seconds,
                Sizes.text((long) (bytes / seconds)),
                eta,
                failed == 0 ? "" : "  " + failed + (failed == 1 ? " error" : " errors"));
    }

    private static String clock(Duration left) {
        return left.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d h", left.toHours(), left.toMinutesPart())
                : String.format(Locale.ROOT, "%d:%02d", left.toMinutes(), left.toSecondsPart());
    }
}

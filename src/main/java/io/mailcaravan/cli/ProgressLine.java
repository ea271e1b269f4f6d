package io.mailcaravan.cli;

import io.mailcaravan.progress.Figures;
import java.time.Duration;
import java.util.Locale;

/** The line that tells how far a pass is, or one mailbox of it. */
final class ProgressLine {

    private ProgressLine() {}

    /** {@code acme 3/20 12,340 of 50,000 messages 1.2 GB 812/s 14.1 MB/s ETA 0:46 2 errors}. */
    static String of(String name, Figures now, long nanos) {
        double seconds = Math.max(nanos / 1e9, 1e-3);
        long left = now.expected() - now.settled();
        String eta =
                now.copied() == 0 || left <= 0
                        ? ""
                        : "  ETA "
                                + clock(
                                        Duration.ofSeconds(
                                                (long) (left / (now.copied() / seconds))));
        return String.format(
                Locale.ROOT,
                "%s  %,d of %,d %s  %s  %,.0f/s  %s/s%s%s",
                name,
                now.settled(),
                now.expected(),
                now.hasMoreThanMail() ? "items" : "messages",
                Sizes.text(now.copiedBytes()),
                now.copied() / seconds,
                Sizes.text((long) (now.copiedBytes() / seconds)),
                eta,
                now.failed() == 0
                        ? ""
                        : "  " + now.failed() + (now.failed() == 1 ? " error" : " errors"));
    }

    private static String clock(Duration left) {
        return left.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d h", left.toHours(), left.toMinutesPart())
                : String.format(Locale.ROOT, "%d:%02d", left.toMinutes(), left.toSecondsPart());
    }
}

package io.mailcaravan.assess;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Times a few commands and a bounded sample of messages at the source. */
final class SpeedProbe {

    /** All that is read of content in one mailbox. */
    static final long MOST_BYTES = 2 << 20;

    private static final int ROUND_TRIPS = 3;

    private SpeedProbe() {}

    static Speed measure(MailboxSession source, List<ItemTally.Sampled> candidates)
            throws MailboxException {
        long roundTrip = roundTrip(source);
        long nanos = 0;
        int[] items = {0};
        long[] bytes = {0};
        for (Map.Entry<FolderPath, List<ItemHead>> folder : chosen(candidates).entrySet()) {
            // so that opening the folder is not counted with each of its messages
            source.status(folder.getKey());
            long start = System.nanoTime();
            source.read(
                    folder.getKey(),
                    List.of(folder.getValue()).iterator(),
                    item -> {
                        items[0]++;
                        bytes[0] += item.content().size();
                        item.content().close();
                    });
            nanos += Math.max(0, System.nanoTime() - start - roundTrip);
        }
        return new Speed(Duration.ofNanos(roundTrip), items[0], bytes[0], Duration.ofNanos(nanos));
    }

    private static long roundTrip(MailboxSession source) throws MailboxException {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < ROUND_TRIPS; i++) {
            long start = System.nanoTime();
            source.status(FolderPath.INBOX);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    private static Map<FolderPath, List<ItemHead>> chosen(List<ItemTally.Sampled> candidates) {
        Map<FolderPath, List<ItemHead>> chosen = new LinkedHashMap<>();
        long left = MOST_BYTES;
        for (ItemTally.Sampled candidate : candidates) {
            if (candidate.head().size() <= left) {
                left -= candidate.head().size();
                chosen.computeIfAbsent(candidate.folder(), folder -> new ArrayList<>())
                        .add(candidate.head());
            }
        }
        return chosen;
    }
}

package io.mailcaravan.imap;

import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.UidSet;
import java.util.Arrays;

/** What SEARCH found; some servers split a long answer. What is no UID is left out. */
final class SearchAnswer {
    private UidSet found = UidSet.EMPTY;

    void add(ServerLine line) {
        if (line.keyEquals("ESEARCH")) {
            String text = line.rest();
            int all = AsciiCase.upper(text).indexOf(" ALL ");
            if (all >= 0) {
                try {
                    found = found.and(UidSet.parse(text.substring(all + 5).trim().split(" ")[0]));
                } catch (IllegalArgumentException e) {
                    // no set of UIDs: nothing that could be looked for
                }
            }
        } else if (line.keyEquals("SEARCH")) {
            long[] uids = new long[64];
            int count = 0;
            for (long uid = Numbers.next(line); uid >= 0; uid = Numbers.next(line)) {
                if (uid > 0 && uid <= Numbers.MOST_32) {
                    uids = count < uids.length ? uids : Arrays.copyOf(uids, 2 * count);
                    uids[count++] = uid;
                }
            }
            found = found.and(UidSet.of(Arrays.copyOf(uids, count)));
        }
    }

    UidSet found() {
        return found;
    }
}

package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.stream.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Whether a message may hold TNEF; quick, as nearly all messages hold none. */
final class QuickCheck {

    /** In every type under which TNEF travels. */
    private static final QuickCheck TNEF = new QuickCheck("ms-tnef");

    private static final QuickCheck OCTET_STREAM = new QuickCheck("octet-stream");

    private final byte[] word;
    private final int[] steps = new int[256];

    private QuickCheck(String word) {
        this.word = word.getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(steps, this.word.length);
        for (int i = 0; i < this.word.length - 1; i++) {
            int step = this.word.length - 1 - i;
            steps[this.word[i]] = step;
            steps[word.substring(i, i + 1).toUpperCase(Locale.ROOT).charAt(0)] = step;
        }
    }

    static boolean mayHoldTnef(Bytes message) {
        return TNEF.isIn(message) || OCTET_STREAM.isIn(message);
    }

    /** Horspool's search: of a large message it looks at every seventh or twelfth byte. */
    private boolean isIn(Bytes message) {
        int last = word.length - 1;
        int size = message.size();
        for (int at = last; at < size; at += steps[message.u8(at)]) {
            int i = 0;
            while (i <= last && lower(message.u8(at - i)) == word[last - i]) {
                i++;
            }
            if (i > last) {
                return true;
            }
        }
        return false;
    }

    private static int lower(int b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }
}

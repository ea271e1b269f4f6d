package io.mailcaravan.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a pass has counted, as one sentence for people. */
public final class FigureSentence {

    private FigureSentence() {}

    /**
     * {@code 12 copied (1.2 kB), 0 skipped, 1 failed, 3 unchanged, 0 flags or labels changed}, and
     * behind them what else is not 0.
     *
     * @param beside what is to be known of some of them, put behind their words as it is
     */
    public static String of(Counted counted, Map<Figure, String> beside) {
        List<String> parts = new ArrayList<>();
        for (Figure figure : Figures.ALL) {
            long count = counted.get(figure);
            boolean told =
                    switch (figure.told()) {
                        case ALWAYS -> true;
                        case IF_ANY -> count != 0;
                        case NOT -> false;
                    };
            if (told) {
                parts.add(
                        String.format(
                                Locale.ROOT,
                                "%,d %s%s",
                                count,
                                figure.words(),
                                beside.getOrDefault(figure, "")));
            }
        }
        return String.join(", ", parts);
    }
}

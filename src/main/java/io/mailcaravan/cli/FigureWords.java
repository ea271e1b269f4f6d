package io.mailcaravan.cli;

import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.progress.Figure;
import io.mailcaravan.progress.FigureSentence;
import io.mailcaravan.progress.Figures;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What a pass has counted, in words for people and names for programs. */
final class FigureWords {

    /** What is put in front of all others. */
    static final Set<Figure> FIRST =
            Collections.unmodifiableSet(EnumSet.range(Figure.COPIED, Figure.FAILED));

    /** What is put behind them: all others but what is known of a pass that runs only. */
    static final Set<Figure> OTHERS =
            Collections.unmodifiableSet(
                    EnumSet.complementOf(EnumSet.range(Figure.EXPECTED, Figure.FAILED)));

    private FigureWords() {}

    /** {@code 12 copied (1.2 kB), 0 skipped, 1 failed, 3 unchanged, 0 flags or labels changed}. */
    static String of(Figures figures) {
        return of(figures, "");
    }

    /**
     * @param besideFailed what is to be known of failed items
     */
    static String of(Figures figures, String besideFailed) {
        return FigureSentence.of(
                figures,
                Map.of(
                        Figure.COPIED,
                        " (" + Sizes.text(figures.copiedBytes()) + ")",
                        Figure.FAILED,
                        besideFailed));
    }

    /** Puts some figures of all kinds together. */
    static void put(Map<String, Object> object, Figures figures, Set<Figure> some) {
        some.forEach(figure -> object.put(figure.word(), figures.get(figure)));
    }

    /** Puts those of each kind as {@code kinds}; nothing where there is mail only. */
    static void putKinds(Map<String, Object> object, Figures figures) {
        if (!figures.hasMoreThanMail()) {
            return;
        }
        Map<String, Object> kinds = new LinkedHashMap<>();
        for (ItemKind kind : figures.kinds()) {
            Map<String, Object> ofKind = new LinkedHashMap<>();
            put(ofKind, figures.of(kind), FIRST);
            put(ofKind, figures.of(kind), OTHERS);
            kinds.put(kind.word(), ofKind);
        }
        object.put("kinds", kinds);
    }
}

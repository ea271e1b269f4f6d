package io.mailcaravan.cli;

import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.progress.Figure;
import io.mailcaravan.progress.Figures;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What a pass has counted, in words for people and names for programs. */
final class FigureWords {

    /** The states that an item may get in a pass, first of all. */
    static final Set<Figure> STATES =
            Collections.unmodifiableSet(EnumSet.range(Figure.COPIED, Figure.FAILED));

    /** What is told behind them; what is expected is known of a pass that runs only. */
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
        return String.format(
                "%,d copied (%s), %s%,d skipped, %,d failed%s, %,d unchanged, %,d flags or labels changed%s%s%s",
                figures.copied(),
                Sizes.text(figures.copiedBytes()),
                figures.adopted() == 0
                        ? ""
                        : String.format("%,d recognised at the destination, ", figures.adopted()),
                figures.skipped(),
                figures.failed(),
                besideFailed,
                figures.unchanged(),
                figures.attributesChanged(),
                more(figures.replaced(), "replaced"),
                more(figures.kept(), "kept as changed at the destination"),
                figures.deleted() == 0 ? "" : ", " + figures.deleted() + " deleted");
    }

    private static String more(long count, String what) {
        return count == 0 ? "" : ", " + ReportWords.number(count) + " " + what;
    }

    /** Several of that kind: {@code contacts}. */
    static String plural(ItemKind kind) {
        return kind.word() + "s";
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
            put(ofKind, figures.of(kind), STATES);
            put(ofKind, figures.of(kind), OTHERS);
            kinds.put(kind.word(), ofKind);
        }
        object.put("kinds", kinds);
    }
}

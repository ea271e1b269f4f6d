package io.mailcaravan.convert.tnef;

import java.util.List;
import org.apache.camel.Message;

/**
 * What the ledger keeps of a conversion. {@code caravan verify} knows by {@code converted: } that
 * the item is meant to be different.
 */
final class LedgerNote {

    /** The ledger keeps each text once; long ones are told by the report. */
    private static final int LONGEST = 300;

    private LedgerNote() {}

    static String of(Conversion conversion) {
        Outcome outcome = conversion.outcome();
        if (!conversion.isChanged()) {
            return unchanged(reasons(conversion));
        }
        return outcome == Outcome.CONVERTED
                ? "converted: tnef"
                : "converted: tnef, " + outcome.text() + ", " + reasons(conversion);
    }

    static String unchanged(String why) {
        return "not converted: tnef, " + why;
    }

    static String reported(Outcome outcome) {
        return "only reported: tnef, " + outcome.text();
    }

    /** Why the outcome is not a better one. */
    private static String reasons(Conversion conversion) {
        List<String> warnings =
                conversion.streams().stream()
                        .filter(stream -> stream.outcome() == conversion.outcome())
                        .flatMap(stream -> stream.warnings().stream())
                        .toList();
        return String.join(", ", warnings);
    }

    /** Behind what other steps have noted. */
    static void add(Message message, String note) {
        String before = message.getHeader(TnefToMimeProcessor.NOTE, "", String.class);
        message.setHeader(
                TnefToMimeProcessor.NOTE,
                before.isEmpty() ? tidy(note) : before + "; " + tidy(note));
    }

    /** A semicolon ends a note, and what a stranger's bytes say may hold anything. */
    private static String tidy(String text) {
        String clean = text.replace(';', ',').replaceAll("\\p{Cntrl}+", " ");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "...";
    }
}

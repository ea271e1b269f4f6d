package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.mapi.Properties;
import java.util.List;

/** An item's categories as words that a list with commas can hold. */
final class Keywords {

    /** Outlook shows a dozen; each more costs the calendar a copy of its list. */
    private static final int MOST = 1000;

    private Keywords() {}

    static List<String> of(Properties properties) {
        return properties.strings(Lid.KEYWORDS).stream()
                .limit(MOST)
                .map(keyword -> CalendarText.line(keyword).replaceAll("[,;]", " ").strip())
                .filter(keyword -> !keyword.isEmpty())
                .toList();
    }
}

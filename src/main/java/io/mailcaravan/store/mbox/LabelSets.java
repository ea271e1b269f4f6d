package io.mailcaravan.store.mbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sets of labels that the messages of a file have: few, while there are many messages. */
final class LabelSets {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<GmailLabels> sets = new ArrayList<>();

    /**
     * @param value of {@code X-Gmail-Labels}
     */
    synchronized int number(String value) {
        return numbers.computeIfAbsent(
                value,
                text -> {
                    sets.add(GmailLabels.parse(text));
                    return sets.size() - 1;
                });
    }

    synchronized GmailLabels get(int number) {
        return sets.get(number);
    }

    synchronized List<GmailLabels> all() {
        return List.copyOf(sets);
    }
}

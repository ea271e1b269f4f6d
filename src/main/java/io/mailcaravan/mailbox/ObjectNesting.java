package io.mailcaravan.mailbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/** In which of the objects of a vCard or an iCalendar object the lines are that come one by one. */
final class ObjectNesting {

    private static final Set<String> OBJECTS = Set.of("VCARD", "VEVENT", "VTODO");

    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Takes the next line in.
     *
     * @return whether it is the UID of a card, event or task itself, not of what is nested in it
     */
    boolean isUid(String line) {
        String name = ContentLines.name(line);
        if (name.equals("BEGIN")) {
            open.push(ContentLines.value(line).toUpperCase(Locale.ROOT));
        } else if (name.equals("END")) {
            open.poll();
        }
        return name.equals("UID") && !open.isEmpty() && OBJECTS.contains(open.peek());
    }
}

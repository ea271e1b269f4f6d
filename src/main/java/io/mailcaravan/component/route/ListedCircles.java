package io.mailcaravan.component.route;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.plan.MailboxPair;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Mailboxes of one list that are written by one line and read by another. */
final class ListedCircles {

    private ListedCircles() {}

    /**
     * A line that is its own circle is left to {@link MailboxStore#oneMailbox}, which stops that
     * mailbox alone.
     *
     * @throws ConfigurationException when a copy could be copied on
     */
    static void check(
            Path file, List<MailboxPair> pairs, MailboxStore source, List<MailboxStore> others) {
        Map<String, MailboxPair> read = new HashMap<>();
        pairs.forEach(pair -> read.put(ListedMailboxes.location(source, pair.source()), pair));
        for (MailboxPair writing : pairs) {
            for (MailboxStore other : others) {
                MailboxPair reading =
                        read.get(ListedMailboxes.location(other, writing.destination()));
                if (reading != null && reading.line() != writing.line()) {
                    throw circle(file, reading, writing, source);
                }
            }
        }
    }

    private static ConfigurationException circle(
            Path file, MailboxPair reading, MailboxPair writing, MailboxStore source) {
        return new ConfigurationException(
                file + ", line " + reading.line(),
                "mailbox "
                        + reading.source()
                        + " of store "
                        + source.name()
                        + " is read here and written by line "
                        + writing.line()
                        + ", so that a pass could copy what another has copied",
                "Name another destination there. Where mailboxes only change their names, put line "
                        + reading.line()
                        + " into a route of its own and run that to its end before this one.");
    }
}

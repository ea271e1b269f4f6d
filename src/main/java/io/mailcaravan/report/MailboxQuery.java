package io.mailcaravan.report;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Asks for a page of a route's mailboxes.
 *
 * @param states those of other states are left out
 * @param size rows at most
 * @param after where the page before has ended; empty for the first
 */
public record MailboxQuery(
        String route,
        Set<MailboxState> states,
        MailboxOrder order,
        int size,
        Optional<After> after) {

    /**
     * The place of a mailbox in the list. Mailboxes that move in it between two pages, as counts
     * change, may come twice or not at all; all others come once.
     *
     * @param value what the list is sorted by: items, bytes, seconds since 1970; 0 by name
     */
    public record After(long value, String store, String mailbox) {}

    /** All by name. */
    public static MailboxQuery of(String route, int size) {
        return new MailboxQuery(
                route,
                EnumSet.allOf(MailboxState.class),
                MailboxOrder.NAME,
                size,
                Optional.empty());
    }

    public MailboxQuery in(Set<MailboxState> wanted) {
        return new MailboxQuery(route, Set.copyOf(wanted), order, size, after);
    }

    public MailboxQuery by(MailboxOrder wanted) {
        return new MailboxQuery(route, states, wanted, size, after);
    }

    MailboxQuery after(After last) {
        return new MailboxQuery(route, states, order, size, Optional.of(last));
    }

    boolean isOfAllStates() {
        return states.size() == MailboxState.values().length;
    }
}

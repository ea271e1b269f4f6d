package io.mailcaravan.report;

import java.util.Comparator;

/**
 * The little of a mailbox by which it is sorted and chosen.
 *
 * @param value by which it is sorted, the greatest first
 */
record Standing(long id, long value, String store, String mailbox) {

    static final Comparator<Standing> ORDER =
            Comparator.comparingLong(Standing::value)
                    .reversed()
                    .thenComparing(Standing::store)
                    .thenComparing(Standing::mailbox);

    boolean isAfter(MailboxQuery.After last) {
        return ORDER.compare(this, new Standing(0, last.value(), last.store(), last.mailbox())) > 0;
    }

    MailboxQuery.After place() {
        return new MailboxQuery.After(value, store, mailbox);
    }
}

package io.mailcaravan.report;

import java.util.Comparator;

/**
 * The little of a mailbox by which it is sorted and chosen.
 *
 * @param value by which it is sorted, the greatest first
 */
record RankedMailbox(long id, long value, String store, String mailbox) {

    static final Comparator<RankedMailbox> ORDER =
            Comparator.comparingLong(RankedMailbox::value)
                    .reversed()
                    .thenComparing(RankedMailbox::store)
                    .thenComparing(RankedMailbox::mailbox);

    boolean isAfter(MailboxQuery.After last) {
        return ORDER.compare(this, new RankedMailbox(0, last.value(), last.store(), last.mailbox()))
                > 0;
    }

    MailboxQuery.After after() {
        return new MailboxQuery.After(value, store, mailbox);
    }
}

package io.mailcaravan.ledger;

/** A source mailbox in a route. */
public record MailboxName(String route, String store, String mailbox) {

    static MailboxName of(ItemKey key) {
        return key.in();
    }

    /** What differs most comes first: each item is looked up several times. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof MailboxName name
                        && mailbox.equals(name.mailbox)
                        && store.equals(name.store)
                        && route.equals(name.route));
    }

    @Override
    public int hashCode() {
        return mailbox.hashCode();
    }

    /** Whether it is the same mailbox of the same store, be it in another route. */
    boolean isSameSource(MailboxName other) {
        return store.equals(other.store) && mailbox.equals(other.mailbox);
    }

    /** For messages. */
    @Override
    public String toString() {
        return "mailbox " + mailbox + " of " + store + " (route " + route + ")";
    }
}

package io.mailcaravan.ledger;

/** A source mailbox in a route. */
public record MailboxName(String route, String store, String mailbox) {

    static MailboxName of(ItemKey key) {
        return new MailboxName(key.route(), key.store(), key.mailbox());
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

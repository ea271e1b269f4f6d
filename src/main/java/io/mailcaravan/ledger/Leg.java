package io.mailcaravan.ledger;

/**
 * One end of a source mailbox's way: where its items go. What became of an item is known a leg, so
 * that what one end has taken does not count for another.
 *
 * @param store the destination's name in configuration; empty where a route sends to no mailbox
 * @param mailbox its name there
 */
public record Leg(String store, String mailbox) {

    /** For routes that send to no mailbox, a folder of files for example. */
    public static final Leg OTHER = new Leg("", "");

    /** The leg that leads to this folder. */
    static Leg to(DestinationFolder destination) {
        return new Leg(destination.store(), destination.mailbox());
    }

    /** What differs most comes first: each item is looked up several times. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Leg leg
                        && mailbox.equals(leg.mailbox)
                        && store.equals(leg.store));
    }

    @Override
    public int hashCode() {
        return 31 * mailbox.hashCode() + store.hashCode();
    }

    /** For messages: {@code alice@acme.example in acme-new}. */
    @Override
    public String toString() {
        return equals(OTHER) ? "what is no mailbox" : mailbox + " in " + store;
    }
}

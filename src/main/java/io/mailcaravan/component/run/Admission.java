package io.mailcaravan.component.run;

import io.mailcaravan.component.route.MailboxEnd;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Lets a mailbox begin only when the connections that it needs are free, at all its ends, so that
 * no two mailboxes wait for each other's.
 */
@FunctionalInterface
public interface Admission {

    /**
     * What a mailbox may open at one end. It needs one connection there, even where two ends are at
     * one store.
     *
     * @param limit of the store, over all mailboxes and nodes
     */
    record Need(String store, int connections, int limit) {

        /**
         * What it needs for these ends.
         *
         * @throws MailboxException when a store may never have that many at once
         */
        static List<Need> of(MailboxEnd source, List<MailboxEnd> ends) throws MailboxException {
            List<Need> needs =
                    Stream.concat(ends.stream(), Stream.of(source)).map(Need::of).toList();
            for (Need need : needs) {
                long atStore = needs.stream().filter(n -> n.store().equals(need.store())).count();
                if (atStore > need.limit()) {
                    throw new MailboxException(
                            Scope.STORE,
                            Retry.NEVER,
                            "the route needs "
                                    + atStore
                                    + " connections to store "
                                    + need.store()
                                    + " at once, and may have "
                                    + need.limit(),
                            "Raise caravan.stores." + need.store() + ".connections.");
                }
            }
            return needs;
        }

        /** For whoever opens no more than the one connection that it cannot do without. */
        Need one() {
            return new Need(store, 1, limit);
        }

        private static Need of(MailboxEnd end) {
            int limit = end.store().connections();
            return new Need(end.storeName(), Math.min(end.connectionsPerMailbox(), limit), limit);
        }
    }

    /** The right to open them, until it is closed. */
    interface Grant extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for them all.
     *
     * @param cancelling true ends the wait
     * @throws MailboxException when cancelled
     */
    Grant admit(List<Need> needs, BooleanSupplier cancelling)
            throws MailboxException, InterruptedException;

    /**
     * Waits until a mailbox may begin.
     *
     * @param cancelling true ends the wait
     * @throws MailboxException when cancelled, or when it could never begin
     */
    default Grant admit(MailboxEnd source, List<MailboxEnd> ends, BooleanSupplier cancelling)
            throws MailboxException {
        return uninterrupted(Need.of(source, ends), cancelling);
    }

    /**
     * Waits until a mailbox may be looked at, at both ends over one connection each.
     *
     * @param named all ends of a pass over that route
     * @param end the one that is looked at
     * @param cancelling true ends the wait
     * @throws MailboxException when cancelled, or when that pass could never begin
     */
    default Grant admitLook(
            MailboxEnd source, List<MailboxEnd> named, MailboxEnd end, BooleanSupplier cancelling)
            throws MailboxException {
        Need.of(source, named); // refused before the pass is, and in its words
        return uninterrupted(
                Need.of(source, List.of(end)).stream().map(Need::one).toList(), cancelling);
    }

    private Grant uninterrupted(List<Need> needs, BooleanSupplier cancelling)
            throws MailboxException {
        try {
            return admit(needs, cancelling);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MailboxException.interrupted();
        }
    }
}

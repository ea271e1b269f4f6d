package io.mailcaravan.component.mailbox;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.util.List;
import java.util.function.BooleanSupplier;

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
        static List<Need> of(List<MailboxEndpoint> ends) throws MailboxException {
            List<Need> needs = ends.stream().map(Need::of).toList();
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

        private static Need of(MailboxEndpoint end) {
            int limit = end.store().connections();
            return new Need(
                    end.getConfiguration().getStore(),
                    Math.min(end.getConfiguration().getConnectionsPerMailbox(), limit),
                    limit);
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
}

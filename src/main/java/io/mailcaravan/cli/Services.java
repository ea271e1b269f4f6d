package io.mailcaravan.cli;

import io.mailcaravan.cluster.Cluster;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.store.Stores;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What commands work with; each part is started when it is first asked for. */
public interface Services {

    /** The state folder's ledger; this process has it alone from now on. */
    Ledger ledger();

    /** Where the ledger is; nothing is opened by asking. */
    LedgerDatabase database();

    /** This process among the nodes of a cluster, once entered; empty where it works alone. */
    default Optional<Cluster> cluster() throws MailboxException {
        return Optional.empty();
    }

    Stores stores();

    /**
     * Loads all route files and starts Camel, without starting a pass.
     *
     * @param scheduled whether routes then start their passes by themselves
     */
    Routes routes(boolean scheduled);

    Path stateFolder();

    /** Runs when the process is asked to end (Ctrl-C, SIGTERM); the process waits for it. */
    void onStop(Runnable stop);

    /**
     * Runs whenever the process is asked to read its files anew (SIGHUP); to be called behind
     * {@link #onStop}.
     *
     * @return the command that asks so; empty where none can
     */
    default Optional<String> onReload(Runnable reload) {
        return Optional.empty();
    }

    /** What {@link #routes} gives. */
    interface Routes {

        /**
         * The routes with these ids, or all that read mailboxes when none is named.
         *
         * @throws io.mailcaravan.mailbox.ConfigurationException when there is no such route
         */
        List<MailboxRoute> named(List<String> ids);

        /**
         * What has loaded them, for whoever loads them anew; empty where they come from no files.
         */
        default Optional<RouteLoader> loader() {
            return Optional.empty();
        }
    }
}

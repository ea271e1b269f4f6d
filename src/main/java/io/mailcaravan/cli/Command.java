package io.mailcaravan.cli;

import java.nio.file.Path;

/** A command that needs stores, ledger or routes. */
public interface Command {

    CommonOptions options();

    /** Whether it answers HTTP: dashboard, health, metrics. */
    default boolean serves() {
        return false;
    }

    /** Where its ledger is. */
    default Path stateFolder() {
        return options().state();
    }

    /** Where its route files are. */
    default Path routesFolder() {
        return options().routes();
    }

    /** Whether the file of {@code --config} concerns it. */
    default boolean readsConfiguration() {
        return true;
    }

    /** Whether it works with the ledger; if not, another process may have the state folder. */
    default boolean needsLedger() {
        return true;
    }

    /**
     * Whether it only reads the ledger: then it works beside a process that has the state folder,
     * and its own ledger refuses every write.
     */
    default boolean onlyReads() {
        return false;
    }

    /**
     * Does its work.
     *
     * @return an {@link ExitCode}
     */
    int run(Services services) throws Exception;
}

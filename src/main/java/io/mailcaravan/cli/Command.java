package io.mailcaravan.cli;

/** A command that needs stores, ledger or routes. */
public interface Command {

    CommonOptions options();

    /** Whether it answers HTTP: dashboard, health, metrics. */
    default boolean serves() {
        return false;
    }

    /** Whether it writes the ledger; if not, another process may have the state folder. */
    default boolean keepsLedger() {
        return true;
    }

    /**
     * Does its work.
     *
     * @return an {@link ExitCode}
     */
    int run(Services services) throws Exception;
}

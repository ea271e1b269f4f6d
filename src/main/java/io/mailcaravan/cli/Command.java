package io.mailcaravan.cli;

/** A command that needs stores, ledger or routes. */
public interface Command {

    CommonOptions options();

    /** Whether it answers HTTP: dashboard, health, metrics. */
    default boolean serves() {
        return false;
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

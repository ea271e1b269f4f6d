package io.mailcaravan.cli;

/** A command that needs stores, ledger or routes. */
public interface Command {

    CommonOptions options();

    /** Whether it answers HTTP: dashboard, health, metrics. */
    default boolean serves() {
        return false;
    }

    /**
     * Does its work.
     *
     * @return an {@link ExitCode}
     */
    int run(Services services) throws Exception;
}

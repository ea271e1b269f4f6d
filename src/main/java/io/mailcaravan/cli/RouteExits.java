package io.mailcaravan.cli;

/** What several routes, or mailboxes, mean together for the exit code of a command. */
final class RouteExits {

    private int worst = ExitCode.OK;
    private boolean interrupted;

    /**
     * One of them has ended.
     *
     * @param exit its {@link ExitCode}
     * @param wasInterrupted whether somebody wanted it to end, and it did not pause by itself
     */
    void add(int exit, boolean wasInterrupted) {
        worst = RouteState.worse(worst, exit);
        interrupted |= wasInterrupted;
    }

    /**
     * @return an {@link ExitCode}; whatever else: what somebody wanted to end is to be run again
     */
    int code() {
        return interrupted ? ExitCode.INTERRUPTED : worst;
    }
}

package io.mailcaravan.cli;

import picocli.CommandLine;

/** What can be done with a ledger as a whole. */
@CommandLine.Command(
        name = "ledger",
        description = "Move the ledger to another database",
        subcommands = LedgerMoveCommand.class)
public final class LedgerCommand implements Runnable {

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Name what to do with the ledger: move.");
    }
}

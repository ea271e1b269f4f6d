package io.mailcaravan.cli;

import picocli.CommandLine;

/** What can be done with a ledger as a whole. */
@CommandLine.Command(
        name = "ledger",
        description = "Move the ledger to another database, or tell it a new name",
        subcommands = {LedgerMoveCommand.class, LedgerRenameCommand.class})
public final class LedgerCommand implements Runnable {

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Name what to do with the ledger: move or rename.");
    }
}

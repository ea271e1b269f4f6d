package io.mailcaravan.cli;

import picocli.CommandLine;

/** The program itself. */
@CommandLine.Command(
        name = "caravan",
        description = "Moves mailboxes between mail systems.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            AssessCommand.class,
            ConvertCommand.class,
            DemoCommand.class,
            LedgerCommand.class,
            MigrateCommand.class,
            ReportCommand.class,
            RetryCommand.class,
            ServeCommand.class,
            VerifyCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 all copied or skipped by a rule, 1 items failed, 2 usage or configuration,",
            "3 a store or mailbox could not be reached or signed in to, 4 interrupted (run again)."
        })
public final class RootCommand implements Runnable {

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name a command.");
    }
}

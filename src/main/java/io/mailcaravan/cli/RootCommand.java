package io.mailcaravan.cli;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;

/** The program itself. */
@CommandLine.Command(
        name = "caravan",
        description = "Moves mailboxes between mail systems.",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        versionProvider = Version.class,
        footer = {
            "",
            "Exit codes: 0 all copied or skipped by a rule, 1 items failed, 2 usage or configuration,",
            "3 a store or mailbox could not be reached or signed in to, 4 interrupted (run again)."
        })
public final class RootCommand implements Runnable {

    private static final Map<String, Class<?>> COMMANDS =
            Map.of(
                    "assess", AssessCommand.class,
                    "convert", ConvertCommand.class,
                    "demo", DemoCommand.class,
                    "ledger", LedgerCommand.class,
                    "migrate", MigrateCommand.class,
                    "report", ReportCommand.class,
                    "reset", ResetCommand.class,
                    "retry", RetryCommand.class,
                    "serve", ServeCommand.class,
                    "verify", VerifyCommand.class);

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    /**
     * Reads the command line of these arguments. Where they name a command the others are left out:
     * each costs some milliseconds of reflection.
     */
    public static CommandLine line(String... args) {
        CommandLine line = new CommandLine(new RootCommand());
        Class<?> asked = args.length == 0 ? null : COMMANDS.get(args[0]);
        if (asked == null) {
            new TreeMap<>(COMMANDS).values().forEach(line::addSubcommand);
        } else {
            line.addSubcommand(asked);
        }
        return line;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name a command.");
    }
}

package io.mailcaravan.cli;

import io.mailcaravan.config.NearestWord;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine;

/** The program itself. */
@CommandLine.Command(
        name = "caravan",
        description = "Moves mailboxes between mail systems.",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        versionProvider = ProgramVersion.class,
        footer = {
            "",
            "Exit codes: 0 all copied or skipped by a rule, 1 items failed, 2 usage or configuration,",
            "3 a store or mailbox could not be reached or signed in to, 4 interrupted (run again)."
        })
public final class RootCommand implements Runnable {

    private static final Map<String, Class<?>> COMMANDS =
            Map.ofEntries(
                    Map.entry("assess", AssessCommand.class),
                    Map.entry("convert", ConvertCommand.class),
                    Map.entry("copy", CopyCommand.class),
                    Map.entry("demo", DemoCommand.class),
                    Map.entry("discover", DiscoverCommand.class),
                    Map.entry("ledger", LedgerCommand.class),
                    Map.entry("migrate", MigrateCommand.class),
                    Map.entry("report", ReportCommand.class),
                    Map.entry("reset", ResetCommand.class),
                    Map.entry("retry", RetryCommand.class),
                    Map.entry("serve", ServeCommand.class),
                    Map.entry("verify", VerifyCommand.class));

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
        line.setParameterExceptionHandler(
                (error, arguments) ->
                        asked == null && named(arguments).isPresent()
                                ? unknown(error.getCommandLine(), named(arguments).get())
                                : UsageError.tell(error));
        return line;
    }

    private static Optional<String> named(String... arguments) {
        return Arrays.stream(arguments).findFirst().filter(first -> !first.startsWith("-"));
    }

    private static int unknown(CommandLine line, String name) {
        String advice =
                NearestWord.of(name, COMMANDS.keySet())
                        .map(near -> "Did you mean '" + near + "'?")
                        .orElse(
                                "There are: "
                                        + String.join(", ", new TreeSet<>(COMMANDS.keySet()))
                                        + ".");
        line.getErr().println("caravan: there is no command '" + name + "'. " + advice);
        return ExitCode.CONFIGURATION;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name a command.");
    }
}

package io.mailcaravan;

import io.mailcaravan.cli.Command;
import io.mailcaravan.cli.ExitCode;
import io.mailcaravan.cli.PrintableStream;
import io.mailcaravan.cli.RootCommand;
import io.mailcaravan.config.ProgramSettings;
import io.mailcaravan.config.PropertyText;
import io.mailcaravan.ledger.state.StateFolders;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * Reads the command line before anything is started, so that help and mistakes answer at once, and
 * tells Quarkus what the command needs.
 */
@QuarkusMain
public final class CaravanMain {

    private static final String LOG_MANAGER = "java.util.logging.manager";

    private CaravanMain() {}

    public static void main(String[] args) {
        PrintableStream.install();
        // commands that do not start Quarkus log as those that do
        if (System.getProperty(LOG_MANAGER) == null) {
            System.setProperty(LOG_MANAGER, "org.jboss.logmanager.LogManager");
        }
        int exit = run(args);
        if (exit != Application.STARTED) {
            System.exit(exit);
        }
    }

    /** Everything but the end of the process. */
    static int run(String... args) {
        CommandLine line = RootCommand.line(args);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionStrategy(CaravanMain::execute);
        line.setExecutionExceptionHandler(
                (error, command, parsed) ->
                        Application.explain(error, parsed.expandedArgs().contains("--verbose")));
        line.setExitCodeExceptionMapper(error -> ExitCode.CONFIGURATION);
        return line.execute(args);
    }

    private static int execute(ParseResult parsed) {
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        if (!(last.commandSpec().userObject() instanceof Command command)) {
            return new CommandLine.RunLast().execute(parsed);
        }
        try {
            prepare(command);
        } catch (ConfigurationException | MailboxException e) {
            // picocli hands no errors of this strategy to its handler
            return Application.explain(e, command.options().verbose());
        }
        Application.command = command;
        Quarkus.run(Application.class, Application::ended);
        return Application.STARTED;
    }

    private static void prepare(Command command) throws MailboxException {
        if (command.readsConfiguration()) {
            command.options().checkConfig();
        }
        if (command.serves()) {
            // another serve of this customer may have the port, too, and that says less
            StateFolders.requireFree(command.stateFolder());
        }
        configure(command);
    }

    /** System properties, because Quarkus reads them before any of our code runs. */
    private static void configure(Command command) {
        Path config = command.options().config().toAbsolutePath();
        if (command.readsConfiguration() && Files.isReadable(config)) {
            System.setProperty(
                    "quarkus.config.locations", PropertyText.literal(config.toUri().toString()));
        }
        if (!command.readsConfiguration()) {
            // nor does the environment's; the ledger of such a command is its own
            System.setProperty(ProgramSettings.key(ProgramSettings.DATASOURCE_URL), "");
        }
        System.setProperty("caravan.config", config.toString());
        System.setProperty(
                "caravan.routes", PropertyText.literal(command.routesFolder().toString()));
        System.setProperty("caravan.state", PropertyText.literal(command.stateFolder().toString()));
        System.setProperty("caravan.ledger.needed", String.valueOf(command.needsLedger()));
        System.setProperty("caravan.ledger.read-only", String.valueOf(command.onlyReads()));
        if (command.serves()) {
            System.setProperty("quarkus.log.category.\"io.mailcaravan\".level", "INFO");
        } else {
            System.setProperty("quarkus.http.host-enabled", "false");
        }
        if (command.options().verbose()) {
            System.setProperty("quarkus.log.level", "INFO");
        }
    }
}

package io.mailcaravan;

import io.mailcaravan.cli.Command;
import io.mailcaravan.cli.ExitCode;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FileErrors;
import io.mailcaravan.mailbox.MailboxException;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Runs the command once Quarkus is up, and turns every error into one sentence and an exit code.
 */
public final class Application implements QuarkusApplication {

    /** No exit code: the process ends when Quarkus does. */
    static final int STARTED = -1;

    static Command command;

    @Inject CaravanServices services;

    @Override
    public int run(String... args) {
        boolean verbose = command.options().verbose();
        try {
            return command.run(services);
        } catch (Exception e) {
            return explain(e, verbose);
        } finally {
            services.close();
        }
    }

    /** Also called by Quarkus when it could not start. */
    static void ended(int exit, Throwable failure) {
        System.exit(failure == null ? exit : explain(failure, command.options().verbose()));
    }

    static int explain(Throwable error, boolean verbose) {
        Throwable cause =
                TakenPort.in(error)
                        .or(() -> WrongSetting.in(error, configuration()))
                        .map(Throwable.class::cast)
                        .orElse(error);
        while (cause != null
                && !(cause instanceof ConfigurationException)
                && !(cause instanceof MailboxException)) {
            cause = cause.getCause();
        }
        if (verbose) {
            error.printStackTrace();
        }
        if (cause instanceof ConfigurationException) {
            // may go over several lines: a list of mistakes
            System.err.print("caravan: " + cause.getMessage() + System.lineSeparator());
            return ExitCode.CONFIGURATION;
        }
        if (cause instanceof MailboxException known) {
            System.err.println("caravan: " + known.explanation());
            return ExitCode.of(known);
        }
        System.err.println(
                "caravan: " + words(error) + (verbose ? "" : " (--verbose shows where)"));
        return ExitCode.CONFIGURATION;
    }

    /** The file of the command; where there is none yet, no setting was read. */
    private static Path configuration() {
        return command == null ? Path.of("application.properties") : command.options().config();
    }

    /** What is left of errors that nobody has explained; a file's is told without class names. */
    private static String words(Throwable error) {
        return switch (error) {
            case UncheckedIOException file when isOwn(file) ->
                    file.getMessage() + ": " + FileErrors.words(file.getCause());
            case UncheckedIOException file -> FileErrors.words(file.getCause());
            case IOException file -> FileErrors.words(file);
            default -> error.toString();
        };
    }

    /** Java makes a message of the cause where nobody has written one. */
    private static boolean isOwn(UncheckedIOException error) {
        return !error.getCause().toString().equals(error.getMessage());
    }
}

package io.mailcaravan.cli;

import io.mailcaravan.config.NearestWord;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what is wrong with a command line, in two lines: the usage is longer than a screen. Values
 * of what is not known are not shown; one may be a password behind a misspelt option.
 */
final class UsageError {

    private UsageError() {}

    /**
     * @return the exit code
     */
    static int tell(ParameterException error) {
        CommandSpec command = error.getCommandLine().getCommandSpec();
        PrintWriter out = error.getCommandLine().getErr();
        out.println(
                command.qualifiedName()
                        + ": "
                        + (error instanceof UnmatchedArgumentException unknown
                                ? unknown(unknown, command)
                                : withoutValue(error)));
        out.println("'" + command.qualifiedName() + " --help' shows how it is written.");
        out.flush();
        return ExitCode.CONFIGURATION;
    }

    private static String unknown(UnmatchedArgumentException error, CommandSpec command) {
        Optional<String> option =
                error.getUnmatched().stream()
                        .filter(argument -> argument.startsWith("-"))
                        .map(argument -> argument.split("=", 2)[0])
                        .findFirst();
        if (option.isEmpty()) {
            return "there are too many words, or a space in one that is not in quotes.";
        }
        return "there is no option "
                + option.get()
                + "."
                + NearestWord.of(option.get(), new TreeSet<>(command.optionsMap().keySet()))
                        .map(near -> " Did you mean '" + near + "'?")
                        .orElse("");
    }

    /** That picocli tells in its message. */
    private static String withoutValue(ParameterException error) {
        String words = String.valueOf(error.getMessage());
        String value = error.getValue();
        return value == null || value.isEmpty() ? words : words.replace(value, "*****");
    }
}

package io.mailcaravan.cli;

import io.mailcaravan.mailbox.ConfigurationException;
import java.io.Console;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Asks before something is changed that cannot be undone. */
final class Consent {

    @Option(names = "--yes", description = "Do it without asking")
    private boolean yes;

    @Option(names = "--dry-run", description = "Only show what would be done")
    private boolean dryRun;

    /**
     * @param question what is to be done, shown already
     * @throws ConfigurationException where nobody can be asked
     */
    @SuppressWarnings("SystemConsoleNull")
    boolean given(String question) {
        if (dryRun || yes) {
            return !dryRun;
        }
        Console console = System.console();
        if (console == null) {
            throw new ConfigurationException(
                    "standard input", "no terminal, so that nobody can be asked", "Add --yes.");
        }
        // newer JDKs have one without a terminal, too; at its end nothing is read
        String answer = console.readLine("%s [y/N] ", question);
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }
}

package io.mailcaravan.cli;

import io.mailcaravan.mailbox.Secret;
import java.io.Console;
import java.util.Optional;

/** Asks somebody for a password, without showing it. */
@FunctionalInterface
interface PasswordPrompt {

    /**
     * The answer; empty where nobody can be asked.
     *
     * @param question without a colon behind it
     */
    Optional<Secret> ask(String question);

    /** On the terminal. */
    @SuppressWarnings("SystemConsoleNull")
    static Optional<Secret> onTerminal(String question) {
        Console console = System.console();
        // newer JDKs have one without a terminal, too; at its end nothing is read
        char[] answer = console == null ? null : console.readPassword("%s: ", question);
        return Optional.ofNullable(answer).map(typed -> new Secret(new String(typed)));
    }
}

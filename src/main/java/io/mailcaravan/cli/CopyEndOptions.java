package io.mailcaravan.cli;

import io.mailcaravan.config.Secrets;
import io.mailcaravan.copy.CopyEnd;
import io.mailcaravan.copy.EndSettings;
import io.mailcaravan.copy.OptionWords;
import io.mailcaravan.copy.SecretReference;
import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.store.Stores;
import io.mailcaravan.tls.Authorities;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is given for one end of a copy beside its URL. */
final class CopyEndOptions {

    private final String name;
    private final String role;
    private final Optional<String> passwordReference;
    private final List<String> set;

    /**
     * @param name {@code from} or {@code to}, as the options begin
     * @param role {@code source} or {@code destination}, as the columns of a list begin
     * @param password as it is typed; null where none is
     * @param set settings of the store, each {@code KEY=VALUE}
     * @throws ConfigurationException where the password is written out
     */
    CopyEndOptions(String name, String role, String password, List<String> set) {
        this.name = name;
        this.role = role;
        this.passwordReference =
                Optional.ofNullable(password)
                        .map(text -> SecretReference.read(passwordOption(), text));
        this.set = set;
    }

    /**
     * The end with them.
     *
     * @throws ConfigurationException for one that it has no use for, or a secret that is written
     *     out
     */
    CopyEnd of(CopyEnd end, Stores stores) {
        CopyEnd complete =
                end.with(EndSettings.read(end, setOption(), set, stores.settingsOf(end.type())));
        if (passwordReference.isPresent() && !complete.takesPassword()) {
            throw new ConfigurationException(
                    passwordOption(),
                    end.isServer()
                            ? "nothing uses it with auth=" + complete.settings().get("auth")
                            : "what lies on disk has none",
                    "Leave it out.");
        }
        return complete;
    }

    /**
     * Authorities that the server's certificate has to be from; empty for Java's list.
     *
     * @throws ConfigurationException where there is none in that file
     */
    Optional<Path> caFile() {
        Optional<Path> file = EndSettings.caFile(set);
        file.ifPresent(pem -> Authorities.context(file, setOption() + " " + EndSettings.CA_FILE));
        return file;
    }

    /** What tells of settings by these options. */
    OptionWords words(CopyEnd end) {
        return new OptionWords(end, setOption());
    }

    /** How the end is signed in to, with the password where it takes one. */
    Login login(CopyEnd end, PasswordPrompt prompt) {
        return new Login(
                end.user(),
                end.takesPassword() ? Optional.of(password(end, prompt)) : Optional.empty());
    }

    /**
     * Makes the end's store, which says what is wrong with its settings.
     *
     * @throws ConfigurationException that names the option
     */
    MailboxStore open(CopyEnd end, Stores stores) {
        try {
            return stores.get(end.store());
        } catch (ConfigurationException e) {
            throw words(end).of(e);
        }
    }

    /** Where a project may find the password. */
    String savedReference() {
        return passwordReference.orElse("env:" + variable());
    }

    /** Whether somebody types the password. */
    boolean isTyped() {
        return passwordReference.isEmpty();
    }

    /** The variable of the environment that a project looks for it in where somebody types it. */
    String variable() {
        return AsciiCase.upper(column());
    }

    /** Of a list of mailboxes. */
    String column() {
        return role + "_password";
    }

    /**
     * The mailbox's password.
     *
     * @throws ConfigurationException where there is none, and nobody can be asked
     */
    private Secret password(CopyEnd end, PasswordPrompt prompt) {
        Secret secret =
                passwordReference.isPresent()
                        ? Secrets.resolve(passwordReference.get(), Path.of(""), passwordOption())
                        : prompt.ask("Password of " + end.user() + " at " + host(end))
                                .orElseThrow(() -> nobody(end));
        if (secret.reveal().isEmpty()) {
            throw new ConfigurationException(
                    passwordReference.isPresent() ? passwordOption() : "password of " + end.user(),
                    "it is empty",
                    "Nobody was signed in to.");
        }
        return secret;
    }

    private ConfigurationException nobody(CopyEnd end) {
        return new ConfigurationException(
                "standard input or output",
                "no terminal, so that nobody can be asked for the password of "
                        + end.user()
                        + " at "
                        + host(end),
                "A terminal has to be both. Or name a variable of the environment or a file that has it: "
                        + passwordOption()
                        + " env:NAME or "
                        + passwordOption()
                        + " file:PATH.");
    }

    private static String host(CopyEnd end) {
        return end.settings().get("host");
    }

    private String passwordOption() {
        return "--" + name + "-password";
    }

    private String setOption() {
        return "--" + name + "-set";
    }
}

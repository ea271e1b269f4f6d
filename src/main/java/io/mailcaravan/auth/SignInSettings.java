package io.mailcaravan.auth;

import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.oauth.Tokens;
import java.util.Optional;

/**
 * How the mailboxes of one store are signed in to, as configured.
 *
 * @param store its name, for advice
 * @param username the one mailbox's own sign-in name; empty where the mailbox's name is it
 * @param password of the one mailbox
 * @param adminUsername given where the method needs an administrator, as is the password
 * @param masterSeparator between mailbox and administrator for {@link AuthMethod#MASTER_USER}
 * @param tokens given where the method takes them
 */
public record SignInSettings(
        String store,
        AuthMethod method,
        Optional<String> username,
        Optional<Secret> password,
        Optional<String> adminUsername,
        Optional<Secret> adminPassword,
        String masterSeparator,
        Optional<Tokens> tokens) {

    /** For connections on which nobody signs in. */
    public static SignInSettings nobody(String store) {
        return new SignInSettings(
                store,
                AuthMethod.PASSWORD,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "*",
                Optional.empty());
    }

    /** Whether an administrator's password opens all mailboxes. */
    public boolean takesAdmin() {
        return method == AuthMethod.MASTER_USER || method == AuthMethod.AUTHZID;
    }

    /** Who signs in whatever mailbox is asked for; an administrator signs in for each. */
    public Optional<String> soleUser() {
        return takesAdmin() ? Optional.empty() : username;
    }

    /** Whether each mailbox has to bring its own. */
    public boolean needsPassword() {
        return method == AuthMethod.PASSWORD && password.isEmpty();
    }
}

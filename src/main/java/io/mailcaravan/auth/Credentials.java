package io.mailcaravan.auth;

import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Secret;
import java.util.Locale;
import java.util.Optional;

/**
 * What one session signs in with.
 *
 * @param actsFor the mailbox to act for (SASL's authorization identity); empty where the user is it
 * @param user who authenticates
 * @param advice when refused
 */
public record Credentials(
        Optional<String> actsFor, String user, Secret secret, Kind kind, String advice) {

    /** Whose secret it is, from which a client knows how it can be sent. */
    public enum Kind {
        /** The user's own password. */
        OWN_PASSWORD,
        /** Of an administrator, under the administrator's name or one made of both names. */
        ADMIN_PASSWORD,
        /** An access token, to be sent by {@link AuthMethod#XOAUTH2}. */
        XOAUTH2_TOKEN,
        /** An access token, to be sent by {@link AuthMethod#OAUTHBEARER}. */
        BEARER_TOKEN
    }

    static Credentials of(SignInSettings settings, Login login) throws MailboxException {
        String key = "caravan.stores." + settings.store() + ".";
        return switch (settings.method()) {
            case PASSWORD ->
                    new Credentials(
                            Optional.empty(),
                            login.password().isPresent()
                                    ? login.mailbox()
                                    : settings.username().orElse(login.mailbox()),
                            login.password()
                                    .or(settings::password)
                                    .orElseThrow(() -> noPassword(settings, login)),
                            Kind.OWN_PASSWORD,
                            "Check the mailbox's name and password; it is not tried again.");
            case MASTER_USER ->
                    new Credentials(
                            Optional.empty(),
                            login.mailbox() + settings.masterSeparator() + admin(settings),
                            settings.adminPassword().orElseThrow(),
                            Kind.ADMIN_PASSWORD,
                            "Check that the mailbox exists, and "
                                    + key
                                    + "admin-username, admin-password and master-separator.");
            case AUTHZID ->
                    new Credentials(
                            Optional.of(login.mailbox()),
                            admin(settings),
                            settings.adminPassword().orElseThrow(),
                            Kind.ADMIN_PASSWORD,
                            "Check that the mailbox exists, "
                                    + key
                                    + "admin-username and admin-password, and that this user may"
                                    + " act for others.");
            case XOAUTH2 -> token(settings, login, Kind.XOAUTH2_TOKEN);
            case OAUTHBEARER -> token(settings, login, Kind.BEARER_TOKEN);
        };
    }

    private static Credentials token(SignInSettings settings, Login login, Kind kind)
            throws MailboxException {
        if (login.password().isPresent()) {
            throw new MailboxException(
                    Scope.MAILBOX,
                    Retry.NEVER,
                    "Store "
                            + settings.store()
                            + ", mailbox "
                            + login.mailbox()
                            + ": the list gives a password, and the store signs in with tokens",
                    "Remove it from the list, or set auth=password.");
        }
        String user = settings.username().orElse(login.mailbox());
        return new Credentials(
                Optional.empty(),
                user,
                settings.tokens().orElseThrow().of(user).secret(),
                kind,
                "Check that the mailbox exists, that the application or user may sign in to it, and"
                        + " that caravan.stores."
                        + settings.store()
                        + ".oauth.scope is one for IMAP.");
    }

    private static String admin(SignInSettings settings) {
        return settings.adminUsername().orElseThrow();
    }

    private static MailboxException noPassword(SignInSettings settings, Login login) {
        return new MailboxException(
                Scope.MAILBOX,
                Retry.NEVER,
                "Store "
                        + settings.store()
                        + ", mailbox "
                        + login.mailbox()
                        + ": no password given",
                "Give it in the mailbox list, or set auth="
                        + AuthMethod.MASTER_USER.name().toLowerCase(Locale.ROOT).replace('_', '-')
                        + " with an administrator.");
    }
}

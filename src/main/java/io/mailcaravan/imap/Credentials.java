package io.mailcaravan.imap;

import io.mailcaravan.imap.ImapSettings.Account;
import io.mailcaravan.imap.ImapSettings.Auth;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Secret;
import java.util.Locale;
import java.util.Optional;

/**
 * Who signs in, for whom.
 *
 * @param authzid the mailbox to act for; empty where the user is it
 * @param allowsScram false where the password is looked up elsewhere than the user's, so that a
 *     server may announce SCRAM and not be able to do it for this user
 * @param advice when refused
 */
record Credentials(
        Optional<String> authzid,
        String user,
        Secret password,
        boolean allowsScram,
        String advice) {

    static Credentials of(ImapSettings store, Login login) throws MailboxException {
        String key = "caravan.stores." + store.name() + ".";
        Account account = store.account();
        return switch (account.auth()) {
            case PASSWORD ->
                    new Credentials(
                            Optional.empty(),
                            login.password().isPresent()
                                    ? login.mailbox()
                                    : account.username().orElse(login.mailbox()),
                            login.password()
                                    .or(account::password)
                                    .orElseThrow(() -> noPassword(store, login)),
                            true,
                            "Check the mailbox's name and password; it is not tried again.");
            case MASTER_USER ->
                    new Credentials(
                            Optional.empty(),
                            login.mailbox() + account.masterSeparator() + admin(account),
                            account.adminPassword().orElseThrow(),
                            false,
                            "Check that the mailbox exists, and "
                                    + key
                                    + "admin-username, admin-password and master-separator.");
            case AUTHZID ->
                    new Credentials(
                            Optional.of(login.mailbox()),
                            admin(account),
                            account.adminPassword().orElseThrow(),
                            false,
                            "Check that the mailbox exists, "
                                    + key
                                    + "admin-username and admin-password, and that this user may"
                                    + " act for others.");
        };
    }

    private static String admin(Account account) {
        return account.adminUsername().orElseThrow();
    }

    private static MailboxException noPassword(ImapSettings store, Login login) {
        return new MailboxException(
                Scope.MAILBOX,
                Retry.NEVER,
                "Store " + store.name() + ", mailbox " + login.mailbox() + ": no password given",
                "Give it in the mailbox list, or set auth="
                        + Auth.MASTER_USER.name().toLowerCase(Locale.ROOT).replace('_', '-')
                        + " with an administrator.");
    }

    String reveal() {
        return password.reveal();
    }
}

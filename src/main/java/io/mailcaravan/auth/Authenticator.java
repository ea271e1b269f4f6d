package io.mailcaravan.auth;

import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;

/**
 * What the sessions of one store sign in with. Keeps a wrong password of the administrator from
 * being tried for each mailbox of a long list. Safe for many threads.
 */
public final class Authenticator {
    private final SignInSettings settings;
    private final AdminRefusals refusals;

    public Authenticator(SignInSettings settings) {
        this.settings = settings;
        this.refusals = new AdminRefusals(settings);
    }

    /**
     * What this mailbox signs in with now; to be asked anew for each session.
     *
     * @param place the store and the mailbox, as a sentence begins
     * @throws MailboxException scope MAILBOX without a password; scope STORE where the
     *     administrator's is not to be tried again
     */
    public Credentials credentials(Login login, String place) throws MailboxException {
        refusals.check(place);
        return Credentials.of(settings, login);
    }

    /** A sign-in that may be refused. */
    @FunctionalInterface
    public interface Attempt<T> {
        /**
         * Signs in.
         *
         * @throws MailboxException scope MAILBOX and retry NEVER where it is refused
         */
        T run() throws MailboxException;
    }

    /** Signs in, and remembers how that went. */
    public <T> T watch(Attempt<T> attempt) throws MailboxException {
        try {
            T result = attempt.run();
            refusals.worked();
            return result;
        } catch (MailboxException e) {
            if (e.scope() == Scope.MAILBOX && e.retry() == Retry.NEVER) {
                refusals.refused();
            }
            throw e;
        }
    }
}

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
        T run(Credentials who) throws MailboxException;
    }

    /**
     * Signs in, and remembers how that went; where a token is refused that may have run out, once
     * more, with another one.
     *
     * @param first what {@link #credentials} gave
     */
    public <T> T signIn(Login login, Credentials first, Attempt<T> attempt)
            throws MailboxException {
        try {
            return watch(first, attempt);
        } catch (MailboxException e) {
            boolean renew =
                    isRefusal(e)
                            && settings.tokens()
                                    .filter(tokens -> tokens.refused(first.user(), first.secret()))
                                    .isPresent();
            if (!renew) {
                throw e;
            }
            Credentials again = Credentials.of(settings, login);
            if (again.secret().reveal().equals(first.secret().reveal())) {
                throw e;
            }
            return watch(again, attempt);
        }
    }

    private <T> T watch(Credentials who, Attempt<T> attempt) throws MailboxException {
        try {
            T result = attempt.run(who);
            refusals.worked();
            return result;
        } catch (MailboxException e) {
            if (isRefusal(e)) {
                refusals.refused();
            }
            throw e;
        }
    }

    private static boolean isRefusal(MailboxException reason) {
        return reason.scope() == Scope.MAILBOX && reason.retry() == Retry.NEVER;
    }
}

package io.mailcaravan.auth;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the mailboxes for which the administrator was refused. A server says the same when a
 * mailbox is missing, so a few refusals are borne, and any number once the password has worked.
 */
final class AdminRefusals {

    private static final int BORNE = 3;

    private final SignInSettings settings;
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean worked;

    AdminRefusals(SignInSettings settings) {
        this.settings = settings;
        this.worked = !settings.takesAdmin();
    }

    void worked() {
        worked = true;
    }

    void refused() {
        refusals.incrementAndGet();
    }

    /**
     * @throws MailboxException scope STORE when the password is not to be tried again
     */
    void check(String place) throws MailboxException {
        if (!worked && refusals.get() >= BORNE) {
            throw new MailboxException(
                    Scope.STORE,
                    Retry.NEVER,
                    place
                            + ": the sign-in as administrator was refused for "
                            + BORNE
                            + " mailboxes and has not worked for any; it is not tried again",
                    "Check caravan.stores."
                            + settings.store()
                            + ".admin-username and admin-password, then start again.");
        }
    }
}

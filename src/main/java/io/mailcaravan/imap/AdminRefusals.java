package io.mailcaravan.imap;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps a wrong password of the administrator from being tried for each mailbox of a long list. A
 * server says the same when a mailbox is missing, so a few refusals are borne, and any number once
 * the password has worked.
 */
final class AdminRefusals {

    private static final int BORNE = 3;

    private final ImapSettings settings;
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean worked;

    AdminRefusals(ImapSettings settings) {
        this.settings = settings;
        this.worked = settings.account().auth() == ImapSettings.Auth.PASSWORD;
    }

    /** A sign-in that may be refused. */
    @FunctionalInterface
    interface Attempt {
        Capabilities run() throws MailboxException;
    }

    /**
     * @throws MailboxException scope STORE when the password is not to be tried again
     */
    void check(Place place) throws MailboxException {
        if (!worked && refusals.get() >= BORNE) {
            throw new MailboxException(
                    Scope.STORE,
                    Retry.NEVER,
                    place
                            + ": the sign-in as administrator was refused for "
                            + BORNE
                            + " mailboxes and has not worked for any; it is not tried again",
                    "Check caravan.stores."
                            + settings.name()
                            + ".admin-username and admin-password, then start again.");
        }
    }

    Capabilities watch(Attempt attempt) throws MailboxException {
        try {
            Capabilities announced = attempt.run();
            worked = true;
            return announced;
        } catch (MailboxException e) {
            if (e.scope() == Scope.MAILBOX && e.retry() == Retry.NEVER) {
                refusals.incrementAndGet();
            }
            throw e;
        }
    }
}

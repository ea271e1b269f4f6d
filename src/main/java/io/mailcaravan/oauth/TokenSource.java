package io.mailcaravan.oauth;

import io.mailcaravan.mailbox.MailboxException;

/** Where a store's tokens come from. Safe for many threads. */
interface TokenSource {

    /** Whether each mailbox has one of its own; else one is good for all. */
    boolean isPerMailbox();

    /**
     * Gets a new one.
     *
     * @param mailbox that it is for; of no account where one is good for all
     * @throws MailboxException scope MAILBOX where this mailbox alone is refused, scope STORE where
     *     all are, or nobody answers
     */
    AccessToken request(String mailbox) throws MailboxException;
}

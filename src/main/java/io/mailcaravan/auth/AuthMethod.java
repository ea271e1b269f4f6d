package io.mailcaravan.auth;

/** How a mailbox is signed in to. */
public enum AuthMethod {
    /** With its own password. */
    PASSWORD,
    /** As {@code MAILBOX*ADMIN} with the administrator's password, as Dovecot has it. */
    MASTER_USER,
    /** As administrator who acts for the mailbox (SASL PLAIN, RFC 4616). */
    AUTHZID,
    /** With an OAuth access token, in the form that Google and Microsoft made (SASL XOAUTH2). */
    XOAUTH2,
    /** With an OAuth access token (SASL OAUTHBEARER, RFC 7628). */
    OAUTHBEARER;

    /** Whether it takes a token, which is renewed, and no password. */
    public boolean takesToken() {
        return this == XOAUTH2 || this == OAUTHBEARER;
    }
}

package io.mailcaravan.auth;

/** How a mailbox is signed in to. */
public enum AuthMethod {
    /** With its own password. */
    PASSWORD,
    /** As {@code MAILBOX*ADMIN} with the administrator's password, as Dovecot has it. */
    MASTER_USER,
    /** As administrator who acts for the mailbox (SASL PLAIN, RFC 4616). */
    AUTHZID
}

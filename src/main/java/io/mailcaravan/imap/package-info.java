/**
 * The IMAP client: connection and TLS, sign-in, folders, listing, reading, appending, changing (RFC
 * 3501, 9051 and extensions), with what servers really answer. Knows the domain and how mailboxes
 * are signed in to, no store; what a store needs is {@link io.mailcaravan.imap.ImapClient}.
 */
package io.mailcaravan.imap;

/**
 * The store {@code maildir}: one Maildir++ a mailbox, in files that Dovecot can serve and that can
 * be a source again; the backup format.
 */
package io.mailcaravan.store.maildir;

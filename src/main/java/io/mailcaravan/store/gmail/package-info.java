/**
 * Gmail by IMAP: labels are places, and each message is listed once, in All Mail, Spam or Trash.
 */
package io.mailcaravan.store.gmail;

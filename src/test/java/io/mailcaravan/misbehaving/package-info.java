/**
 * A small IMAP server that keeps mailboxes in memory and misbehaves as told, and what a pass must
 * hold to between two of them.
 */
package io.mailcaravan.misbehaving;

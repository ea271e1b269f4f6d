/**
 * Servers that speak JMAP (RFC 8620, 8621) as source and as destination. All emails are listed in
 * one folder that holds everything, {@link io.mailcaravan.store.jmap.Home}; the mailboxes in which
 * they lie are their places.
 */
package io.mailcaravan.store.jmap;

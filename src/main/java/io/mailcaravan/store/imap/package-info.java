/**
 * IMAP servers as source and as destination (RFC 3501, RFC 9051), on Angus Mail's protocol layer:
 * one connection is one session. Commands are pipelined where the protocol allows it, so that time
 * goes into bytes and not into round trips.
 */
package io.mailcaravan.store.imap;

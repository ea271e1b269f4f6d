/**
 * The Camel component {@code mailbox:STORE}: as consumer one pass over the route's mailboxes a
 * poll, one exchange a message; as producer batched, fenced appends.
 */
package io.mailcaravan.component.mailbox;

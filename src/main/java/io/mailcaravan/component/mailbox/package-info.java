/**
 * The Camel component {@code mailbox:STORE}: as consumer one pass over the route's mailboxes a
 * poll, one exchange a message; as producer batched, fenced appends.
 *
 * <p>Every step of a route runs on a thread that Camel has made, named and knows ({@link
 * io.mailcaravan.component.run.RouteThreads}): a poll on its scheduler's, the mailboxes and folders
 * of a pass on {@code mailbox-pass}, what a destination has answered on {@code mailbox-answered},
 * and what is sent again on that of Camel's error handlers. Of the other threads that there are
 * none ever runs a step: lanes, their further connections and replacements ({@code append}) hand an
 * exchange over before it goes on, whoever watches for stragglers ({@code component.item}) ends
 * their account only, and those that get destinations ready ({@code pass}), keep connections
 * ({@code imap}, {@code oauth}), write files ({@code store}) or begin the passes of a cluster
 * ({@code cluster}) see no exchange.
 */
package io.mailcaravan.component.mailbox;

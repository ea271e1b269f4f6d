/**
 * How a mailbox is signed in to, whatever the protocol: for whom the session is, who authenticates,
 * and with which secret. What goes over the wire is the clients' own. Knows the domain only.
 */
package io.mailcaravan.auth;

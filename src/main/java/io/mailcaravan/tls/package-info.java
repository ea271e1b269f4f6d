/** Whom a connection trusts, for the clients of every protocol. */
package io.mailcaravan.tls;

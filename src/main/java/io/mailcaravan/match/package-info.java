/**
 * Is this copy that item? One answer, for recovery, adoption, a changed UIDVALIDITY and {@code
 * verify} alike. Knows the domain and the repairs of messages; neither Camel nor the ledger.
 */
package io.mailcaravan.match;

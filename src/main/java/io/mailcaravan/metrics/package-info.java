/** Meters of what routes do; the words are the ledger's, and no tag names a mailbox. */
package io.mailcaravan.metrics;

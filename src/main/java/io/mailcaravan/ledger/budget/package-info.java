/** What was read from and written to stores with a daily limit, by the hour. */
package io.mailcaravan.ledger.budget;

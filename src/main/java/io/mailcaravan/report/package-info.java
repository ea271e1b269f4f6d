/**
 * What the ledger says, for people: one layer of questions for commands, page and API. Reads only,
 * and works while passes write. A question costs the same few statements however many mailboxes
 * there are.
 */
package io.mailcaravan.report;

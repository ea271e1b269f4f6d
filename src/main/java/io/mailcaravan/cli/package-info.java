/** What a user types: one class a command, over the route passes and the ledger. */
package io.mailcaravan.cli;

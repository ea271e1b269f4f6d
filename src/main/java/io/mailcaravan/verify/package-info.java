/**
 * Compares both ends of a mailbox with each other and with the ledger, and changes neither. Every
 * item that the source announces is equal, skipped by a rule, or a difference with a name.
 */
package io.mailcaravan.verify;

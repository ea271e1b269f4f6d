/**
 * One pass: the walk of a mailbox from source to destination, initial and delta alike. Reads
 * through a store, asks and writes the ledger, and hands each item to whoever routes it; knows
 * neither Camel nor a protocol.
 */
package io.mailcaravan.pass;

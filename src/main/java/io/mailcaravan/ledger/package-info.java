/**
 * The ledger: one durable record an item, which knows pending from copied, so that nothing arrives
 * twice and nothing is lost, whatever dies and whenever. It is Camel's idempotent repository too.
 */
package io.mailcaravan.ledger;

/** Moves a ledger from its file to PostgreSQL, row by row; knows no item. */
package io.mailcaravan.ledger.move;

/**
 * The way to the ledger's database, SQLite or PostgreSQL: connections, writes that share commits,
 * waiting while it is away, its schema's version, and its errors in plain words. Knows nothing of
 * what the tables mean.
 */
package io.mailcaravan.ledger.sql;

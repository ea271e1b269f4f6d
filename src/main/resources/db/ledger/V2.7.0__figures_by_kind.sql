-- Nothing in these tables: with this version the cluster's, which are in PostgreSQL only, hold a mailbox's
-- figures as one text (R__postgresql.sql).
SELECT 1;

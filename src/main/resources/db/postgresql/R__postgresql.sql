-- What the ledger's tables need on PostgreSQL besides. Repeated by Flyway whenever it changes, so
-- every statement must bear that.

-- Settled batches stay as dead rows until the next vacuum; without this each look for a folder's
-- pending items would read them all.
CREATE INDEX IF NOT EXISTS batch_folder ON batch (folder_id);
ALTER TABLE batch SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- Their counts change with every commit: room for the new version of a row on the same page, so
-- that no index entry is written (heap-only tuples).
ALTER TABLE folder SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 1000);
ALTER TABLE mailbox SET (fillfactor = 50);

-- UIDs rise within a folder and folders are copied side by side, so new entries go to many places
-- of the index; full pages would split all the time.
ALTER TABLE item SET (autovacuum_vacuum_insert_scale_factor = 0.1,
    autovacuum_analyze_scale_factor = 0.02);

-- How long the mailbox took on its node, how long it waited because servers asked for it, what
-- people should know of it, one remark a line, and how many copies were replaced or left as their
-- owner has made them.
ALTER TABLE cluster_mailbox
    ADD COLUMN IF NOT EXISTS elapsed_nanos BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS delayed_nanos BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS remarks TEXT NOT NULL DEFAULT '',
    ADD COLUMN IF NOT EXISTS replaced BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS kept BIGINT NOT NULL DEFAULT 0;

-- All figures of a mailbox by kind of items, as Figures writes them: what is counted anew later needs no
-- further column. Those that have a column are there, too, for nodes of the version before and for sums.
ALTER TABLE cluster_mailbox ADD COLUMN IF NOT EXISTS figures TEXT NOT NULL DEFAULT '';

-- Above all UIDs that the folder's copies have at the destination, as known when a pass ended. A destination
-- folder whose own UIDNEXT is lower was put back to an earlier state, or is another one.
ALTER TABLE feed ADD COLUMN uid_next BIGINT;

-- Each pending item is counted by itself, since an old batch may name what a later one has brought.
ALTER TABLE batch DROP COLUMN item_count;

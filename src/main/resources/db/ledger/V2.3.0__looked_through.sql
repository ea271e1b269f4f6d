-- Of what lies in the destination folder and the ledger does not know of, a pass that went through the source
-- folder has looked at all below looked_next (missing: none has; 0: copies lie there that were released for
-- good, so that all of it is always looked at). look_to: where the folder stood when the first pass since then
-- began; what lies above it was brought by passes that the ledger knows.
ALTER TABLE feed ADD COLUMN looked_next BIGINT;
ALTER TABLE feed ADD COLUMN look_to BIGINT;

-- What people ask is found without going over all folders: former lives are few, and so are folders in which
-- something has failed or that were not gone through. Rows that are none of these cost nothing.
CREATE INDEX folder_later ON folder (leg_id, path) WHERE generation > 1;
CREATE INDEX folder_failed ON folder (leg_id, failed) WHERE failed > 0;
CREATE INDEX folder_problem ON folder (leg_id) WHERE problem IS NOT NULL;

-- The last pass of a mailbox, and the last one that was no retry.
CREATE INDEX pass_last ON pass (mailbox_id, id);
CREATE INDEX pass_walk ON pass (mailbox_id, id) WHERE kind <> 'retry';
DROP INDEX pass_mailbox;

-- The reason without its numbers, among the texts of reason: failures of one cause are counted together.
-- Missing of what failed before.
ALTER TABLE failure ADD COLUMN kind_id BIGINT;
CREATE INDEX failure_kind ON failure (kind_id, folder_id);

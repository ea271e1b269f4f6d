-- What people ask is found without going over all folders: former lives are few, and so are folders in which
-- something has failed or that were not gone through. Rows that are none of these cost nothing.
CREATE INDEX folder_later ON folder (leg_id, path) WHERE generation > 1;
CREATE INDEX folder_failed ON folder (leg_id, failed) WHERE failed > 0;
CREATE INDEX folder_problem ON folder (leg_id) WHERE problem IS NOT NULL;

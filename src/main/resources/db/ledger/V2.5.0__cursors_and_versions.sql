-- Where the changes of the source folder stood when the checkpoint was saved: a MODSEQ, or what other stores give.
ALTER TABLE folder ADD COLUMN cursor TEXT;
UPDATE folder SET cursor = CAST(highest_modseq AS TEXT) WHERE highest_modseq IS NOT NULL;
ALTER TABLE folder DROP COLUMN highest_modseq;

-- Of items whose content may change: the version at the source that was copied last, and the version that the
-- copy had then (empty where nobody knows it). writing: what the copy may have been replaced by
-- when nobody knows whether it was (see Ledger.replacing).
CREATE TABLE item_version (
    folder_id    BIGINT NOT NULL,
    uid          BIGINT NOT NULL,
    version      TEXT   NOT NULL,
    copy_version TEXT   NOT NULL,
    writing      TEXT   NOT NULL DEFAULT '',
    PRIMARY KEY (folder_id, uid)
) ${clustered};

-- Where the changes of the source folder stood when the checkpoint was saved: a MODSEQ, or what other stores give.
ALTER TABLE folder ADD COLUMN cursor TEXT;
UPDATE folder SET cursor = CAST(highest_modseq AS TEXT) WHERE highest_modseq IS NOT NULL;
ALTER TABLE folder DROP COLUMN highest_modseq;

-- The further folders of the destination that a copy was put in, as the source has its item: a line each.
ALTER TABLE item ADD COLUMN places TEXT;

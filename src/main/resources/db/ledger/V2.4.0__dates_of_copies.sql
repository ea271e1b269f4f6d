-- INTERNALDATE of the copy, in seconds since 1970, as it was appended or found. Beside the size it tells whether
-- what lies under the copy's UID is the copy: some destinations alter one or the other.
ALTER TABLE item ADD COLUMN internal_date BIGINT;

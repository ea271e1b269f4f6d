-- The further folders of the destination that a copy was put in, as the source has its item: a line each.
ALTER TABLE item ADD COLUMN places TEXT;

-- UIDs of items of stores whose own ids are no numbers (see mailbox.Numbering). folder: the store's own id of it.
CREATE TABLE numbered_folder (
    id           ${identity},
    store        TEXT   NOT NULL,
    mailbox      TEXT   NOT NULL,
    folder       TEXT   NOT NULL,
    uid_validity BIGINT NOT NULL,
    uid_next     BIGINT NOT NULL,
    UNIQUE (store, mailbox, folder)
);

CREATE TABLE numbered_item (
    folder_id BIGINT NOT NULL,
    uid       BIGINT NOT NULL,
    item_id   TEXT   NOT NULL,
    PRIMARY KEY (folder_id, uid)
) ${clustered};

CREATE UNIQUE INDEX numbered_item_id ON numbered_item (folder_id, item_id);

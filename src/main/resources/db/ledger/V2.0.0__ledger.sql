-- The ledger. ${identity} and ${clustered} are what SQLite and other databases write differently;
-- the rest is common SQL. docs/adr/0002-shape-of-the-ledger.md says why it looks so.

-- One source mailbox of one route, and the destination that the list of mailboxes names. A write that
-- names an older epoch is refused.
CREATE TABLE mailbox (
    id           ${identity},
    route        TEXT   NOT NULL,
    store        TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    destination  TEXT   NOT NULL,
    epoch        BIGINT NOT NULL,
    UNIQUE (route, store, name)
);

-- One end of a mailbox's way: the mailbox of a store that its items go to. The empty store stands for
-- what is no store of mailboxes. in_use: 1 while the route leads there.
CREATE TABLE leg (
    id         ${identity},
    mailbox_id BIGINT   NOT NULL,
    store      TEXT     NOT NULL,
    mailbox    TEXT     NOT NULL,
    in_use     SMALLINT NOT NULL DEFAULT 1,
    UNIQUE (mailbox_id, store, mailbox)
);

CREATE INDEX leg_end ON leg (store, mailbox);

-- One life (UIDVALIDITY) of one source folder on one leg: counts, and its checkpoint. The life with the
-- highest generation is the present one. rules: what decided on its items when the checkpoint was saved.
-- look_first: 1 while the destination may hold copies that the ledger does not know of. problem: why the
-- last pass has not gone through it; missing: messages that the source announces and does not list.
CREATE TABLE folder (
    id             ${identity},
    leg_id         BIGINT NOT NULL,
    path           TEXT   NOT NULL,
    uid_validity   BIGINT NOT NULL,
    generation     BIGINT NOT NULL,
    copied         BIGINT NOT NULL DEFAULT 0,
    skipped        BIGINT NOT NULL DEFAULT 0,
    failed         BIGINT NOT NULL DEFAULT 0,
    deleted        BIGINT NOT NULL DEFAULT 0,
    copied_bytes   BIGINT NOT NULL DEFAULT 0,
    uid_next       BIGINT,
    messages       BIGINT,
    highest_modseq BIGINT,
    rules          TEXT,
    look_first     SMALLINT NOT NULL DEFAULT 1,
    problem        TEXT,
    missing        BIGINT NOT NULL DEFAULT 0,
    UNIQUE (leg_id, path, uid_validity)
);

-- One life of one destination folder.
CREATE TABLE destination (
    id           ${identity},
    store        TEXT   NOT NULL,
    mailbox      TEXT   NOT NULL,
    path         TEXT   NOT NULL,
    uid_validity BIGINT NOT NULL,
    UNIQUE (store, mailbox, path, uid_validity)
);

-- Which source folders were ever copied into which destination folder.
CREATE TABLE feed (
    destination_id BIGINT NOT NULL,
    folder_id      BIGINT NOT NULL,
    PRIMARY KEY (destination_id, folder_id)
) ${clustered};

-- Texts that many items share: why they were skipped, how they were repaired.
CREATE TABLE reason (
    id   ${identity},
    text TEXT NOT NULL UNIQUE
);

-- One item in its final state: 1 copied, 2 skipped, 3 failed. Flags: see FlagsText.
CREATE TABLE item (
    folder_id       BIGINT   NOT NULL,
    uid             BIGINT   NOT NULL,
    state           SMALLINT NOT NULL,
    size            BIGINT   NOT NULL,
    flags           TEXT,
    destination_id  BIGINT,
    destination_uid BIGINT,
    reason_id       BIGINT,
    PRIMARY KEY (folder_id, uid)
) ${clustered};

-- What a failed item has besides.
CREATE TABLE failure (
    folder_id   BIGINT NOT NULL,
    uid         BIGINT NOT NULL,
    reason      TEXT   NOT NULL,
    dead_letter TEXT   NOT NULL,
    failed_at   BIGINT NOT NULL,
    PRIMARY KEY (folder_id, uid)
) ${clustered};

-- Items of which it is not yet known whether the destination has them: one row a batch (one more
-- for every further source folder in it). The fence is the destination's UIDVALIDITY and uid_next.
CREATE TABLE batch (
    id             BIGINT NOT NULL,
    folder_id      BIGINT NOT NULL,
    destination_id BIGINT NOT NULL,
    uid_next       BIGINT NOT NULL,
    item_count     BIGINT NOT NULL,
    items          TEXT   NOT NULL,
    PRIMARY KEY (id, folder_id)
) ${clustered};

-- One pass over one mailbox; times are seconds since 1970.
CREATE TABLE pass (
    id           ${identity},
    mailbox_id   BIGINT NOT NULL,
    kind         TEXT   NOT NULL,
    started      BIGINT NOT NULL,
    finished     BIGINT,
    outcome      TEXT   NOT NULL DEFAULT '',
    copied       BIGINT NOT NULL DEFAULT 0,
    skipped      BIGINT NOT NULL DEFAULT 0,
    failed       BIGINT NOT NULL DEFAULT 0,
    pending      BIGINT NOT NULL DEFAULT 0,
    copied_bytes BIGINT NOT NULL DEFAULT 0
);

CREATE INDEX pass_mailbox ON pass (mailbox_id);

-- What was read from (1) and written to (2) a store, and each of its mailboxes, in each of the last
-- hours; the mailbox is '' for all together. Hours: see BudgetHours.
CREATE TABLE budget (
    store     TEXT     NOT NULL,
    mailbox   TEXT     NOT NULL,
    direction SMALLINT NOT NULL,
    hours     TEXT     NOT NULL,
    PRIMARY KEY (store, mailbox, direction)
) ${clustered};

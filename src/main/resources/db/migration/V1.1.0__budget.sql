-- What was read from (1) and written to (2) a store, and each of its mailboxes, in each of the last
-- hours; the mailbox is '' for all together. Hours: see BudgetHours.
CREATE TABLE budget (
    store     TEXT     NOT NULL,
    mailbox   TEXT     NOT NULL,
    direction SMALLINT NOT NULL,
    hours     TEXT     NOT NULL,
    PRIMARY KEY (store, mailbox, direction)
) ${clustered};

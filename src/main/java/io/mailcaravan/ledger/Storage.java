package io.mailcaravan.ledger;

/** The ways into the database that the parts of one open ledger share. */
record Storage(GroupCommit writes, Readers reads, Reasons reasons) {

    static Storage of(LedgerDatabase database) {
        GroupCommit writes = new GroupCommit(database);
        return new Storage(writes, new Readers(database), new Reasons(writes));
    }

    static Storage readOnly(LedgerDatabase database) {
        Storage storage = of(database);
        storage.writes.close(); // and so refuses
        return storage;
    }

    void close() throws LedgerException {
        writes.close();
        reads.close();
    }
}

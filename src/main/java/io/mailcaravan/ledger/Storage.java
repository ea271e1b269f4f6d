package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.GroupCommit;
import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.Outage;
import io.mailcaravan.ledger.sql.Readers;
import io.mailcaravan.ledger.sql.Reasons;

/** The ways into the database that the parts of one open ledger share. */
record Storage(
        LedgerDatabase database,
        Outage outage,
        GroupCommit writes,
        Readers reads,
        Reasons reasons,
        CopyUids copyUids) {

    static Storage of(LedgerDatabase database) {
        Outage outage = new Outage(database);
        GroupCommit writes = new GroupCommit(database, outage);
        Readers reads = new Readers(database, outage);
        return new Storage(database, outage, writes, reads, new Reasons(writes), new CopyUids());
    }

    static Storage readOnly(LedgerDatabase database) {
        Storage storage = of(database);
        storage.writes.close(); // and so refuses
        storage.outage.close();
        return storage;
    }

    void close() {
        outage.close();
        writes.close();
        reads.close();
        database.close();
    }
}

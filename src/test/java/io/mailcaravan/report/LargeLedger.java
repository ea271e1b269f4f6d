package io.mailcaravan.report;

import io.mailcaravan.ledger.Ledger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A ledger of many mailboxes that no pass has written: by plain SQL, so that millions of items take
 * a minute. Each mailbox has an INBOX and folders of 10 items or more; one item in 50 is skipped,
 * one in 1,000 failed.
 *
 * @param items of all mailboxes together, about
 */
record LargeLedger(int mailboxes, long items) {

    static final String ROUTE = "acme";
    static final String STORE = "acme-old";

    private static final int FOLDERS = 15;

    /** One INBOX holds as much as this part of all. */
    private static final int LARGEST = 50;

    /** Creates it there. */
    void in(Path state) throws Exception {
        Ledger.open(state).close();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + state.resolve("ledger.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
            statement.execute("PRAGMA journal_mode = OFF");
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            connection.setAutoCommit(false);
            mailboxes(statement);
            folders(statement);
            items(statement);
            passes(statement);
            connection.commit();
        }
    }

    /** Changes one that is there. */
    static void change(Path state, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + state.resolve("ledger.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long largest() {
        return items / LARGEST;
    }

    private long ofFolder() {
        return Math.max(10, items / mailboxes / FOLDERS / 2);
    }

    private long inbox() {
        return Math.max(10, (items - largest()) / mailboxes - (FOLDERS - 1) * ofFolder());
    }

    /** A route of its own for one in a hundred, so that there is another to be left out. */
    private void mailboxes(Statement to) throws SQLException {
        to.execute("CREATE TEMP TABLE n (n INTEGER PRIMARY KEY)");
        to.execute(
                "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < "
                        + Math.max(mailboxes * 2L, Math.max(largest(), inbox()))
                        + ") INSERT INTO n SELECT n FROM c");
        to.execute(
                "INSERT INTO mailbox SELECT n, CASE n % 100 WHEN 99 THEN 'other' ELSE 'acme' END,"
                        + " 'acme-old', printf('user%06d@acme.example', (n * 7919) % 1000003),"
                        + " printf('user%06d@new.example', (n * 7919) % 1000003), 1 FROM n WHERE n <= "
                        + mailboxes);
        to.execute(
                "INSERT INTO leg (id, mailbox_id, store, mailbox) SELECT id, id, 'acme-new',"
                        + " destination FROM mailbox");
        // a further leg for one in twenty, and one that is in use no more
        to.execute(
                "INSERT INTO leg (mailbox_id, store, mailbox, in_use) SELECT id, 'archive',"
                        + " destination, id % 40 <> 0 FROM mailbox WHERE id % 20 = 0");
    }

    private void folders(Statement to) throws SQLException {
        to.execute(
                "INSERT INTO folder (leg_id, path, uid_validity, generation, uid_next, messages,"
                        + " rules, look_first) SELECT l.id, CASE k.n WHEN 1 THEN 'INBOX' ELSE"
                        + " 'Projects/Customer ' || printf('%02d', k.n) END, 1600000000 + l.id, 1,"
                        + " 5000, 5000, '1:abcdef', 0 FROM leg l CROSS JOIN n k WHERE k.n <= "
                        + FOLDERS
                        + " AND (l.store = 'acme-new' OR k.n < 3)");
        // numbered anew by the source
        to.execute(
                "INSERT INTO folder (leg_id, path, uid_validity, generation) SELECT id, 'INBOX',"
                        + " 1700000000, 2 FROM leg WHERE id % 100 = 0");
        to.execute(
                "CREATE TEMP TABLE size AS SELECT f.id, CASE WHEN f.generation = 2 OR l.store ="
                        + " 'archive' THEN 100 WHEN path <> 'INBOX' THEN "
                        + ofFolder()
                        + " WHEN leg_id = "
                        + mailboxes / 2
                        + " THEN "
                        + largest()
                        + " ELSE "
                        + inbox()
                        + " + l.id % 7 END AS items FROM folder f JOIN leg l ON l.id = f.leg_id");
        to.execute(
                "UPDATE folder SET failed = (s.items + 993) / 1000, skipped = (s.items + 47) / 50,"
                        + " copied = s.items - (s.items + 993) / 1000 - (s.items + 47) / 50 FROM"
                        + " size s WHERE s.id = folder.id");
        to.execute("UPDATE folder SET copied_bytes = copied * 50000");
        // failed items were sent again with success in most mailboxes
        to.execute(
                "UPDATE folder SET copied = copied + failed, failed = 0, copied_bytes = (copied +"
                        + " failed) * 50000 WHERE leg_id % 5 <> 0");
        to.execute(
                "UPDATE folder SET problem = 'folder ''' || path || ''': announces 3 more than it"
                        + " lists', missing = 3 WHERE id % 997 = 0");
        to.execute(
                "INSERT INTO destination (id, store, mailbox, path, uid_validity) SELECT f.id,"
                        + " l.store, l.mailbox, f.path, f.uid_validity FROM folder f JOIN leg l ON"
                        + " l.id = f.leg_id");
        to.execute(
                "INSERT INTO feed (destination_id, folder_id, uid_next, looked_next) SELECT id,"
                        + " id, 5000, 5000 FROM folder");
    }

    private void items(Statement to) throws SQLException {
        to.execute("INSERT INTO reason (id, text) VALUES (1, 'rule A'), (2, 'rule B')");
        to.execute(
                "INSERT INTO item (folder_id, uid, state, size, flags, destination_id,"
                        + " destination_uid, reason_id, internal_date) SELECT f.id, n.n, CASE WHEN"
                        + " n.n % 1000 = 7 AND f.failed > 0 THEN 3 WHEN n.n % 50 = 3 THEN 2 ELSE 1"
                        + " END, 50000, 'S', CASE WHEN n.n % 50 <> 3 THEN f.id END, CASE WHEN n.n %"
                        + " 50 <> 3 THEN n.n END, CASE WHEN n.n % 50 = 3 THEN 1 + n.n / 50 % 2 END,"
                        + " 1500000000 + n.n FROM size s CROSS JOIN folder f ON f.id = s.id CROSS"
                        + " JOIN n WHERE n.n <= s.items");
        to.execute(
                "INSERT INTO reason (text) VALUES ('message of # bytes is refused: NO [TOOBIG] too"
                        + " large'), ('NO [SERVERBUG] Internal error occurred. [#-#]'),"
                        + " ('cannot be read: BAD Error in IMAP command FETCH')");
        to.execute(
                "INSERT INTO failure (folder_id, uid, reason, dead_letter, failed_at, kind_id)"
                        + " SELECT folder_id, uid, CASE uid / 1000 % 3 WHEN 0 THEN 'message of ' ||"
                        + " (folder_id * 977 % 90000000) || ' bytes is refused: NO [TOOBIG] too"
                        + " large' WHEN 1 THEN 'NO [SERVERBUG] Internal error occurred. [' ||"
                        + " folder_id || '-' || uid || ']' ELSE 'cannot be read: BAD Error in IMAP"
                        + " command FETCH' END, 'acme/' || folder_id || '-' || uid || '.eml',"
                        + " 1760000000, 3 + uid / 1000 % 3 FROM item WHERE state = 3");
        to.execute(
                "INSERT INTO batch (id, folder_id, destination_id, uid_next, items) SELECT id, id,"
                        + " id, 1, '4000000 100 1600000000 S' || char(10) FROM folder WHERE id % "
                        + FOLDERS
                        + " = 1 ORDER BY id LIMIT 10");
    }

    private void passes(Statement to) throws SQLException {
        to.execute(
                "INSERT INTO pass (mailbox_id, kind, started, finished, outcome, copied, failed)"
                        + " SELECT m.id, CASE k.n WHEN 1 THEN 'initial' WHEN 10 THEN CASE m.id % 30"
                        + " WHEN 0 THEN 'retry' ELSE 'delta' END ELSE 'delta' END, 1760000000 + k.n"
                        + " * 3600 + m.id % 100, CASE WHEN m.id % 97 = 0 AND k.n = 10 THEN NULL"
                        + " ELSE 1760000000 + k.n * 3600 + m.id % 3000 END, CASE WHEN m.id % 50 = 0"
                        + " AND k.n = 10 THEN 'cannot sign in' WHEN m.id % 51 = 0 AND k.n = 10 THEN"
                        + " 'incomplete: folder X' ELSE '' END, 1, 0 FROM n k CROSS JOIN mailbox m"
                        + " WHERE k.n <= 10");
    }
}

package io.mailcaravan.ledger.budget;

import io.mailcaravan.ledger.sql.Change;
import io.mailcaravan.ledger.sql.GroupCommit;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.ByteBudget;
import java.sql.SQLException;
import java.time.InstantSource;

/** Budgets in the ledger's database, where all nodes find them. */
public final class BudgetTable implements ByteBudget {

    private static final String WHERE = " WHERE store = ? AND mailbox = ? AND direction = ?";

    private final GroupCommit writes;
    private final InstantSource clock;

    public BudgetTable(GroupCommit writes, InstantSource clock) {
        this.writes = writes;
        this.clock = clock;
    }

    @Override
    public Share take(Account account, long least, long most, long limit) throws LedgerException {
        return writes.run(
                Change.of(
                        sql -> {
                            BudgetHours hours = lock(sql, account);
                            Share share = hours.take(least, most, limit, clock.instant());
                            if (share.bytes() > 0) {
                                write(sql, account, hours);
                            }
                            return share;
                        }));
    }

    @Override
    public void add(Account account, long bytes) throws LedgerException {
        writes.run(
                Change.of(
                        sql -> {
                            BudgetHours hours = lock(sql, account);
                            hours.add(bytes, clock.instant());
                            write(sql, account, hours);
                            return null;
                        }));
    }

    /** Other nodes wait for the commit, so two never take the same bytes. */
    private static BudgetHours lock(Sql sql, Account account) throws SQLException {
        sql.update(
                "INSERT INTO budget (store, mailbox, direction, hours) VALUES (?, ?, ?, '')"
                        + " ON CONFLICT (store, mailbox, direction) DO NOTHING",
                columns(account));
        return sql.first(
                        "SELECT hours FROM budget" + WHERE + sql.rowLock(),
                        row -> BudgetHours.parse(row.getString(1)),
                        columns(account))
                .orElseThrow();
    }

    private static void write(Sql sql, Account account, BudgetHours hours) throws SQLException {
        sql.update(
                "UPDATE budget SET hours = ?" + WHERE,
                hours.format(),
                account.store(),
                account.mailbox(),
                direction(account));
    }

    static Object[] columns(Account account) {
        return new Object[] {account.store(), account.mailbox(), direction(account)};
    }

    private static int direction(Account account) {
        return switch (account.direction()) {
            case READ -> 1;
            case WRITE -> 2;
        };
    }
}

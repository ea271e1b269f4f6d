package io.mailcaravan.ledger.budget;

import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.Readers;
import io.mailcaravan.mailbox.ByteBudget;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Budgets for a command that must not write the ledger: begins with what is recorded there, and
 * counts its own use in memory only.
 */
public final class BudgetView implements ByteBudget {

    private final Optional<Readers> reads;
    private final InstantSource clock;
    private final Map<Account, BudgetHours> accounts = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * @param reads empty where there is no ledger to begin with
     */
    public BudgetView(Optional<Readers> reads, InstantSource clock) {
        this.reads = reads;
        this.clock = clock;
    }

    @Override
    public Share take(Account account, long least, long most, long limit) throws LedgerException {
        lock.lock();
        try {
            return hours(account).take(least, most, limit, clock.instant());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void add(Account account, long bytes) throws LedgerException {
        lock.lock();
        try {
            hours(account).add(bytes, clock.instant());
        } finally {
            lock.unlock();
        }
    }

    private BudgetHours hours(Account account) throws LedgerException {
        BudgetHours hours = accounts.get(account);
        if (hours == null) {
            hours = recorded(account);
            accounts.put(account, hours);
        }
        return hours;
    }

    private BudgetHours recorded(Account account) throws LedgerException {
        if (reads.isEmpty()) {
            return new BudgetHours();
        }
        return reads.get()
                .read(
                        sql ->
                                sql.first(
                                        "SELECT hours FROM budget WHERE store = ? AND mailbox = ?"
                                                + " AND direction = ?",
                                        row -> BudgetHours.parse(row.getString(1)),
                                        BudgetTable.columns(account)))
                .orElseGet(BudgetHours::new);
    }
}

package io.mailcaravan.component.run;

import io.mailcaravan.mailbox.MailboxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Where one process works alone: a mailbox begins when each of its ends can have a connection. What
 * else it may open it takes while that is free, and gives back without waiting for anything.
 */
public final class LocalAdmission implements Admission {

    private static final int LOOK_MILLIS = 200;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private final Map<String, Integer> taken = new HashMap<>();

    @Override
    public Grant admit(List<Need> needs, BooleanSupplier cancelling)
            throws MailboxException, InterruptedException {
        lock.lockInterruptibly();
        try {
            add(needs, 1);
            while (!fits(needs)) {
                add(needs, -1);
                if (cancelling.getAsBoolean()) {
                    throw MailboxException.interrupted();
                }
                given.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                add(needs, 1);
            }
            return () -> giveBack(needs);
        } finally {
            lock.unlock();
        }
    }

    private boolean fits(List<Need> needs) {
        return needs.stream().allMatch(need -> taken.get(need.store()) <= need.limit());
    }

    private void add(List<Need> needs, int connections) {
        needs.forEach(need -> taken.merge(need.store(), connections, Integer::sum));
    }

    private void giveBack(List<Need> needs) {
        lock.lock();
        try {
            add(needs, -1);
            given.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

package io.mailcaravan.ledger.numbering;

import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.Readers;
import io.mailcaravan.mailbox.Numbering;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidValidity;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Numbers for a command that must not write the ledger: what is recorded there has its number, and
 * what is not gets one that is forgotten with the process.
 */
public final class NumberView implements Numbering {

    private final Optional<Readers> reads;
    private final Map<NumberedFolder, Seen> folders = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * @param reads empty where there is no ledger to begin with
     */
    public NumberView(Optional<Readers> reads) {
        this.reads = reads;
    }

    /** A folder as this process sees it. */
    private static final class Seen {
        private final Optional<NumberedRow> recorded;
        private final Map<String, Uid> added = new HashMap<>();
        private Position stand;

        Seen(Optional<NumberedRow> recorded) {
            this.recorded = recorded;
            this.stand =
                    recorded.map(NumberedRow::stand)
                            .orElse(new Position(new UidValidity(1), Uid.MIN));
        }

        /** Numbered by somebody else since this process has looked; here it has another UID. */
        boolean isLater(Uid uid) {
            return recorded.isPresent() && uid.value() >= recorded.get().uidNext();
        }

        Uid add(String id) {
            Uid uid = stand.uidNext();
            added.put(id, uid);
            stand = new Position(stand.uidValidity(), uid.next());
            return uid;
        }
    }

    /** What is done under the lock. */
    private interface Work<T> {
        T with(Seen seen) throws LedgerException;
    }

    private <T> T in(NumberedFolder folder, Work<T> work) throws LedgerException {
        lock.lock();
        try {
            Seen seen = folders.get(folder);
            if (seen == null) {
                seen =
                        new Seen(
                                reads.isEmpty()
                                        ? Optional.empty()
                                        : reads.get()
                                                .read(sql -> NumberedRow.find(sql, folder, "")));
                folders.put(folder, seen);
            }
            return work.with(seen);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Position stand(NumberedFolder folder) throws LedgerException {
        return in(folder, seen -> seen.stand);
    }

    @Override
    public Map<String, Uid> number(NumberedFolder folder, List<String> ids) throws LedgerException {
        return in(
                folder,
                seen -> {
                    Map<String, Uid> numbers =
                            seen.recorded.isEmpty()
                                    ? new HashMap<>()
                                    : reads.orElseThrow()
                                            .read(sql -> seen.recorded.get().known(sql, ids));
                    numbers.values().removeIf(seen::isLater);
                    for (String id : ids) {
                        Uid before = seen.added.get(id);
                        numbers.computeIfAbsent(id, one -> before == null ? seen.add(one) : before);
                    }
                    return numbers;
                });
    }

    @Override
    public Map<Uid, String> ids(NumberedFolder folder, UidRange range) throws LedgerException {
        return in(
                folder,
                seen -> {
                    Map<Uid, String> ids =
                            seen.recorded.isEmpty()
                                    ? new TreeMap<>()
                                    : reads.orElseThrow()
                                            .read(sql -> seen.recorded.get().ids(sql, range));
                    ids.keySet().removeIf(seen::isLater);
                    seen.added.forEach(
                            (id, uid) -> {
                                if (range.contains(uid)) {
                                    ids.put(uid, id);
                                }
                            });
                    return ids;
                });
    }

    /** What is recorded stays so. */
    @Override
    public void forget(NumberedFolder folder, Collection<Uid> uids) throws LedgerException {
        in(folder, seen -> seen.added.values().removeAll(uids));
    }

    @Override
    public Position beginAnew(NumberedFolder folder) throws LedgerException {
        return in(
                folder,
                seen -> {
                    Seen anew = new Seen(Optional.empty());
                    anew.stand =
                            new Position(
                                    new UidValidity(seen.stand.uidValidity().value() + 1), Uid.MIN);
                    folders.put(folder, anew);
                    return anew.stand;
                });
    }
}

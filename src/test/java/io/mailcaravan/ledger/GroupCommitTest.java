package io.mailcaravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.ledger.sql.Change;
import io.mailcaravan.ledger.sql.GroupCommit;
import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.Outage;
import io.mailcaravan.ledger.sql.Readers;
import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class GroupCommitTest extends LedgerTestCase {

    @Test
    void twoHundredThreadsShouldAllFindTheirWritesDurable() throws Exception {
        int threads = 200;
        long batches = 5;
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                LedgerFolder own = sole(mailbox).folder(FolderPath.of("F" + t), new UidValidity(1));
                all.add(
                        executor.submit(
                                () -> {
                                    for (long uid = 1; uid <= batches; uid++) {
                                        copyOne(own, uid);
                                    }
                                    return null;
                                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(mailbox.totals().copied()).isEqualTo(threads * batches);
        try (Ledger restarted = openAfterAKill()) {
            assertThat(openMailbox(restarted).totals())
                    .isEqualTo(new Totals(threads * batches, 0, 0, 0, 1000L * threads * batches));
        }
    }

    private void copyOne(LedgerFolder own, long uid) throws LedgerException {
        ItemKey key = own.key(new Uid(uid));
        PendingBatch batch =
                ledger.begin(DESTINATION, FENCE, List.of(new BatchItem(key, head(uid))));
        assertThat(own.uids(ItemState.PENDING).contains(key.uid())).isTrue();
        ledger.settle(batch, List.of(new Copied(key, head(uid), Optional.empty(), "")));
        assertThat(own.uids(ItemState.COPIED).contains(key.uid())).isTrue();
    }

    @Test
    void changeThatFailsShouldFailItsOwnCallerOnly() throws Exception {
        try (GroupCommit writes = new GroupCommit(database(), new Outage(database()));
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            // holds the writer until the others have queued up behind it, to share one commit
            Future<Integer> first =
                    executor.submit(
                            call(
                                    writes,
                                    sql -> {
                                        running.countDown();
                                        await(go);
                                        return insert(sql, "first");
                                    }));
            running.await();
            Future<Integer> good = executor.submit(call(writes, sql -> insert(sql, "good")));
            Future<Integer> broken =
                    executor.submit(
                            call(
                                    writes,
                                    sql -> {
                                        insert(sql, "half");
                                        return sql.update("INSERT INTO nowhere VALUES (1)");
                                    }));
            Tenure over = new Tenure(mailbox.tenure().mailboxId(), 99, mailbox.name());
            Future<Integer> stale =
                    executor.submit(
                            () ->
                                    writes.run(
                                            Change.under(
                                                    List.of(over), sql -> insert(sql, "stale"))));
            Future<Integer> buggy =
                    executor.submit(
                            call(
                                    writes,
                                    sql -> {
                                        insert(sql, "quarter");
                                        throw new IllegalStateException("bug");
                                    }));
            Future<Integer> better = executor.submit(call(writes, sql -> insert(sql, "better")));
            go.countDown();

            assertThat(first.get()).isEqualTo(1);
            assertThat(good.get()).isEqualTo(1);
            assertThat(better.get()).isEqualTo(1);
            assertThat(failure(broken)).hasMessageContaining("nowhere");
            assertThat(failure(stale)).hasMessageContaining("Another process took over");
            assertThat(failure(buggy)).hasStackTraceContaining("IllegalStateException: bug");
        }
        try (Readers readers = new Readers(database(), new Outage(database()))) {
            List<String> texts =
                    readers.read(
                            sql ->
                                    sql.list(
                                            "SELECT text FROM reason ORDER BY text",
                                            row -> row.getString(1)));
            assertThat(texts).containsExactly("better", "first", "good");
        }
    }

    @Test
    void errorOfTheMachineShouldFailItsOwnCallerOnly() throws Exception {
        try (GroupCommit writes = new GroupCommit(database(), new Outage(database()));
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> deep =
                    executor.submit(
                            call(
                                    writes,
                                    sql -> {
                                        throw new StackOverflowError("deep");
                                    }));
            assertThat(failure(deep)).hasStackTraceContaining("StackOverflowError: deep");
            assertThat(executor.submit(call(writes, sql -> insert(sql, "next"))).get())
                    .isEqualTo(1);
        }
    }

    @Test
    void writerThatIsNoMoreShouldLeaveNobodyWaiting() throws Exception {
        LedgerDatabase broken =
                new OtherDatabase(database()) {
                    @Override
                    public boolean isAway(SQLException error) {
                        throw new NoClassDefFoundError("gone");
                    }
                };
        try (GroupCommit writes = new GroupCommit(broken, new Outage(broken));
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> last =
                    executor.submit(
                            call(writes, sql -> sql.update("INSERT INTO nowhere VALUES (1)")));
            assertThat(failure(last)).hasStackTraceContaining("NoClassDefFoundError: gone");
            assertThat(failure(executor.submit(call(writes, sql -> 1))))
                    .hasMessageContaining("The ledger is closed");
        }
    }

    @Test
    void writeAfterClosingShouldBeRefused() throws Exception {
        GroupCommit writes = new GroupCommit(database(), new Outage(database()));
        writes.close();
        assertThat(failure(Executors.newSingleThreadExecutor().submit(call(writes, sql -> 1))))
                .hasMessageContaining("The ledger is closed");
    }

    private static <T> Callable<T> call(GroupCommit writes, Change.Writing<T> writing) {
        return () -> writes.run(Change.of(writing));
    }

    private static int insert(Sql sql, String text) throws SQLException {
        return sql.update("INSERT INTO reason (text) VALUES (?)", text);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Throwable failure(Future<?> future) throws InterruptedException {
        try {
            future.get();
            return null;
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(LedgerException.class);
            return e.getCause();
        }
    }
}

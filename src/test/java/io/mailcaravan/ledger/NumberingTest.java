package io.mailcaravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.Schema;
import io.mailcaravan.mailbox.Numbering;
import io.mailcaravan.mailbox.Numbering.NumberedFolder;
import io.mailcaravan.mailbox.Numbering.Position;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumberingTest {

    private static final NumberedFolder INBOX = new NumberedFolder("jmap", "anna", "Mb3d4");
    private static final Instant NOW = Instant.parse("2026-11-23T10:20:00Z");

    @TempDir Path state;

    private Ledger ledger;
    private Supplier<LedgerDatabase> elsewhere;

    /** A database of its own for this test; none: in the state folder. */
    Supplier<LedgerDatabase> elsewhere() throws Exception {
        return null;
    }

    @BeforeEach
    void begin() throws Exception {
        elsewhere = elsewhere();
        ledger = open(state);
    }

    /** One more on the same database, where that is not in the folder. */
    Ledger open(Path folder) throws Exception {
        return Ledger.open(folder, database(folder), Schema.CURRENT, () -> NOW);
    }

    private LedgerDatabase database(Path folder) {
        return elsewhere == null ? LedgerDatabase.inStateFolder(folder) : elsewhere.get();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private static Uid uid(long value) {
        return new Uid(value);
    }

    @Test
    void idShouldKeepItsNumberOverARestart() throws Exception {
        Map<String, Uid> first = ledger.numbering().number(INBOX, List.of("zz", "a", "m"));
        assertThat(first).isEqualTo(Map.of("zz", uid(1), "a", uid(2), "m", uid(3)));
        Position before = ledger.numbering().stand(INBOX);
        ledger.close();
        ledger = open(state);
        Numbering numbering = ledger.numbering();
        assertThat(numbering.stand(INBOX)).isEqualTo(before);
        assertThat(numbering.number(INBOX, List.of("m", "new", "zz")))
                .isEqualTo(Map.of("m", uid(3), "new", uid(4), "zz", uid(1)));
        assertThat(numbering.ids(INBOX, new UidRange(uid(2), uid(9))))
                .isEqualTo(new TreeMap<>(Map.of(uid(2), "a", uid(3), "m", uid(4), "new")));
        assertThat(numbering.stand(INBOX).uidNext()).isEqualTo(uid(5));
    }

    @Test
    void foldersShouldBeNumberedApart() throws Exception {
        ledger.numbering().number(INBOX, List.of("a", "b"));
        for (NumberedFolder other :
                List.of(
                        new NumberedFolder("jmap", "anna", "Mb3d5"),
                        new NumberedFolder("jmap", "bob", "Mb3d4"),
                        new NumberedFolder("graph", "anna", "Mb3d4"))) {
            assertThat(ledger.numbering().number(other, List.of("b"))).containsEntry("b", uid(1));
        }
    }

    @Test
    void numberOfWhatIsGoneShouldNotBeGivenAgain() throws Exception {
        Numbering numbering = ledger.numbering();
        numbering.number(INBOX, List.of("a", "b"));
        numbering.forget(INBOX, List.of(uid(2)));
        assertThat(numbering.ids(INBOX, UidRange.ALL)).isEqualTo(Map.of(uid(1), "a"));
        assertThat(numbering.number(INBOX, List.of("b", "c")))
                .isEqualTo(Map.of("b", uid(3), "c", uid(4)));
    }

    @Test
    void folderThatBeginsAnewShouldHaveAnotherUidValidity() throws Exception {
        Numbering numbering = ledger.numbering();
        numbering.number(INBOX, List.of("a", "b"));
        Position before = numbering.stand(INBOX);
        Position after = numbering.beginAnew(INBOX);
        assertThat(after.uidValidity().value()).isGreaterThan(before.uidValidity().value());
        assertThat(after.uidNext()).isEqualTo(Uid.MIN);
        assertThat(numbering.ids(INBOX, UidRange.ALL)).isEmpty();
        assertThat(numbering.number(INBOX, List.of("b"))).isEqualTo(Map.of("b", uid(1)));
    }

    @Test
    void commandThatWritesNothingShouldSeeTheSameNumbers() throws Exception {
        ledger.numbering().number(INBOX, List.of("a", "b"));
        Position before = ledger.numbering().stand(INBOX);
        try (Ledger reader = Ledger.openReadOnly(state, database(state))) {
            Numbering view = reader.numbering();
            assertThat(view.stand(INBOX)).isEqualTo(before);
            assertThat(view.number(INBOX, List.of("new", "b", "newer")))
                    .isEqualTo(Map.of("new", uid(3), "b", uid(2), "newer", uid(4)));
            assertThat(view.number(INBOX, List.of("newer", "new")))
                    .isEqualTo(Map.of("new", uid(3), "newer", uid(4)));
            assertThat(view.ids(INBOX, new UidRange(uid(2), uid(3))))
                    .isEqualTo(Map.of(uid(2), "b", uid(3), "new"));
        }
        assertThat(ledger.numbering().stand(INBOX)).isEqualTo(before);
    }

    @Test
    void workersShouldNeverGiveANumberTwice() throws Exception {
        numberedByWorkers(List.of(ledger.numbering()));
    }

    /** Each worker numbers the same ids in another order, and some of its own. */
    void numberedByWorkers(List<Numbering> nodes) throws Exception {
        List<Map<String, Uid>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Map<String, Uid>>> workers = new ArrayList<>();
            for (int worker = 0; worker < 4; worker++) {
                int number = worker;
                Numbering node = nodes.get(worker % nodes.size());
                workers.add(threads.submit(() -> numbered(node, number)));
            }
            for (Future<Map<String, Uid>> worker : workers) {
                all.add(worker.get());
            }
        }
        Map<String, Uid> together = new TreeMap<>();
        all.forEach(together::putAll);
        for (Map<String, Uid> one : all) {
            assertThat(together).containsAllEntriesOf(one);
        }
        assertThat(new HashSet<>(together.values())).hasSameSizeAs(together.keySet());
        assertThat(together).hasSize(100 + 4 * 10);
        assertThat(nodes.get(0).ids(INBOX, UidRange.ALL)).hasSameSizeAs(together.keySet());
    }

    private static Map<String, Uid> numbered(Numbering node, int worker) throws Exception {
        Map<String, Uid> numbers = new TreeMap<>();
        for (int step = 0; step < 10; step++) {
            int from = (step * 7 + worker * 3) % 10 * 10;
            List<String> ids =
                    new ArrayList<>(
                            IntStream.range(from, from + 10)
                                    .mapToObj(id -> "shared" + id)
                                    .toList());
            ids.add("own" + worker + "-" + step);
            numbers.putAll(node.number(INBOX, ids));
        }
        return numbers;
    }
}

package io.mailcaravan.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailcaravan.cluster.PassTable.Claim;
import io.mailcaravan.cluster.PassTable.Ended;
import io.mailcaravan.component.run.Admission;
import io.mailcaravan.component.run.Admission.Grant;
import io.mailcaravan.component.run.Admission.Need;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.PostgresSettings;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.plan.MailboxPair;
import io.mailcaravan.progress.EndedMailbox;
import io.mailcaravan.progress.Figure;
import io.mailcaravan.progress.Figures;
import io.mailcaravan.progress.MailboxProgress;
import io.mailcaravan.progress.MailboxView;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.PostgresContainer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** Nodes on one PostgreSQL: who may do what, and what it costs the database. */
class ClusterNodesIT {

    private static final PostgresContainer SERVER =
            new PostgresContainer().withEnv("DURABLE", "off");

    /** {@code -Dcaravan.cluster.empty=10000} for the figures of docs/scale.md. */
    private static final int EMPTY = Integer.getInteger("caravan.cluster.empty", 300);

    private static final Duration LEASE = Duration.ofSeconds(3);

    @BeforeAll
    static void start() {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no container engine");
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "user" + i + "@x.example").toList();
    }

    private static MailboxPair pair(String name) {
        return new MailboxPair(name, name, Optional.empty(), Optional.empty(), 0);
    }

    /** One node's view of tables that it shares with others, without Quartz. */
    private record Desk(
            Node node,
            LedgerDatabase ledger,
            ClusterDatabase database,
            NodeTable nodes,
            PassTable passes,
            ConnectionTable connections)
            implements AutoCloseable {

        static Desk of(String name, PostgresSettings settings) throws LedgerException {
            Node node = Node.start(name, "test");
            LedgerDatabase ledger = LedgerDatabase.postgresql(settings);
            ClusterDatabase database = new ClusterDatabase(ledger);
            NodeTable nodes = new NodeTable(database, node);
            nodes.enter();
            return new Desk(
                    node,
                    ledger,
                    database,
                    nodes,
                    new PassTable(database, node, LEASE),
                    new ConnectionTable(database, node, LEASE));
        }

        void silent() throws LedgerException {
            database.run(
                    sql ->
                            sql.update(
                                    "UPDATE cluster_node SET seen = now() - INTERVAL '1 minute' WHERE"
                                            + " id = ?",
                                    node.id()));
        }

        MailboxResult result(String mailbox) {
            return new MailboxResult(
                    mailbox, mailbox, new MailboxProgress(mailbox), Optional.empty());
        }

        @Override
        public void close() {
            ledger.close();
        }
    }

    private static PostgresSettings newDatabase() throws SQLException {
        return new PostgresSettings(
                SERVER.newDatabase(),
                PostgresContainer.USERNAME,
                new Secret(PostgresContainer.PASSWORD),
                PostgresSettings.DEFAULT_MAX_SIZE);
    }

    private static PostgresSettings tables(Path folder) throws Exception {
        PostgresSettings settings = newDatabase();
        Ledger.open(folder, LedgerDatabase.postgresql(settings)).close();
        return settings;
    }

    @Test
    void mailboxOfALivingNodeShouldNotBeClaimed(@TempDir Path folder) throws Exception {
        PostgresSettings settings = tables(folder);
        try (Desk a = Desk.of("a", settings);
                Desk b = Desk.of("b", settings)) {
            a.passes().begin("acme", List.of(pair("ada"), pair("bob")));
            Claim claim = a.passes().claim("acme", "ada").orElseThrow();
            assertThat(b.passes().claim("acme", "ada")).isEmpty();
            assertThat(b.passes().claim("acme", "eve")).isEmpty();
            assertThat(a.passes().done(claim, a.result("ada"))).isEqualTo(Ended.MAILBOX);
            assertThat(a.passes().claim("acme", "ada")).isEmpty();
        }
    }

    @Test
    void figuresOfAMailboxShouldBeReadByKindOnOtherNodes(@TempDir Path folder) throws Exception {
        PostgresSettings settings = tables(folder);
        try (Desk a = Desk.of("a", settings);
                Desk b = Desk.of("b", settings)) {
            a.passes().begin("acme", List.of(pair("ada"), pair("bob")));
            Claim ada = a.passes().claim("acme", "ada").orElseThrow();
            MailboxProgress progress = new MailboxProgress("ada");
            progress.started();
            progress.copied(ItemKind.MESSAGE, 100);
            progress.copied(ItemKind.CONTACT, 20);
            progress.count(ItemKind.CONTACT, Figure.FAILED, 1);
            progress.remark("a folder was made anew");
            progress.finished();
            a.passes().done(ada, new MailboxResult("ada", "ada", progress, Optional.empty()));
            Claim bob = a.passes().claim("acme", "bob").orElseThrow();
            a.passes().done(bob, a.result("bob"));
            // as a node of the version before does it
            a.database()
                    .run(
                            sql ->
                                    sql.update(
                                            "UPDATE cluster_mailbox SET copied = 7, figures = ''"
                                                    + " WHERE source = 'bob'"));

            List<MailboxView> read =
                    b
                            .passes()
                            .done(
                                    ada.pass(),
                                    OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC))
                            .stream()
                            .map(done -> done.result().counts())
                            .toList();
            assertThat(read.get(0)).isEqualTo(EndedMailbox.of(progress));
            assertThat(read.get(1).figures())
                    .isEqualTo(Figures.NONE.plus(ItemKind.MESSAGE, Figure.COPIED, 7));
            PassTable.Sums sums = b.passes().sums(ada.pass());
            assertThat(sums.figures().copied()).isEqualTo(9);
            assertThat(sums.figures().copiedBytes()).isEqualTo(120);
            assertThat(sums.incomplete()).isOne();
        }
    }

    @Test
    void mailboxOfASilentNodeShouldBeTakenOverForGood(@TempDir Path folder) throws Exception {
        PostgresSettings settings = tables(folder);
        try (Desk a = Desk.of("a", settings);
                Desk b = Desk.of("b", settings)) {
            a.passes().begin("acme", List.of(pair("ada")));
            Claim before = a.passes().claim("acme", "ada").orElseThrow();
            a.silent();
            Claim after = b.passes().claim("acme", "ada").orElseThrow();
            assertThat(after.losses()).isEqualTo(1);
            assertThat(a.passes().holds(before)).isFalse();
            assertThat(a.passes().done(before, a.result("ada"))).isEqualTo(Ended.TAKEN_OVER);
            assertThat(b.passes().done(after, b.result("ada"))).isEqualTo(Ended.PASS);
        }
    }

    @Test
    void onlyTheOwnerShouldOpenTheMailboxInTheLedger(@TempDir Path folder) throws Exception {
        PostgresSettings settings = tables(folder);
        try (Desk a = Desk.of("a", settings);
                Desk b = Desk.of("b", settings)) {
            a.passes().begin("acme", List.of(pair("ada")));
            a.passes().claim("acme", "ada");
            open(b, new OwnerRule(a.node().id()));
            assertThatThrownBy(() -> open(b, new OwnerRule(b.node().id())))
                    .hasMessageContaining("Node a works on mailbox ada");
            assertThatThrownBy(() -> open(b, new OwnerRule(""))).hasMessageContaining("Node a");
            a.silent();
            Claim claim = b.passes().claim("acme", "ada").orElseThrow();
            b.passes().done(claim, b.result("ada"));
            assertThatThrownBy(() -> open(a, new OwnerRule(a.node().id())))
                    .hasMessageContaining("no longer this node's");
            open(a, new OwnerRule("")); // retry, between passes
        }
    }

    private static void open(Desk desk, OwnerRule rule) throws Exception {
        LedgerException[] refused = {null};
        desk.database()
                .run(
                        sql -> {
                            try {
                                rule.check(sql.connection(), "acme", "ada");
                            } catch (LedgerException e) {
                                refused[0] = e;
                            }
                            return null;
                        });
        if (refused[0] != null) {
            throw refused[0];
        }
    }

    @Test
    void scheduledPassShouldBeLeftOutWhileOneRunsAndWhereOneHasBegunSince(@TempDir Path folder)
            throws Exception {
        PostgresSettings settings = tables(folder);
        try (Desk a = Desk.of("a", settings)) {
            Instant earlier = Instant.now().minusSeconds(3_600);
            List<MailboxPair> list = List.of(pair("ada"));
            assertThat(a.passes().beginScheduled("acme", Instant.now(), list)).isPresent();
            assertThat(a.passes().beginScheduled("acme", Instant.now(), list)).isEmpty();
            assertThat(a.passes().begin("acme", list).begun()).isFalse();
            Claim claim = a.passes().claim("acme", "ada").orElseThrow();
            a.passes().done(claim, a.result("ada"));
            assertThat(a.passes().beginScheduled("acme", earlier, list)).isEmpty();
            Instant later = Instant.now().plusSeconds(3_600);
            assertThat(a.passes().beginScheduled("acme", later, list)).isPresent();
        }
    }

    @Test
    void connectionsShouldNeverBeMoreThanAllowedOverAllNodes(@TempDir Path folder)
            throws Exception {
        PostgresSettings settings = tables(folder);
        List<Need> both = List.of(new Need("old", 1, 3), new Need("new", 2, 4));
        try (Desk a = Desk.of("a", settings);
                Desk b = Desk.of("b", settings)) {
            Grant first = a.connections().admit(both, () -> true);
            Grant second = b.connections().admit(both, () -> true);
            refuse(a.connections(), both);
            second.close();
            a.connections().admit(both, () -> true);
            refuse(b.connections(), both);
            // what was taken at one store before the other was found full is given back
            List<Integer> taken =
                    a.database()
                            .run(
                                    sql ->
                                            sql.list(
                                                    "SELECT sum(connections) FROM cluster_connection"
                                                            + " WHERE store = 'old'",
                                                    row -> row.getInt(1)));
            assertThat(taken).containsExactly(2);
            first.close();
            a.silent(); // its other mailbox's connections count no longer
            b.connections().admit(both, () -> true);
            b.connections().admit(both, () -> true);
            refuse(b.connections(), both);
        }
    }

    private static void refuse(Admission connections, List<Need> needs) {
        assertThatThrownBy(() -> connections.admit(needs, () -> true))
                .isInstanceOf(MailboxException.class)
                .hasMessage("interrupted");
    }

    @Test
    void oneStoreAtBothEndsShouldCountForBoth(@TempDir Path folder) throws Exception {
        PostgresSettings settings = tables(folder);
        List<Need> both = List.of(new Need("same", 1, 3), new Need("same", 1, 3));
        try (Desk a = Desk.of("a", settings)) {
            a.connections().admit(both, () -> true);
            refuse(a.connections(), both);
        }
    }

    @Test
    void nodesShouldShareAPassAndCountWhatItCosts(@TempDir Path folder) throws Exception {
        PostgresSettings settings = newDatabase();
        MemoryStore source = new MemoryStore("old");
        MemoryStore destination = new MemoryStore("new");
        List<String> names = names(EMPTY);
        try (NodeFixture a = node(folder, "a", settings, names, source, destination);
                NodeFixture b = node(folder, "b", settings, names, source, destination);
                NodeFixture c = node(folder, "c", settings, names, source, destination);
                Desk desk = Desk.of("desk", settings)) {
            for (NodeFixture node : List.of(a, b, c)) {
                node.cluster().start();
            }
            for (String kind : List.of("first", "second")) {
                long commits = commits(desk);
                long begin = System.nanoTime();
                ClusterPass pass = a.cluster().begin("acme");
                List<MailboxResult> results = pass.run();
                double seconds = (System.nanoTime() - begin) / 1e9;
                assertThat(results).hasSize(EMPTY).allMatch(one -> one.stopped().isEmpty());
                System.out.printf(
                        "ClusterNodesIT: %s pass over %d empty mailboxes on 3 nodes: %.1f s,"
                                + " %.0f mailboxes/s, %.1f transactions a mailbox%n",
                        kind,
                        EMPTY,
                        seconds,
                        EMPTY / seconds,
                        (commits(desk) - commits) / (double) EMPTY);
            }
            List<Long> runs =
                    desk.database()
                            .run(
                                    sql ->
                                            sql.list(
                                                    "SELECT runs FROM cluster_mailbox",
                                                    row -> row.getLong(1)));
            assertThat(runs).hasSize(2 * EMPTY).containsOnly(1L);
            List<String> nodes =
                    desk.database()
                            .run(
                                    sql ->
                                            sql.list(
                                                    "SELECT DISTINCT node FROM cluster_mailbox",
                                                    row -> row.getString(1)));
            assertThat(nodes).hasSize(3);
        }
    }

    private static NodeFixture node(
            Path folder,
            String name,
            PostgresSettings settings,
            List<String> names,
            MemoryStore source,
            MemoryStore destination)
            throws Exception {
        return new NodeFixture(folder.resolve(name), name, settings, names, source, destination);
    }

    private static long commits(Desk desk) throws Exception {
        return desk.database()
                .run(
                        sql ->
                                sql.list(
                                        "SELECT pg_stat_force_next_flush(), xact_commit FROM"
                                                + " pg_stat_database WHERE datname ="
                                                + " current_database()",
                                        row -> row.getLong(2)))
                .get(0);
    }
}

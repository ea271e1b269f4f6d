package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.ledger.Copied;
import io.mailcaravan.ledger.DestinationFolder;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.LedgerFolder;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.InternalDate;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.store.memory.MemoryFaults;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.verify.VerifyResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {

    private static final Login ALICE = Login.of(RouteFixture.MAILBOX);

    @TempDir Path folder;

    private final List<String> differences = new ArrayList<>();
    private RouteFixture route;

    @BeforeEach
    void prepare() throws IOException {
        route = new RouteFixture(folder);
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    @Test
    void equalEndsShouldBeFoundEqualAndLeftUntouched() throws Exception {
        route.put("INBOX", Messages.varied(50));
        route.put("Projekte/Größe & 日本", Messages.varied(20));
        route.start().pass();
        List<FolderStatus> before = statuses();
        for (boolean content : new boolean[] {false, true}) {
            VerifyResult result = route.verify(content, differences);
            assertThat(result.stopped()).isEmpty();
            assertThat(differences).isEmpty();
            assertThat(result.counts().equal()).isEqualTo(70);
            assertThat(result.counts().faults()).isZero();
            assertThat(result.counts().extra()).isZero();
        }
        assertThat(statuses()).isEqualTo(before);
    }

    private List<FolderStatus> statuses() throws Exception {
        List<FolderStatus> all = new ArrayList<>();
        for (MemoryStore store : List.of(route.source, route.destination)) {
            try (MailboxSession session = store.signIn(ALICE, Access.READ)) {
                all.addAll(
                        session.statuses(
                                session.folders().stream().map(one -> one.path()).toList()));
            }
        }
        return all;
    }

    @Test
    void whatIsMissingOrFailedShouldBeNamed() throws Exception {
        route.put("INBOX", Messages.varied(6));
        route.destination.faults().refuse(item -> item.head().uid().value() == 4);
        route.start().pass();
        route.put("INBOX", Messages.plain("new one"));
        route.put("New/Empty");
        at(route.destination, session -> session.delete(FolderPath.INBOX, List.of(new Uid(2))));
        VerifyResult result = route.verify(false, differences);
        assertThat(differences)
                .satisfiesExactly(
                        one ->
                                assertThat(one)
                                        .isEqualTo(
                                                "missing at the destination INBOX 2 "
                                                        + "<varied.1@test.example> UID 2 in INBOX"
                                                        + " | nothing"),
                        one ->
                                assertThat(one)
                                        .startsWith("failed INBOX 4 <varied.3@test.example>  | ")
                                        .contains("refused"),
                        one ->
                                assertThat(one)
                                        .isEqualTo("not copied yet INBOX 7 <new.one@test.example>"),
                        one ->
                                assertThat(one)
                                        .isEqualTo(
                                                "folder missing New New of alice@acme.example in"
                                                        + " new | no such folder"),
                        one -> assertThat(one).startsWith("folder missing New/Empty "));
        assertThat(result.counts().equal()).isEqualTo(4);
        assertThat(result.counts().faults()).isEqualTo(5);
    }

    @Test
    void otherDateFlagsSizeAndContentShouldBeNamed() throws Exception {
        Item[] items = Messages.varied(5);
        route.put("INBOX", items);
        route.start().pass();
        at(
                route.destination,
                session ->
                        session.storeFlags(
                                FolderPath.INBOX, Map.of(new Uid(1), Flags.parse("\\Seen X"))));
        Item later = Messages.with(items[1], items[1].head().internalDate().plusSeconds(1));
        Item longer = Messages.with(items[2], items[2].head().flags());
        longer = append(longer, "more\r\n");
        Item other = change(items[3]);
        RouteFixture.put(route.destination, RouteFixture.MAILBOX, "INBOX", later, longer, other);
        note(2, Optional.of(new Uid(6)), "");
        note(3, Optional.of(new Uid(7)), "");
        note(4, Optional.of(new Uid(8)), "");
        route.verify(false, differences);
        assertThat(differences)
                .hasSize(3)
                .anyMatch(one -> one.matches("other flags INBOX 1 <.*> none \\| \\\\Seen X"))
                .anyMatch(one -> one.matches("other INTERNALDATE INBOX 2 <.*> \\S+Z \\| \\S+Z"))
                .anyMatch(one -> one.matches("other size INBOX 3 <.*> \\d+ bytes \\| \\d+ bytes"));
        differences.clear();
        VerifyResult result = route.verify(true, differences);
        assertThat(differences)
                .hasSize(4)
                .anyMatch(one -> one.startsWith("other content INBOX 3 "))
                .anyMatch(one -> one.startsWith("other content INBOX 4 "));
        assertThat(result.counts().equal()).isEqualTo(1);
        assertThat(result.counts().extra()).isEqualTo(3);
    }

    private static Item append(Item item, String more) throws IOException {
        byte[] bytes = item.content().open().readAllBytes();
        byte[] added = more.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] all = java.util.Arrays.copyOf(bytes, bytes.length + added.length);
        System.arraycopy(added, 0, all, bytes.length, added.length);
        return Messages.item(all, item.head().flags(), item.head().internalDate());
    }

    private static Item change(Item item) throws IOException {
        byte[] bytes = item.content().open().readAllBytes();
        bytes[bytes.length - 3] ^= 1;
        return Messages.item(bytes, item.head().flags(), item.head().internalDate());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void dateThatTheSourceDoesNotTellShouldBeNoDifference(boolean content) throws Exception {
        Item[] items = Messages.varied(3);
        items[1] = Messages.with(items[1], InternalDate.UNKNOWN);
        items[2] = Messages.with(Messages.item("no header field"), InternalDate.UNKNOWN);
        route.put("INBOX", items);
        route.start().pass();
        VerifyResult result = route.verify(content, differences);
        assertThat(differences).isEmpty();
        assertThat(result.counts().equal()).isEqualTo(3);
    }

    /** Where the source tells a date, one that the destination does not tell is another one. */
    @Test
    void dateThatOnlyTheDestinationDoesNotTellShouldBeNamed() throws Exception {
        Item[] items = Messages.varied(1);
        route.put("INBOX", items);
        route.start().pass();
        Item undated = Messages.with(items[0], InternalDate.UNKNOWN);
        RouteFixture.put(route.destination, RouteFixture.MAILBOX, "INBOX", undated);
        note(1, Optional.of(new Uid(2)), "");
        route.verify(false, differences);
        assertThat(differences).singleElement().asString().startsWith("other INTERNALDATE ");
    }

    @Test
    void whatWasRepairedOrCannotBeKeptShouldBeNoDifference() throws Exception {
        Item[] items = Messages.varied(3);
        items[0] = Messages.with(items[0], Flags.parse("\\Seen $Label1"));
        route.put("INBOX", items);
        route.start().pass();
        at(
                route.destination,
                session ->
                        session.storeFlags(
                                FolderPath.INBOX, Map.of(new Uid(1), Flags.parse("\\Seen"))));
        RouteFixture.put(route.destination, RouteFixture.MAILBOX, "INBOX", change(items[1]));
        note(1, Optional.of(new Uid(1)), "dropped flags: $Label1");
        note(2, Optional.of(new Uid(4)), "repaired: bare-lf, nul-bytes; dropped flags: $X");
        VerifyResult result = route.verify(true, differences);
        assertThat(differences)
                .containsExactly("repaired INBOX 2 <varied.1@test.example>  | bare-lf, nul-bytes");
        assertThat(result.counts().faults()).isZero();
        assertThat(result.counts().equal()).isEqualTo(2);
    }

    @Test
    void skippedItemsShouldBeCountedByTheirRule() throws Exception {
        route.put("INBOX", Messages.varied(3));
        route.put("INBOX", Messages.large("big 1", 30_000), Messages.large("big 2", 40_000));
        route.put("Junk", Messages.varied(2));
        route.consumer("excludeFolders: Junk\nmaxSize: 20kB").start().pass();
        route.put("Junk", Messages.plain("newer than the pass"));
        VerifyResult result = route.verify(false, differences);
        assertThat(differences).isEmpty();
        assertThat(result.counts().skippedByReason())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("folder excluded by Junk", 3L, "over maxSize=20KB", 2L));
    }

    @Test
    void unknownUidsShouldBeFoundOneForOne() throws Exception {
        Item twin = Messages.plain("twin");
        Item nameless = Messages.item("Subject: no id\r\n\r\nfirst\r\n");
        Item nameless2 = Messages.item("Subject: no id\r\n\r\nother\r\n");
        route.put("INBOX", twin, nameless, twin, nameless2, twin, Messages.numbered(1));
        route.start().pass();
        for (int uid = 1; uid <= 5; uid++) {
            note(uid, Optional.empty(), "");
        }
        assertThat(route.verify(true, differences).counts().equal()).isEqualTo(6);
        assertThat(differences).isEmpty();
        at(route.destination, session -> session.delete(FolderPath.INBOX, List.of(new Uid(3))));
        VerifyResult result = route.verify(true, differences);
        assertThat(result.counts().equal()).isEqualTo(5);
        assertThat(differences)
                .containsExactly(
                        "missing at the destination INBOX 5 <twin@test.example> a copy in INBOX"
                                + " | nothing");
    }

    /** Two copies of one and none of the other: as many, as long, with the same Message-ID. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void unequalTwinShouldNotCountAsACopy(boolean content) throws Exception {
        Item[] twins = Messages.unequalTwins("twin");
        route.put("INBOX", twins);
        route.start().pass();
        route.destination.renumber(RouteFixture.MAILBOX, FolderPath.INBOX);
        VerifyResult right = route.verify(content, differences);
        assertThat(differences).isEmpty();
        assertThat(right.counts().equal()).isEqualTo(3);
        at(
                route.destination,
                session -> {
                    session.delete(FolderPath.INBOX, List.of(new Uid(1000), new Uid(1002)));
                    session.append(FolderPath.INBOX, List.of(twins[1], twins[1]));
                });
        VerifyResult result = route.verify(content, differences);
        assertThat(result.counts().equal()).isEqualTo(1);
        assertThat(differences).hasSize(2).allMatch(one -> one.startsWith("other content INBOX "));
    }

    @Test
    void otherUidValidityAtTheDestinationShouldNotMatter() throws Exception {
        route.put("INBOX", Messages.varied(20));
        route.start().pass();
        route.destination.renumber(RouteFixture.MAILBOX, FolderPath.INBOX);
        assertThat(route.verify(true, differences).counts().equal()).isEqualTo(20);
        assertThat(differences).isEmpty();
    }

    @Test
    void otherUidValidityAtTheSourceShouldBeReportedAsNotCopied() throws Exception {
        route.put("INBOX", Messages.varied(2));
        route.start().pass();
        route.source.renumber(RouteFixture.MAILBOX, FolderPath.INBOX);
        route.verify(false, differences);
        assertThat(differences).hasSize(2).allMatch(one -> one.startsWith("not copied yet"));
    }

    @Test
    void lostConnectionShouldBeOpenedAgain() throws Exception {
        route.put("INBOX", Messages.varied(20));
        route.start().pass();
        route.source.faults().cutNextReadAfter(7);
        VerifyResult result = route.verify(true, differences);
        assertThat(result.stopped()).isEmpty();
        assertThat(result.counts().equal()).isEqualTo(20);
    }

    @Test
    void whatIsDeliveredOnlyAloneShouldBeCompared() throws Exception {
        route.put("INBOX", Messages.varied(20));
        route.start().pass();
        route.source.faults().withholdInSets(head -> head.uid().value() % 3 == 0);
        route.destination.faults().withholdInSets(head -> head.uid().value() % 4 == 0);
        VerifyResult result = route.verify(true, differences);
        assertThat(differences).isEmpty();
        assertThat(result.counts().equal()).isEqualTo(20);
    }

    @Test
    void whatIsNotDeliveredShouldBeNeitherEqualNorOther() throws Exception {
        route.put("INBOX", Messages.numbered(1), Messages.numbered(2), Messages.numbered(3));
        route.start().pass();
        route.source.faults().withhold(head -> head.uid().value() == 2);
        route.destination.faults().withhold(head -> head.uid().value() == 3);
        VerifyResult result = route.verify(true, differences);
        assertThat(result.counts().equal()).isEqualTo(1);
        assertThat(result.counts().faults()).isEqualTo(2);
        assertThat(differences)
                .hasSize(2)
                .allMatch(one -> one.startsWith("could not be compared INBOX "))
                .anyMatch(one -> one.endsWith("the source lists this item but does not deliver it"))
                .anyMatch(
                        one ->
                                one.endsWith(
                                        "the destination lists this item but does not deliver it"));
    }

    /** It is known to be there, but not where. */
    @Test
    void itemWhoseHeaderIsNotToldShouldNotBeMissing() throws Exception {
        route.put("INBOX", Messages.varied(20));
        route.start().pass();
        route.destination.renumber(RouteFixture.MAILBOX, FolderPath.INBOX);
        route.source.faults().withholdHeaders(head -> head.uid().value() == 7);
        VerifyResult result = route.verify(false, differences);
        assertThat(result.counts().equal()).isEqualTo(19);
        assertThat(result.counts().faults()).isEqualTo(1);
        assertThat(differences)
                .singleElement()
                .asString()
                .startsWith("could not be compared INBOX 7 ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void folderThatCannotBeOpenedShouldBeNamedAndTheOthersCompared(boolean atSource)
            throws Exception {
        for (String path : List.of("INBOX", "Closed", "Later")) {
            route.put(path, Messages.varied(4));
        }
        route.start().pass();
        MemoryStore end = atSource ? route.source : route.destination;
        end.faults()
                .closeFolders(
                        path ->
                                path.equals(FolderPath.of("Closed"))
                                        ? Optional.of(noRights(path))
                                        : Optional.empty());
        VerifyResult result = route.verify(false, differences);
        assertThat(result.stopped()).isEmpty();
        assertThat(result.counts().equal()).isEqualTo(8);
        assertThat(result.counts().faults()).isEqualTo(1);
        assertThat(differences)
                .containsExactly("could not be compared Closed  | folder 'Closed': no rights");
    }

    private static MailboxException noRights(FolderPath path) {
        return new MailboxException(
                Scope.FOLDER, Retry.NEVER, "folder '" + path + "': no rights", "");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 5})
    void itemThatCannotBeListedShouldBeNamedAndTheOthersCompared(long bad) throws Exception {
        route.consumer("reconnectDelay: 1").put("INBOX", Messages.varied(5));
        route.start().pass();
        route.destination.renumber(RouteFixture.MAILBOX, FolderPath.INBOX);
        route.source
                .faults()
                .failListing(
                        head ->
                                head.uid().value() == bad
                                        ? Optional.of(MemoryFaults.connectionLost("old"))
                                        : Optional.empty());
        VerifyResult result = route.verify(false, differences);
        assertThat(result.stopped()).isEmpty();
        assertThat(result.counts().equal()).isEqualTo(4);
        assertThat(result.counts().faults()).isEqualTo(1);
        assertThat(differences)
                .singleElement()
                .asString()
                .startsWith("could not be compared INBOX " + bad + "  | source unreadable: ");
    }

    @Test
    void longWaitsWithProgressInBetweenShouldEndNothing() throws Exception {
        for (int i = 0; i < 5; i++) {
            route.put("Folder " + i, Messages.varied(2));
        }
        route.start().pass();
        int[] times = {0};
        route.source
                .faults()
                .failListing(
                        head ->
                                times[0]++ % 3 == 0
                                        ? Optional.of(new TenMinutes())
                                        : Optional.empty());
        VerifyResult result = route.verify(false, differences);
        assertThat(result.stopped()).isEmpty();
        assertThat(differences).isEmpty();
        assertThat(result.counts().equal()).isEqualTo(10);
    }

    @Test
    void waitsWithoutProgressShouldEndIt() throws Exception {
        route.put("INBOX", Messages.varied(2));
        route.start().pass();
        route.source.faults().failListing(head -> Optional.of(new TenMinutes()));
        assertThat(route.verify(false, differences).stopped()).isPresent();
    }

    /** They are over at once. */
    private static final class TenMinutes extends MailboxException {
        private static final long serialVersionUID = 1;

        TenMinutes() {
            super(Scope.MAILBOX, Retry.LATER, Duration.ofMinutes(10), "wait", "", null);
        }

        @Override
        public Optional<Instant> retryAt() {
            return Optional.of(Instant.now());
        }
    }

    @Test
    void unreachableMailboxShouldBeReported() throws Exception {
        route.put("INBOX", Messages.varied(2));
        route.start().pass();
        route.destination.password(RouteFixture.MAILBOX, "changed");
        assertThat(route.verify(false, differences).stopped()).isPresent();
    }

    @Test
    void ledgerShouldBeReadableWhileAnotherHasIt() throws Exception {
        route.put("INBOX", Messages.varied(2));
        route.start().pass();
        try (Ledger second = Ledger.openReadOnly(route.stateFolder())) {
            assertThat(LedgerReport.of(second).folders("acme", "old", RouteFixture.MAILBOX))
                    .extracting(report -> report.totals().copied())
                    .containsExactly(2L);
            assertThatThrownBy(
                            () ->
                                    second.open(
                                            "acme",
                                            "old",
                                            RouteFixture.MAILBOX,
                                            RouteFixture.MAILBOX,
                                            List.of(),
                                            false))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("reading only");
        }
        assertThat(route.passOfAlice().stopped()).isEmpty();
    }

    private interface Use {
        void with(MailboxSession session) throws Exception;
    }

    private static void at(MemoryStore store, Use use) throws Exception {
        try (MailboxSession session = store.signIn(ALICE, Access.WRITE)) {
            use.with(session);
        }
    }

    /** Has the ledger say that this item was copied there, in this way. */
    private void note(long uid, Optional<Uid> destinationUid, String note) throws Exception {
        try (MailboxSession source = route.source.signIn(ALICE, Access.READ);
                MailboxSession destination = route.destination.signIn(ALICE, Access.READ)) {
            LedgerFolder ledger =
                    route.ledgerFolder(
                            FolderPath.INBOX, source.status(FolderPath.INBOX).uidValidity());
            List<ItemHead> heads = new ArrayList<>();
            source.list(FolderPath.INBOX, new UidRange(new Uid(uid), new Uid(uid)), heads::add);
            route.ledger()
                    .copied(
                            new DestinationFolder("new", RouteFixture.MAILBOX, FolderPath.INBOX),
                            destination.status(FolderPath.INBOX).uidValidity(),
                            List.of(
                                    new Copied(
                                            ledger.key(new Uid(uid)),
                                            heads.get(0),
                                            destinationUid,
                                            note)));
        }
    }
}

package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.PostgresSettings;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.SystemFlag;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.testkit.PostgresContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A ledger with one open mailbox and one folder: on a real SQLite file, or wherever a subclass has
 * it.
 */
abstract class LedgerTestCase {

    static final UidValidity VALIDITY = new UidValidity(1600000005);
    static final UidValidity DESTINATION_VALIDITY = new UidValidity(77);
    static final DestinationFolder DESTINATION =
            new DestinationFolder("acme-new", "alice@new.example", FolderPath.of("Projects", "A"));
    static final Fence FENCE = new Fence(DESTINATION_VALIDITY, new Uid(500));
    static final Flags SEEN = Flags.of(SystemFlag.SEEN);

    /**
     * Compares batches but for the heads of their items, which a batch that begins does not have.
     */
    static final RecursiveComparisonConfiguration BUT_HEADS =
            RecursiveComparisonConfiguration.builder()
                    .withIgnoredFields("heads")
                    .withEqualsForType(ItemKey::equals, ItemKey.class)
                    .build();

    @TempDir Path state;
    @TempDir Path killed;

    private Supplier<LedgerDatabase> elsewhere;

    Ledger ledger;
    LedgerMailbox mailbox;
    LedgerFolder folder;

    @BeforeEach
    void openLedger() throws Exception {
        elsewhere = elsewhere();
        open(Ledger.open(state, database()));
    }

    /** Gives a new, empty database, the same at each call; null for the state folder. */
    Supplier<LedgerDatabase> elsewhere() throws Exception {
        return null;
    }

    /** A new way to the ledger. */
    LedgerDatabase database() {
        return database(state);
    }

    private LedgerDatabase database(Path stateFolder) {
        return elsewhere == null ? LedgerDatabase.inStateFolder(stateFolder) : elsewhere.get();
    }

    /** A ledger opened upon what a killed process leaves: nothing closed. */
    Ledger openAfterAKill() throws Exception {
        Path left = filesAsAfterAKill();
        return Ledger.open(left, database(left));
    }

    void open(Ledger opened) throws Exception {
        ledger = opened;
        mailbox = openMailbox(opened);
        folder = sole(mailbox).folder(FolderPath.of("Projects", "A"), VALIDITY);
    }

    static LedgerMailbox openMailbox(Ledger ledger) throws LedgerException {
        return openMailbox(ledger, "acme", "alice@acme.example", "alice@new.example");
    }

    /** With one leg, to a mailbox of the store acme-new. */
    static LedgerMailbox openMailbox(Ledger ledger, String route, String mailbox, String to)
            throws LedgerException {
        return ledger.open(route, "acme-old", mailbox, to, List.of(new Leg("acme-new", to)), false);
    }

    static LedgerLeg sole(LedgerMailbox mailbox) {
        return mailbox.ends().get(0);
    }

    void reopen() throws Exception {
        ledger.close();
        open(Ledger.open(state, database()));
    }

    @AfterEach
    void closeLedger() throws Exception {
        ledger.close();
    }

    /** Of a database in a test's container. */
    static PostgresSettings settings(String url) {
        return new PostgresSettings(
                url,
                PostgresContainer.USERNAME,
                new Secret(PostgresContainer.PASSWORD),
                PostgresSettings.DEFAULT_MAX_SIZE);
    }

    /** What a killed process leaves: the files as they are now, nothing closed. */
    Path filesAsAfterAKill() throws IOException {
        try (var files = Files.list(state)) {
            for (Path file : files.toList()) {
                Files.copy(file, killed.resolve(file.getFileName()));
            }
        }
        return killed;
    }

    static ItemHead head(long uid) {
        return new ItemHead(new Uid(uid), SEEN, Instant.ofEpochSecond(1_600_000_000 + uid), 1000);
    }

    static List<ItemHead> heads(long... uids) {
        return LongStream.of(uids).mapToObj(LedgerTestCase::head).toList();
    }

    List<BatchItem> batch(long... uids) {
        return heads(uids).stream()
                .map(head -> new BatchItem(folder.key(head.uid()), head))
                .toList();
    }

    /** Copied, each under its own UID plus 1000. */
    List<Copied> copied(long... uids) {
        List<Copied> all = new ArrayList<>();
        for (ItemHead head : heads(uids)) {
            all.add(
                    new Copied(
                            folder.key(head.uid()),
                            head,
                            Optional.of(new Uid(head.uid().value() + 1000)),
                            ""));
        }
        return all;
    }

    void copy(long... uids) throws LedgerException {
        ledger.settle(ledger.begin(DESTINATION, FENCE, batch(uids)), copied(uids));
    }

    ItemState stateOf(long uid) throws LedgerException {
        Uid key = new Uid(uid);
        LedgerEntry entry = folder.entries(new io.mailcaravan.mailbox.UidRange(key, key)).get(key);
        return entry == null ? null : entry.state();
    }
}

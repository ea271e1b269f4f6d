package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.component.mailbox.RouteFixture;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ForwardingStore;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.SystemFlag;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.InterceptedStore;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command says last is how the whole is, whatever this one pass had to do. */
class LastWordTest {

    private static final String ALICE = RouteFixture.MAILBOX;
    private static final Item[] TWINS = Messages.unequalTwins("twins");

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void prepare() throws Exception {
        route = new RouteFixture(folder).impatient();
        route.put("INBOX", Messages.varied(30));
        route.put("INBOX", TWINS);
        route.put("Projects/A", Messages.varied(20));
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    // --- failed items -----------------------------------------------------------------------

    @Test
    void whatFailedShouldBeToldByEveryPassUntilItArrives() throws Exception {
        route.destination.faults().refuse(item -> item.head().size() % 3 == 0);
        route.start();
        CommandRun first = migrate();
        long failed = failed(first);
        assertThat(failed).isPositive();
        assertThat(first.exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        for (int i = 0; i < 2; i++) {
            CommandRun next = migrate();
            assertThat(next.exit()).isEqualTo(ExitCode.ITEMS_FAILED);
            assertThat(failed(next)).isEqualTo(failed);
            assertThat(next.out()).contains((53 - failed) + " unchanged");
            assertReports(failed);
        }
        CommandRun retry = CommandRun.of(new RetryCommand(), route, "acme");
        assertThat(retry.exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        assertThat(failed(retry)).isEqualTo(failed);
        route.destination.faults().clear();
        CommandRun last = migrate();
        assertThat(last.exit()).isZero();
        assertThat(last.out()).contains(" 0 failed, ").contains(failed + " copied");
        assertThat(report().exit()).isZero();
        assertSame("INBOX");
        assertSame("Projects/A");
    }

    @Test
    void whatFailedShouldBeToldWithItsReasonAndWhatToDo() throws Exception {
        route.destination.faults().refuse(item -> item.head().size() % 3 == 0);
        route.start();
        CommandRun first = migrate();
        assertThat(first.errors())
                .contains("acme: " + failed(first) + " failed, the first: Store new refused")
                .contains("'caravan report acme' names each", "'caravan retry acme'");
        route.destination.faults().clear();
        assertThat(migrate().errors()).isEmpty();
    }

    @Test
    void reasonInTheReportShouldKeepItsAdvice() throws Exception {
        MailboxException refusal =
                new MailboxException(
                        Scope.MESSAGE, Retry.NEVER, "too large", "Raise the server's limit.");
        route.destination.faults().refuseWith(item -> Optional.of(refusal));
        route.start();
        assertThat(migrate().exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        assertThat(report().out()).contains("too large. Raise the server's limit.");
    }

    @Test
    void retryShouldSayWhatHadStoppedThePassBeforeIt() throws Exception {
        route.destination.faults().failAppends(() -> AppendFault.QUOTA_FULL);
        route.start();
        assertThat(migrate().exit()).isEqualTo(ExitCode.UNREACHABLE);
        CommandRun retry = CommandRun.of(new RetryCommand(), route, "acme");
        assertThat(retry.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(retry.errors()).contains("stopped in the pass before: ", " is full");
    }

    @Test
    void retryThatWasStoppedShouldBeToldByTheReport() throws Exception {
        route.destination.faults().refuse(item -> item.head().size() % 3 == 0);
        route.start();
        migrate();
        assertThat(report().exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        route.destination.faults().clear();
        route.destination.faults().failAppends(() -> AppendFault.QUOTA_FULL);
        assertThat(CommandRun.of(new RetryCommand(), route, "acme").exit())
                .isEqualTo(ExitCode.UNREACHABLE);
        CommandRun report = report();
        assertThat(report.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(report.out()).contains("Not at their end");
        route.destination.faults().clear();
        migrate();
        assertThat(report().exit()).isZero();
    }

    /** A thousand lines would hide the one that says something else. */
    @Test
    void whatIsWrongForManyMailboxesShouldBeToldOnce() throws Exception {
        StringBuilder csv = new StringBuilder("source,destination\n");
        for (int i = 0; i < 20; i++) {
            RouteFixture.put(route.source, "user" + i, "INBOX", Messages.varied(1));
            csv.append("user").append(i).append(",user").append(i).append('\n');
        }
        route.mailboxes(csv.toString()).start();
        route.destination.password("user7", "other");
        route.destination.faults().down(true);
        CommandRun down = migrate();
        assertThat(down.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(down.errors().lines())
                .singleElement()
                .asString()
                .contains("20 mailboxes (user", " and 15 more) stopped: ");
        assertThat(down.out()).contains("acme: 20 mailboxes (20 stopped), 0 copied");
        route.destination.faults().down(false);
        CommandRun up = migrate();
        assertThat(up.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(up.errors()).startsWith("acme: mailbox user7 stopped: ");
        assertThat(up.out()).contains("acme: 20 mailboxes (1 stopped), 19 copied");
    }

    @Test
    void passThatDoesNotTryAgainShouldTellThemAllTheSame() throws Exception {
        route.consumer("retryFailed: false");
        route.destination.faults().refuse(item -> item.head().uid().value() == 7);
        route.start();
        assertThat(migrate().exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        route.destination.faults().clear();
        CommandRun second = migrate();
        assertThat(second.exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        assertThat(failed(second)).isEqualTo(2);
        assertReports(2);
        assertThat(CommandRun.of(new RetryCommand(), route, "acme").exit()).isZero();
        assertThat(migrate().exit()).isZero();
    }

    @Test
    void mailboxThatIsItsOwnDestinationShouldBeRefused() throws Exception {
        route.around(store -> store, store -> new Renamed(route.source, "new")).start();
        CommandRun run = migrate();
        assertThat(run.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(atSource()).isEqualTo(53);
    }

    /** A mailbox that may not be begun is told by the report, too. */
    @Test
    void anotherDestinationThanSoFarShouldBeToldUntilItIsPutBack() throws Exception {
        route.start();
        assertThat(migrate().exit()).isZero();
        route.mailboxes("source,destination\n" + ALICE + ",bob@acme.example\n");
        assertThat(migrate().exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(report().exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(CommandRun.of(new RetryCommand(), route, "acme").exit())
                .isEqualTo(ExitCode.UNREACHABLE);
        route.mailboxes("source,destination\n" + ALICE + "," + ALICE + "\n");
        assertThat(migrate().exit()).isZero();
        assertThat(report().exit()).isZero();
    }

    /** A node that was frozen before it opened a mailbox that another has finished since. */
    @Test
    void nodeThatMayNotOpenAMailboxShouldHaveNoWordInHowItIs() throws Exception {
        route.start();
        assertThat(migrate().exit()).isZero();
        route.ledger()
                .setOpeningRule(
                        (connection, of, mailbox) -> {
                            throw new LedgerException(
                                    Scope.MAILBOX,
                                    Retry.NEVER,
                                    mailbox + " is no longer this node's",
                                    "",
                                    null);
                        });
        CommandRun refused = migrate();
        assertThat(refused.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(report().exit()).isZero();
    }

    /**
     * The last that there is of it, of which the ledger knows nothing more than its file's name.
     */
    @Test
    void deadLetterOfAnItemThatWasResetShouldBeToldUntilItIsGone() throws Exception {
        route.destination.faults().refuse(item -> item.head().uid().value() == 32);
        route.start();
        assertThat(migrate().exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        route.ledger().reset().run("acme", ALICE, java.util.Optional.empty());
        try (MailboxSession session = route.source.signIn(Login.of(ALICE), Access.WRITE)) {
            session.delete(FolderPath.INBOX, List.of(new Uid(32)));
        }
        Path letter;
        try (Stream<Path> files = Files.walk(route.stateFolder().resolve("dead-letters"))) {
            letter = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        for (int i = 0; i < 2; i++) {
            CommandRun pass = migrate("acme", "--json");
            assertThat(pass.exit()).isEqualTo(ExitCode.ITEMS_FAILED);
            assertThat(pass.out()).contains("\"state\":\"incomplete\"", "32.eml");
            CommandRun report = report();
            assertThat(report.exit()).isEqualTo(ExitCode.ITEMS_FAILED);
            assertThat(report.out()).contains("32.eml");
            assertThat(verify().exit()).isEqualTo(ExitCode.ITEMS_FAILED);
            assertThat(CommandRun.of(new RetryCommand(), route, "acme").exit())
                    .isEqualTo(ExitCode.ITEMS_FAILED);
        }
        Files.delete(letter);
        assertThat(report().exit()).isZero();
        assertThat(migrate().exit()).isZero();
        assertThat(verify().exit()).isZero();
        assertThat(CommandRun.of(new RetryCommand(), route, "acme").exit()).isZero();
    }

    /** It is missing nowhere any more. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void failedItemThatItsOwnerDeletesShouldEndAsSkipped(boolean withItsFolder) throws Exception {
        route.source.faults().withhold(head -> head.uid().value() == 7);
        route.start();
        assertThat(migrate().exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        assertThat(migrate().exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        if (withItsFolder) {
            route.source.remove(ALICE, FolderPath.parse("Projects/A"));
        } else {
            try (MailboxSession session = route.source.signIn(Login.of(ALICE), Access.WRITE)) {
                session.delete(FolderPath.parse("Projects/A"), List.of(new Uid(7)));
            }
        }
        try (MailboxSession session = route.source.signIn(Login.of(ALICE), Access.WRITE)) {
            session.delete(FolderPath.INBOX, List.of(new Uid(7)));
        }
        assertThat(migrate().exit()).isZero();
        assertThat(report().exit()).isZero();
        assertThat(report("--format", "json").out())
                .contains("deleted at the source during the pass; it had failed with:");
        assertThat(migrate().out()).contains(" 0 skipped, 0 failed");
    }

    /** A pass over another mailbox list knows nothing of what is failed in alice's. */
    @Test
    void stoppedPassShouldBeToldByReportUntilOneGoesThrough() throws Exception {
        route.destination.password(ALICE, "changed");
        route.start();
        assertThat(migrate().exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(report().exit()).isEqualTo(ExitCode.UNREACHABLE);
        // nothing failed, so that a retry has nothing to do, but not all is well
        assertThat(CommandRun.of(new RetryCommand(), route, "acme").exit())
                .isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void emptySourceWhoseDestinationRefusesShouldNotCountAsClean() throws Exception {
        route.mailboxes("source,destination\nempty,empty\n");
        route.destination.password("empty", "changed");
        route.start();
        assertThat(migrate().exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(migrate().exit()).isEqualTo(ExitCode.UNREACHABLE);
    }

    // --- rules that change ------------------------------------------------------------------

    @Test
    void widenedFilterShouldTakeEffectAndANarrowedOneTakeNothingBack() throws Exception {
        route.put("INBOX", Messages.large("large", 30_000));
        route.consumer("maxSize: 1kB").start();
        assertThat(migrate().exit()).isZero();
        int few = atDestination();
        assertThat(few).isLessThan(atSource());
        route.consumer("maxSize: 20kB").restart();
        assertThat(migrate().exit()).isZero();
        assertThat(atDestination()).isEqualTo(atSource() - 1);
        route.consumer("maxSize: 1kB").restart();
        assertThat(migrate().exit()).isZero();
        assertThat(atDestination()).isEqualTo(atSource() - 1);
        route.consumer("maxConcurrentMailboxes: 4").restart();
        assertThat(migrate().out()).contains(": 1 mailbox, 1 copied");
        assertSame("INBOX");
        assertThat(migrate().out()).contains(" 0 copied", "54 unchanged");
    }

    /** A rule that stays as it is may take later what it left out. */
    @ParameterizedTest
    @CsvSource({"\\Seen, '', \\Seen", "!\\Deleted, \\Deleted, ''"})
    void itemWhoseFlagsTheFilterTakesNowShouldBeCopied(String flags, String before, String after)
            throws Exception {
        route.consumer("flags: \"" + flags.replace("\\", "\\\\") + "\"");
        try (MailboxSession session = route.source.signIn(Login.of(ALICE), Access.WRITE)) {
            for (long uid = 1; uid <= 33; uid++) {
                flag(session, uid, before);
            }
            route.start();
            assertThat(migrate().exit()).isZero();
            assertThat(route.atDestination("INBOX")).isEmpty();
            flag(session, 7, after);
        }
        CommandRun run = migrate();
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains(" 1 copied");
        assertThat(route.atDestination("INBOX")).containsExactly(route.atSource("INBOX").get(6));
        assertThat(migrate().out()).contains(" 0 copied");
    }

    private static void flag(MailboxSession session, long uid, String flags) throws Exception {
        session.storeFlags(FolderPath.INBOX, Map.of(new Uid(uid), Flags.parse(flags)));
    }

    @Test
    void itemThatTimeMakesOldEnoughShouldBeCopied() throws Exception {
        route.put("Young", Messages.with(Messages.plain("young"), Instant.now()));
        route.consumer("before: PT3S").start();
        assertThat(migrate().out()).contains(" 1 skipped");
        Awaitility.await().until(() -> migrate().out().contains(" 1 copied"));
        assertSame("Young");
    }

    @Test
    void folderThatIsNoLongerExcludedShouldBeCopied() throws Exception {
        route.consumer("excludeFolders: \"Projects/*\"").start();
        assertThat(migrate().out()).contains("20 skipped");
        assertThat(route.ledgerStates()).hasSize(53);
        route.consumer("maxConcurrentMailboxes: 4").restart();
        assertThat(migrate().out()).contains(" 20 copied");
        assertSame("Projects/A");
    }

    @Test
    void mendedFilterStepShouldTakeEffect() throws Exception {
        route.inBlock(filter("<")).start();
        assertThat(migrate().exit()).isZero();
        assertThat(atDestination()).isZero();
        route.inBlock(filter(">")).restart();
        assertThat(migrate().exit()).isZero();
        assertSame("INBOX");
        assertSame("Projects/A");
        assertThat(migrate().out()).contains(" 0 copied");
    }

    private static String filter(String comparison) {
        return "- filter: { expression: { simple: { expression: \"${header.CamelMailboxSize} "
                + comparison
                + " 1\" } }, steps: [ TO ] }";
    }

    // --- the destination is another one -----------------------------------------------------

    @Test
    void anotherStoreShouldGetAll() throws Exception {
        route.start();
        migrate();
        MemoryStore newer = new MemoryStore("newer");
        route.around(store -> store, store -> newer).names("acme", "old", "newer").restart();
        CommandRun run = migrate();
        assertThat(run.exit()).isZero();
        assertThat(RouteFixture.messages(newer, ALICE, "INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
        assertThat(verify().exit()).isZero();
    }

    @Test
    void emptyHostOfTheSameNameShouldGetAllAndBeTold() throws Exception {
        route.start();
        migrate();
        MemoryStore other = new MemoryStore("new");
        other.renumber(ALICE, FolderPath.INBOX); // another host gives other UIDVALIDITYs
        route.around(store -> store, store -> other).restart();
        CommandRun run = migrate();
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains(" 53 copied");
        assertThat(RouteFixture.messages(other, ALICE, "Projects/A"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("Projects/A"));
        assertThat(verify().exit()).isZero();
        assertThat(migrate().out()).contains(" 0 copied", "53 unchanged");
    }

    /** UIDVALIDITYs need not differ between hosts, nor before and behind a restored backup. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20})
    void hostOrBackupWithTheSameUidValidityShouldBeFilledAgain(int there) throws Exception {
        route.start();
        migrate();
        MemoryStore other = new MemoryStore("new");
        Item[] first = List.of(Messages.varied(30)).subList(0, there).toArray(Item[]::new);
        RouteFixture.put(other, ALICE, "INBOX", first);
        route.around(store -> store, store -> other).restart();
        CommandRun run = migrate();
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains(" " + (53 - there) + " copied", "was put back to an earlier state");
        assertThat(RouteFixture.messages(other, ALICE, "INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
        assertThat(verify().exit()).isZero();
        assertThat(migrate().out()).contains(" 0 copied", "53 unchanged");
    }

    @Test
    void newUidValidityShouldCopyNothingThatIsStillThere() throws Exception {
        route.start();
        migrate();
        route.destination.renumber(ALICE, FolderPath.INBOX);
        CommandRun run = migrate();
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains(" 0 copied", "33 recognised");
        assertSame("INBOX");
        assertThat(verify().exit()).isZero();
    }

    /** The folder was made anew by hand, with a part of what had been in it. */
    @Test
    void folderThatIsGoneOrMadeAnewShouldBeFilledAgain() throws Exception {
        route.start();
        migrate();
        List<Item> some = List.of(Messages.varied(5));
        FolderPath projects = FolderPath.parse("Projects/A");
        route.destination.remove(ALICE, projects);
        CommandRun gone = migrate();
        assertThat(gone.exit()).isZero();
        assertThat(gone.out())
                .contains(" 20 copied", "folder 'Projects/A' of alice@acme.example in new is gone");
        route.destination.remove(ALICE, projects);
        atDestination(
                session -> {
                    session.create(projects, java.util.Optional.empty());
                    session.append(projects, some);
                });
        CommandRun anew = migrate();
        assertThat(anew.out()).contains(" 15 copied", "5 recognised");
        assertSame("Projects/A");
        assertThat(verify().exit()).isZero();
    }

    @Test
    void whatItsOwnerDeletedThereShouldStayDeleted() throws Exception {
        route.start();
        migrate();
        deleteAtDestination(FolderPath.INBOX, 3);
        CommandRun run = migrate();
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains(" 0 copied");
        route.put("INBOX", Messages.plain("new"));
        assertThat(migrate().out()).contains(" 1 copied");
        assertThat(route.atDestination("INBOX")).hasSize(33);
    }

    // --- the same mailbox under another name ------------------------------------------------

    @Test
    void renamedRouteShouldCopyNothingTwice() throws Exception {
        route.start();
        migrate();
        route.names("acme-2", "old", "new").restart();
        assertRecognised(migrate("acme-2"));
    }

    @Test
    void renamedSourceStoreShouldCopyNothingTwice() throws Exception {
        route.start();
        migrate();
        route.around(store -> new Renamed(store, "older"), store -> store)
                .names("acme", "older", "new")
                .restart();
        assertRecognised(migrate());
    }

    @Test
    void sourceInOtherCaseShouldCopyNothingTwice() throws Exception {
        route.start();
        migrate();
        route.mailboxes("source,destination\nAlice@ACME.example," + ALICE + "\n");
        route.around(store -> new WithoutCase(store), store -> store).restart();
        assertRecognised(migrate());
    }

    @Test
    void lostLedgerShouldCopyNothingTwiceAndSaySo() throws Exception {
        route.start();
        migrate();
        route.close();
        route.deleteState();
        route.restart();
        CommandRun run = migrate();
        assertRecognised(run);
        assertThat(run.out()).contains("ledger begun in " + route.stateFolder());
        route.close();
        route.deleteState();
        route.restart();
        assertThat(migrate("acme", "--json").out())
                .contains("\"begun\":\"" + route.stateFolder(), "\"adopted\":53");
    }

    private void assertRecognised(CommandRun run) throws Exception {
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains(" 0 copied", "53 recognised at the destination");
        assertSame("INBOX");
        assertSame("Projects/A");
    }

    // --- folders that were not gone through ---------------------------------------------------

    @Test
    void folderThatListsTooLittleShouldBeToldUntilItAddsUp() throws Exception {
        boolean[] hiding = {true};
        route.around(store -> hiding(store, () -> hiding[0]), store -> store).start();
        for (int i = 0; i < 2; i++) {
            CommandRun run = migrate();
            assertThat(run.exit()).isEqualTo(ExitCode.ITEMS_FAILED);
            CommandRun report = report();
            assertThat(report.exit()).isEqualTo(ExitCode.ITEMS_FAILED);
            assertThat(report.out())
                    .contains("Left undone:", "folder 'Projects/A': the source announces 20");
            assertThat(report("--format", "json").out())
                    .contains("\"event\":\"folder\"", "\"missing\":3", "\"state\":\"incomplete\"");
            assertThat(report("--format", "csv").out()).contains(",Projects/A,,,incomplete,");
            assertThat(report("--format", "html").out())
                    .contains("announces 20 messages")
                    .doesNotContain("class=\"good\"");
        }
        // nothing to send again is no reason to say that all is well
        assertThat(CommandRun.of(new RetryCommand(), route, "acme").exit())
                .isEqualTo(ExitCode.ITEMS_FAILED);
        assertThat(report().exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        hiding[0] = false;
        assertThat(migrate().exit()).isZero();
        assertThat(report().exit()).isZero();
        assertThat(report().out()).doesNotContain("Left undone");
        assertSame("Projects/A");
    }

    /** The source says only once that they have changed. */
    @Test
    void flagsThatTheDestinationRefusesShouldBeCarriedLater() throws Exception {
        boolean[] refusing = {true};
        route.around(store -> store, store -> refusingFlags(store, () -> refusing[0])).start();
        assertThat(migrate().exit()).isZero();
        try (MailboxSession session = route.source.signIn(Login.of(ALICE), Access.WRITE)) {
            session.storeFlags(FolderPath.INBOX, Map.of(new Uid(3), Flags.of(SystemFlag.FLAGGED)));
        }
        for (int i = 0; i < 2; i++) {
            CommandRun run = migrate();
            assertThat(run.exit()).isEqualTo(ExitCode.ITEMS_FAILED);
            assertThat(run.out()).contains(" 0 flags or labels changed");
            assertThat(report().out()).contains("NO [INUSE] somebody has it");
        }
        refusing[0] = false;
        CommandRun run = migrate();
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains(" 1 flags or labels changed");
        assertThat(verify().exit()).isZero();
        assertThat(report().out()).doesNotContain("Left undone");
    }

    /** Not in the list: the folder that was in the way is deleted at the source. */
    @Test
    void problemShouldEndWithItsFolder() throws Exception {
        route.around(store -> hiding(store, () -> true), store -> store).start();
        assertThat(migrate().exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        route.source.remove(ALICE, FolderPath.parse("Projects/A"));
        assertThat(migrate().exit()).isZero();
        assertThat(report().exit()).isZero();
    }

    @Test
    void furtherRouteShouldNotBeToldToBeginTheLedger() throws Exception {
        route.start();
        assertThat(migrate().out()).contains("ledger begun in ");
        route.names("second", "old", "new").restart();
        assertThat(migrate("second").out())
                .contains("second: 1 mailbox")
                .doesNotContain("ledger begun in ");
    }

    // --- tools ------------------------------------------------------------------------------

    private CommandRun migrate(String... args) throws Exception {
        return CommandRun.of(
                new MigrateCommand(), route, args.length == 0 ? new String[] {"acme"} : args);
    }

    private CommandRun verify() throws Exception {
        return CommandRun.of(new VerifyCommand(), route, "acme", "--content");
    }

    private CommandRun report(String... args) throws Exception {
        return CommandRun.of(
                new ReportCommand(),
                Printed.with(args, "acme", "--state", route.stateFolder().toString()));
    }

    private void assertReports(long failed) throws Exception {
        CommandRun text = report();
        assertThat(text.exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        assertThat(text.out()).contains("Failed: " + failed);
        CommandRun json = report("--format", "json");
        assertThat(json.exit()).isEqualTo(ExitCode.ITEMS_FAILED);
        assertThat(json.lines().get(0))
                .contains("\"failed\":" + failed, "\"state\":\"items failed\"");
        assertThat(json.out().split("\"state\":\"failed\"", -1)).hasSize((int) failed + 1);
        assertThat(report("--format", "csv").out().split(",failed,", -1)).hasSize((int) failed + 1);
        assertThat(report("--format", "html").out()).contains("<h3>" + failed + " failed items");
    }

    private static long failed(CommandRun run) {
        return Long.parseLong(
                run.out().replaceAll("(?s).*, (\\d+) failed.*", "$1").replaceAll("\\D", ""));
    }

    private int atDestination() throws MailboxException {
        return route.atDestination("INBOX").size()
                + (hasProjects() ? route.atDestination("Projects/A").size() : 0);
    }

    private boolean hasProjects() throws MailboxException {
        try (MailboxSession session = route.destination.signIn(Login.of(ALICE), Access.READ)) {
            return session.folders().stream()
                    .anyMatch(folder -> folder.path().equals(FolderPath.parse("Projects/A")));
        }
    }

    private int atSource() throws MailboxException {
        return route.atSource("INBOX").size() + route.atSource("Projects/A").size();
    }

    private void assertSame(String path) throws Exception {
        assertThat(route.atDestination(path))
                .containsExactlyInAnyOrderElementsOf(route.atSource(path));
    }

    private interface Doing {
        void with(MailboxSession session) throws MailboxException;
    }

    private void atDestination(Doing what) throws MailboxException {
        try (MailboxSession session = route.destination.signIn(Login.of(ALICE), Access.WRITE)) {
            what.with(session);
        }
    }

    private void deleteAtDestination(FolderPath path, long uid) throws MailboxException {
        atDestination(session -> session.delete(path, List.of(new Uid(uid))));
    }

    /** The same store as the configuration names it now. */
    private static final class Renamed extends ForwardingStore {
        private final String name;

        Renamed(MailboxStore store, String name) {
            super(store);
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }
    }

    /** To which mailboxes are the same whose names differ in case only. */
    private static final class WithoutCase extends ForwardingStore {
        WithoutCase(MailboxStore store) {
            super(store);
        }

        @Override
        public MailboxSession signIn(Login login, Access access) throws MailboxException {
            return super.signIn(Login.of(login.mailbox().toLowerCase(Locale.ROOT)), access);
        }
    }

    /** Lists all but the last three messages of Projects/A, and counts them. */
    @SuppressWarnings("unchecked")
    private static MailboxStore hiding(MailboxStore store, BooleanSupplier hiding) {
        return new InterceptedStore(
                store,
                (session, method, args, call) -> {
                    if (!method.getName().equals("list")
                            || !hiding.getAsBoolean()
                            || !args[0].equals(FolderPath.parse("Projects/A"))) {
                        return call.make();
                    }
                    Consumer<ItemHead> to = (Consumer<ItemHead>) args[2];
                    Consumer<ItemHead> first =
                            head -> {
                                if (head.uid().value() <= 17) {
                                    to.accept(head);
                                }
                            };
                    session.list((FolderPath) args[0], (UidRange) args[1], first);
                    return null;
                });
    }

    /** Refuses changed flags as long as it is told to. */
    private static MailboxStore refusingFlags(MailboxStore store, BooleanSupplier refusing) {
        return new InterceptedStore(
                store,
                (session, method, args, call) -> {
                    if (method.getName().equals("storeFlags") && refusing.getAsBoolean()) {
                        throw new MailboxException(
                                Scope.FOLDER, Retry.NEVER, "NO [INUSE] somebody has it", "");
                    }
                    return call.make();
                });
    }
}

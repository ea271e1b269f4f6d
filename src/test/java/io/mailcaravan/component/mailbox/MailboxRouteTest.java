package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.SystemFlag;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.maildir.MaildirStore;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.testkit.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MailboxRouteTest {

    @TempDir Path folder;

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
    void everyMessageShouldArriveOnceWithDateFlagsAndContent() throws Exception {
        route.put("INBOX", Messages.varied(50));
        route.put("Projekte/Größe & 日本", Messages.varied(20));
        MailboxResult result = route.start().passOfAlice();
        assertThat(result.stopped()).isEmpty();
        assertThat(result.counts().copied()).isEqualTo(70);
        assertThat(route.atDestination("INBOX")).isEqualTo(route.atSource("INBOX"));
        assertThat(route.atDestination("Projekte/Größe & 日本"))
                .isEqualTo(route.atSource("Projekte/Größe & 日本"));
    }

    @Test
    void secondPassShouldCopyNothing() throws Exception {
        route.put("INBOX", Messages.varied(50));
        route.start().pass();
        MailboxResult second = route.passOfAlice();
        assertThat(second.counts().copied()).isZero();
        assertThat(second.counts().unchanged()).isEqualTo(50);
        assertThat(route.atDestination("INBOX")).hasSize(50);
    }

    @Test
    void deltaPassShouldCopyOnlyWhatIsNew() throws Exception {
        route.put("INBOX", Messages.varied(5));
        route.start().pass();
        route.put("INBOX", Messages.plain("new"));
        assertThat(route.passOfAlice().counts().copied()).isEqualTo(1);
        assertThat(route.atDestination("INBOX")).isEqualTo(route.atSource("INBOX"));
    }

    @Test
    void emptyFoldersShouldBeCreated() throws Exception {
        route.put("Empty/Below");
        route.start().pass();
        assertThat(route.atDestination("Empty/Below")).isEmpty();
    }

    @Test
    void changedFlagsShouldBeCarriedOver() throws Exception {
        route.put("INBOX", Messages.varied(5));
        route.start().pass();
        try (MailboxSession session =
                route.source.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE)) {
            session.storeFlags(
                    FolderPath.INBOX,
                    Map.of(new Uid(3), Flags.parse("\\Flagged \\Seen Projekt-X")));
        }
        MailboxResult delta = route.passOfAlice();
        assertThat(delta.counts().attributesChanged()).isEqualTo(1);
        assertThat(delta.counts().copied()).isZero();
        assertThat(route.atDestination("INBOX")).isEqualTo(route.atSource("INBOX"));
        assertThat(route.passOfAlice().counts().attributesChanged()).isZero();
    }

    /** A Maildir has letters for 26 keywords in a folder. */
    @Test
    void keywordThatTheDestinationCannotKeepShouldBeNotedWhenItIsSetLater() throws Exception {
        for (int i = 0; i < 26; i++) {
            route.put("INBOX", Messages.with(Messages.numbered(i), Flags.parse("\\Seen kw" + i)));
        }
        route.around(
                store -> store,
                store ->
                        new MaildirStore(
                                "new",
                                folder.resolve("mail"),
                                new Spool(folder.resolve("spool"), 1 << 20)));
        route.start().pass();
        storeFlagsAtSource(Map.of(1L, "\\Seen kw0 extra", 2L, "\\Flagged kw1 extra"));
        MailboxResult delta = route.passOfAlice();
        // the second got its \Flagged
        assertThat(delta.counts().attributesChanged()).isEqualTo(1);
        assertThat(delta.counts().remarks())
                .singleElement()
                .asString()
                .startsWith("Folder 'INBOX' of ")
                .contains("set later at the source: extra.");
        assertThat(route.ledgerStates())
                .containsEntry("INBOX 1", "COPIED dropped flags: extra")
                .containsEntry("INBOX 2", "COPIED dropped flags: extra")
                .containsEntry("INBOX 3", "COPIED ");
        assertAllEqual();
        assertThat(route.passOfAlice().counts().remarks()).isEmpty();

        storeFlagsAtSource(Map.of(1L, "\\Seen kw0 extra more", 2L, "\\Flagged kw1"));
        route.pass();
        assertThat(route.ledgerStates())
                .containsEntry("INBOX 1", "COPIED dropped flags: extra more");
        assertAllEqual();
    }

    /** More of them than the ledger notes one by one. */
    @Test
    void manyKeywordsThatTheDestinationCannotKeepShouldBeExplained() throws Exception {
        route.put("INBOX", Messages.with(Messages.numbered(0), keywords(100)));
        for (int i = 1; i < 26; i++) {
            route.put("INBOX", Messages.numbered(i));
        }
        route.around(
                store -> store,
                store ->
                        new MaildirStore(
                                "new",
                                folder.resolve("mail"),
                                new Spool(folder.resolve("spool"), 1 << 20)));
        route.start().pass();
        assertThat(route.ledgerStates().get("INBOX 1"))
                .startsWith("COPIED dropped flags: ")
                .endsWith(" ...");
        assertAllEqual();

        storeFlagsAtSource(Map.of(1L, "\\Seen " + keywords(120), 2L, keywords(130).toString()));
        route.pass();
        assertAllEqual();
        // what it has and could not drop stays a difference
        try (MailboxSession session =
                route.source.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE)) {
            session.storeFlags(FolderPath.INBOX, Map.of(new Uid(1), Flags.NONE));
        }
        List<String> differences = new ArrayList<>();
        route.verify(false, differences);
        assertThat(differences).hasSize(1);
    }

    private static Flags keywords(int count) {
        return Flags.of(
                IntStream.range(0, count)
                        .mapToObj(i -> "some-rather-long-keyword-of-a-tagging-program-" + i)
                        .toList());
    }

    private void assertAllEqual() throws Exception {
        List<String> differences = new ArrayList<>();
        assertThat(route.verify(false, differences).counts().equal()).isEqualTo(26);
        assertThat(differences).isEmpty();
    }

    private void storeFlagsAtSource(Map<Long, String> flags) throws Exception {
        try (MailboxSession session =
                route.source.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE)) {
            for (Map.Entry<Long, String> one : flags.entrySet()) {
                session.storeFlags(
                        FolderPath.INBOX,
                        Map.of(new Uid(one.getKey()), Flags.parse(one.getValue())));
            }
        }
    }

    @Test
    void deletionsShouldStayAtTheDestinationUnlessAskedFor() throws Exception {
        route.put("INBOX", Messages.varied(5));
        route.start().pass();
        deleteAtSource(2);
        assertThat(route.passOfAlice().counts().deleted()).isZero();
        assertThat(route.atDestination("INBOX")).hasSize(5);
    }

    @Test
    void deletionsShouldBeCarriedOverWhenAskedFor() throws Exception {
        route.put("INBOX", Messages.varied(5));
        route.consumer("deletions: delete").start().pass();
        deleteAtSource(2);
        assertThat(route.passOfAlice().counts().deleted()).isEqualTo(1);
        assertThat(route.atDestination("INBOX")).isEqualTo(route.atSource("INBOX"));
    }

    @Test
    void deletionsShouldBeFlaggedWhenAskedFor() throws Exception {
        route.put("INBOX", Messages.numbered(1), Messages.numbered(2));
        route.consumer("deletions: flag").start().pass();
        deleteAtSource(2);
        route.pass();
        assertThat(route.atDestination("INBOX").get(1)).contains(SystemFlag.DELETED.text());
    }

    private void deleteAtSource(long uid) throws Exception {
        try (MailboxSession session =
                route.source.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE)) {
            session.delete(FolderPath.INBOX, List.of(new Uid(uid)));
        }
    }

    @Test
    void interruptedAppendShouldNotDuplicate() throws Exception {
        route.put("INBOX", Messages.varied(40));
        for (AppendFault fault :
                List.of(
                        AppendFault.LOST_AFTER,
                        AppendFault.LOST_HALFWAY,
                        AppendFault.LOST_BEFORE)) {
            route.destination.faults().failNextAppend(fault);
        }
        MailboxResult result = route.start().passOfAlice();
        assertThat(result.stopped()).isEmpty();
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
        assertThat(route.ledgerStates().values()).hasSize(40).containsOnly("COPIED ");
    }

    @Test
    void equalMessagesShouldAllArriveEvenWhenTheAppendIsInterrupted() throws Exception {
        Item twin = Messages.plain("twin");
        route.put("INBOX", twin, twin, twin);
        route.destination.faults().failNextAppend(AppendFault.LOST_AFTER);
        route.start().pass();
        assertThat(route.atDestination("INBOX")).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = AppendFault.class,
            names = {"LOST_BEFORE", "LOST_HALFWAY", "LOST_AFTER"})
    void unequalTwinsShouldAllArriveEvenWhenTheAppendIsInterrupted(AppendFault fault)
            throws Exception {
        for (int i = 0; i < 10; i++) {
            route.put("INBOX", Messages.unequalTwins("pair " + i));
        }
        route.destination.faults().goodAppends(1);
        route.destination.faults().failNextAppend(fault);
        route.start().pass();
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
    }

    @Test
    void lostSourceConnectionShouldBeOpenedAgain() throws Exception {
        route.put("INBOX", Messages.varied(40));
        route.source.faults().cutNextReadAfter(7);
        MailboxResult result = route.start().passOfAlice();
        assertThat(result.stopped()).isEmpty();
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
    }

    @Test
    void refusedMessageShouldBeDeadLetteredAndNotStopItsNeighbours() throws Exception {
        route.put("INBOX", Messages.varied(10));
        route.destination.faults().refuse(item -> item.head().uid().value() == 4);
        MailboxResult result = route.start().passOfAlice();
        assertThat(result.counts().copied()).isEqualTo(9);
        assertThat(result.counts().failed()).isEqualTo(1);
        assertThat(route.ledgerStates().get("INBOX 4")).startsWith("FAILED ");
        try (var files = Files.walk(folder.resolve("state/dead-letters"))) {
            Path letter =
                    files.filter(path -> path.toString().endsWith("4.eml"))
                            .findFirst()
                            .orElseThrow();
            assertThat(route.atSource("INBOX").get(3))
                    .endsWith(
                            Files.readString(letter, java.nio.charset.StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void headersThatAStepHasRemovedShouldComeFromTheItem() throws Exception {
        route.put("INBOX", Messages.varied(3));
        MailboxResult result =
                route.impatient()
                        .inBlock("- removeHeaders: { pattern: \"*\" }\n              - TO")
                        .start()
                        .passOfAlice();
        assertThat(result.counts().copied()).isEqualTo(3);
        assertThat(route.ledgerStates().values())
                .allSatisfy(state -> assertThat(state).startsWith("COPIED"));
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
    }

    @Test
    void messageThatTheSourceWithholdsShouldBeReported() throws Exception {
        route.put("INBOX", Messages.varied(10));
        route.source.faults().withhold(head -> head.uid().value() == 4);
        MailboxResult result = route.start().passOfAlice();
        assertThat(result.counts().copied()).isEqualTo(9);
        assertThat(route.ledgerStates().get("INBOX 4")).startsWith("FAILED source unreadable");
    }

    @Test
    void whatAStepLeavesOutShouldBeRecordedAsSkipped() throws Exception {
        route.put("INBOX", Messages.varied(10));
        route.step("- filter: { simple: \"${header.CamelMailboxUid} != 4\" }\n")
                .consumer("maxSize: 100MB");
        // everything after a filter without steps goes on; so leave items out with stop
        route.step(
                "- choice: { when: [ { simple: \"${header.CamelMailboxUid} == 4\", steps: [ { stop: {} } ] } ] }");
        MailboxResult result = route.start().passOfAlice();
        assertThat(result.counts().copied()).isEqualTo(9);
        assertThat(route.ledgerStates().get("INBOX 4"))
                .isEqualTo("SKIPPED left out by the route acme");
    }

    @Test
    void excludedFoldersAndSizesShouldBeSkippedWithTheirReason() throws Exception {
        route.put("INBOX", Messages.numbered(1), Messages.large("big", 300_000));
        route.put("Junk", Messages.numbered(2));
        route.consumer("excludeFolders: Junk\nmaxSize: 100kB");
        MailboxResult result = route.start().passOfAlice();
        assertThat(result.counts().copied()).isEqualTo(1);
        assertThat(result.counts().skipped()).isEqualTo(2);
        assertThat(route.ledgerStates().get("Junk 1")).isEqualTo("SKIPPED folder excluded by Junk");
        assertThat(route.ledgerStates().get("INBOX 2")).startsWith("SKIPPED 3");
    }

    @Test
    void adoptShouldTakeOverWhatAnotherToolHasCopied() throws Exception {
        Item[] items = Messages.varied(20);
        route.put("INBOX", items);
        RouteFixture.put(
                route.destination,
                RouteFixture.MAILBOX,
                "INBOX",
                java.util.Arrays.copyOf(items, 12));
        route.producer("adopt: true").start().pass();
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
        assertThat(route.ledgerStates().values()).filteredOn("COPIED adopted"::equals).hasSize(12);
    }

    @Test
    void changedUidValidityShouldNotCopyEverythingAgain() throws Exception {
        route.put("INBOX", Messages.varied(20));
        route.start().pass();
        route.source.renumber(RouteFixture.MAILBOX, FolderPath.INBOX);
        route.put("INBOX", Messages.plain("new"));
        route.pass();
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
    }

    @Test
    void oneBadMailboxShouldNotStopTheOthers() throws Exception {
        route.mailboxes(
                "source,destination,source_password\na@x.example,a@x.example,wrong\nb@x.example,b@x.example,\n");
        RouteFixture.put(route.source, "b@x.example", "INBOX", Messages.varied(3));
        RouteFixture.put(route.source, "a@x.example", "INBOX", Messages.varied(3));
        route.source.password("a@x.example", "right");
        List<MailboxResult> results = route.start().pass();
        assertThat(results.get(0).stopped().map(reason -> reason.scope()))
                .isEqualTo(Optional.of(Scope.MAILBOX));
        assertThat(results.get(1).counts().copied()).isEqualTo(3);
    }

    @Test
    void fullMailboxShouldStopWithoutFailingItems() throws Exception {
        route.put("INBOX", Messages.varied(10));
        route.destination.limit(RouteFixture.MAILBOX, 2_000);
        route.start();
        route.destination.limit(RouteFixture.MAILBOX, Long.MAX_VALUE);
        MailboxResult result = route.passOfAlice();
        assertThat(result.counts().copied()).isEqualTo(10);
    }

    @Test
    void largeMessageShouldPassThroughTheSpool() throws Exception {
        route.put("INBOX", Messages.large("big", 5_000_000));
        route.start().pass();
        assertThat(route.atDestination("INBOX")).isEqualTo(route.atSource("INBOX"));
    }

    @Test
    void whatIsLeftOutInsideTheIdempotentBlockShouldNotCountAsCopied() throws Exception {
        route.put("INBOX", Messages.varied(10));
        route.inBlock("- filter: { simple: \"${header.CamelMailboxUid} != 4\", steps: [ TO ] }");
        route.start().pass();
        assertThat(route.atDestination("INBOX")).hasSize(9);
        assertThat(route.ledgerStates())
                .containsEntry("INBOX 4", "SKIPPED left out by the route acme");
    }

    @Test
    void copiesShouldBeRecognisedInAFolderThatWasMadeAnew() throws Exception {
        route.put("INBOX", Messages.varied(3));
        route.start().pass();
        route.destination.renumber(RouteFixture.MAILBOX, FolderPath.INBOX);
        List<String> before = route.atDestination("INBOX");
        try (MailboxSession session =
                route.source.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE)) {
            session.storeFlags(FolderPath.INBOX, Map.of(new Uid(3), Flags.parse("\\Flagged")));
        }
        MailboxResult delta = route.passOfAlice();
        assertThat(delta.counts().attributesChanged()).isZero();
        assertThat(delta.counts().adopted()).isEqualTo(3);
        assertThat(delta.counts().remarks()).singleElement().asString().contains("made anew");
        assertThat(route.atDestination("INBOX")).isEqualTo(before);
    }

    @Test
    void itemBroughtByALaterBatchShouldNotComeAgainBecauseOfAnEarlierOne() throws Exception {
        route.put("INBOX", Messages.varied(40));
        // each loss leaves a batch behind of which the next tries bring only a part
        for (int i = 0; i < 4; i++) {
            route.destination.faults().failNextAppend(AppendFault.LOST_HALFWAY);
        }
        route.start().pass();
        route.restart().pass();
        assertThat(route.atDestination("INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
    }

    @RepeatedTest(10)
    void everyFolderShouldBeFinishedWhicheverSessionReadsLast() throws Exception {
        for (int i = 0; i < 40; i++) {
            route.put("Folder " + i, Messages.varied(i % 7 == 0 ? 60 : 15));
        }
        MailboxResult result = route.consumer("connectionsPerMailbox: 4").start().passOfAlice();
        assertThat(result.stopped()).isEmpty();
        assertThat(result.counts().copied()).isEqualTo(result.counts().settled());
        assertThat(route.ledgerStates().values()).containsOnly("COPIED ").hasSize(870);
    }
}

package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.component.route.RouteEnds;
import io.mailcaravan.component.run.RoutePass;
import io.mailcaravan.ledger.FailingDatabase;
import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.SpecialUse;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.progress.MailboxView;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.report.ReportItem;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.verify.VerifyResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Routes with two ends: each of them gets what the route sends there, whatever befalls the other.
 */
class RouteLegsTest {

    private static final List<String> FOLDERS = List.of("INBOX", "Projects/Größe");

    private static final String BREAK =
            "{ throwException: { exceptionType: java.io.IOException, message: no luck } }";

    @TempDir Path folder;

    private final MemoryStore archive = new MemoryStore("archive");
    private RouteFixture route;

    @BeforeEach
    void prepare() throws Exception {
        route = new RouteFixture(folder).impatient().further(archive);
        route.put(
                "INBOX",
                Messages.plain("even 0"),
                Messages.plain("odd 1"),
                Messages.large("even 2", 1_500_000),
                Messages.large("odd 3", 1_200_000));
        route.put("Projects/Größe", Messages.plain("even 4"), Messages.plain("odd 5"));
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    @ParameterizedTest
    @EnumSource
    void eachEndShouldHoldWhatTheRouteSendsThere(LegRoute shape) throws Exception {
        MailboxResult result = route.routes(shape.yaml()).start().passOfAlice();
        assertThat(result.isComplete()).as(result.toString()).isTrue();
        assertEnds(shape);
        assertThat(states("new")).isEqualTo(expectedStates(shape, "new"));
        assertThat(states("archive")).isEqualTo(expectedStates(shape, "archive"));

        MailboxResult second = route.restart().passOfAlice();
        assertThat(second.isComplete()).isTrue();
        assertThat(second.counts().copied()).isZero();
        assertThat(second.counts().skipped()).isZero();
        assertEnds(shape);
        assertVerified();
    }

    /** Flags and deletions cannot be carried to it, which must not look like a whole pass. */
    @Test
    void legWhoseStoreIsGoneShouldBeAProblemOfThePass() throws Exception {
        route.routes(LegRoute.TO_D_BESIDE.yaml()).start().passOfAlice();
        route.close();
        RouteFixture before = route;
        route =
                new RouteFixture(folder)
                        .impatient()
                        .around(store -> before.source, store -> before.destination)
                        .routes(LegRoute.TO_D_BESIDE.yaml());
        MailboxResult result = route.start().passOfAlice();
        assertThat(result.stopped()).isEmpty();
        assertThat(result.counts().problems())
                .singleElement()
                .asString()
                .contains("what was copied to", "archive", "is left alone");
        assertThat(route.verify(false, new ArrayList<>()).stopped().orElseThrow())
                .hasMessageContaining("archive");
    }

    @Test
    void ledgerThatCannotBeReadShouldStopThePass() throws Exception {
        AtomicBoolean failing = new AtomicBoolean();
        route.database(file -> new FailingDatabase(file, () -> failing.getAndSet(false)));
        route.routes(LegRoute.TO_D_BESIDE.yaml()).start().passOfAlice();
        failing.set(true);
        assertThat(route.passOfAlice().stopped().orElseThrow()).isInstanceOf(LedgerException.class);
    }

    /** The file may be all that there is of the message for an end that comes back. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endThatIsOutOfUseForAWhileShouldKeepItsDeadLetter(boolean otherFileMeanwhile)
            throws Exception {
        LegRoute shape = LegRoute.MULTICAST;
        for (MemoryStore store : List.of(route.destination, archive)) {
            store.faults().refuse(item -> has(item, "Subject: odd 5"));
        }
        route.routes(shape.yaml()).start().passOfAlice();
        assertThat(letters()).hasSize(1);
        try (MailboxSession session =
                route.source.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE)) {
            session.delete(FolderPath.parse("Projects/Größe"), List.of(new Uid(2)));
        }

        route.routes(LegRoute.routes("- NEW", "")).restart();
        if (otherFileMeanwhile) {
            assertThat(route.passOfAlice().counts().failed()).isEqualTo(1);
        }
        route.destination.faults().clear();
        assertThat(route.passOfAlice().counts().copied()).isEqualTo(1);
        assertThat(letters()).hasSize(1);
        String name = route.deadLetters().relativize(letters().get(0)).toString();
        for (int i = 0; i < 2; i++) {
            assertThat(route.passOfAlice().counts().problems())
                    .singleElement()
                    .asString()
                    .contains(name);
        }

        route.routes(shape.yaml()).restart();
        MailboxResult refused = route.passOfAlice();
        assertThat(refused.counts().failed()).isEqualTo(1);
        assertThat(refused.counts().problems()).isEmpty();
        assertThat(letters()).hasSize(1);
        archive.faults().clear();
        MailboxResult result = route.passOfAlice();
        assertThat(result.isComplete()).as(result.toString()).isTrue();
        assertThat(result.counts().copied()).isEqualTo(1);
        assertThat(letters()).isEmpty();
        assertThat(route.passOfAlice().counts().problems()).isEmpty();
        for (MemoryStore store : List.of(route.destination, archive)) {
            assertThat(RouteFixture.messages(store, RouteFixture.MAILBOX, "Projects/Größe"))
                    .hasSize(2);
        }
    }

    private List<Path> letters() throws IOException {
        try (Stream<Path> files = Files.walk(route.deadLetters())) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** In the order of the route the archive comes last, so that only it goes without. */
    @ParameterizedTest
    @EnumSource
    void messageThatOneEndRefusesShouldFailThereAlone(LegRoute shape) throws Exception {
        archive.faults()
                .refuse(item -> has(item, "Subject: odd 5") || has(item, "Subject: even 0"));
        route.routes(shape.yaml()).start();
        MailboxResult result = route.passOfAlice();
        List<String> refused =
                Stream.of("even 0", "odd 5").filter(it -> shape.takes("archive", it)).toList();
        assertThat(result.stopped()).isEmpty();
        assertThat(result.counts().failed()).isEqualTo(failures().size());
        assertThat(at(route.destination, "INBOX"))
                .containsExactlyInAnyOrderElementsOf(expected(shape, "new", "INBOX"));
        assertThat(failures().stream().map(ReportItem::key).distinct()).hasSize(refused.size());
        assertThat(failures())
                .allSatisfy(
                        item -> {
                            assertThat(item.deadLetter()).isNotEmpty();
                            assertThat(route.deadLetters().resolve(item.deadLetter())).exists();
                        });
        // still so after a pass that has nothing new
        assertThat(route.restart().passOfAlice().counts().failed()).isEqualTo(failures().size());
        archive.faults().clear();
        assertThat(route.retryOfAlice().counts().copied()).isEqualTo(refused.size());
        assertEnds(shape);
        assertThat(failures()).isEmpty();
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertVerified();
    }

    @ParameterizedTest
    @EnumSource
    void endThatWasDownShouldGetTheRestAndTheOtherNothingTwice(LegRoute shape) throws Exception {
        AtomicInteger appends = new AtomicInteger();
        archive.faults()
                .failAppends(
                        () ->
                                appends.incrementAndGet() > 1
                                        ? AppendFault.LOST_BEFORE
                                        : AppendFault.NONE);
        MailboxResult result = route.routes(shape.yaml()).start().passOfAlice();
        assertThat(result.isComplete()).isEqualTo(appends.get() <= 1);
        archive.faults().clear();
        archive.faults().down(true);
        if (shape.isKnownEnd("archive")) {
            assertThat(route.restart().passOfAlice().stopped()).isPresent();
        }
        archive.faults().clear();
        MailboxResult last = route.restart().passOfAlice();
        assertThat(last.stopped()).isEmpty();
        if (last.counts().failed() > 0) {
            route.retryOfAlice();
        }
        assertEnds(shape);
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertVerified();
    }

    /** What the archive has got of a batch, or that it has, is not known when the program ends. */
    @ParameterizedTest
    @EnumSource
    void endShouldGetTheRestAfterAKill(LegRoute shape) throws Exception {
        for (AppendFault fault : List.of(AppendFault.LOST_HALFWAY, AppendFault.LOST_AFTER)) {
            archive.faults()
                    .failAppends(
                            () -> {
                                route.consumer().cancel();
                                return fault;
                            });
            route.routes(shape.yaml()).restart().passOfAlice();
            archive.faults().clear();
        }
        assertThat(route.restart().passOfAlice().stopped()).isEmpty();
        assertEnds(shape);
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertVerified();
    }

    @ParameterizedTest
    @EnumSource
    void endThatIsAddedShouldGetEverythingAndOneThatIsGoneShouldNotCount(LegRoute shape)
            throws Exception {
        route.routes(LegRoute.routes("- NEW", "")).start().passOfAlice();
        route.put("INBOX", Messages.plain("even 6"));
        MailboxResult result = route.routes(shape.yaml()).restart().passOfAlice();
        assertThat(result.isComplete()).as(result.counts().problems().toString()).isTrue();
        for (String path : FOLDERS) {
            assertThat(at(archive, path))
                    .containsExactlyInAnyOrderElementsOf(expected(shape, "archive", path));
        }
        archive.faults().down(true);
        route.put("INBOX", Messages.plain("odd 7"));
        assertThat(route.routes(LegRoute.routes("- NEW", "")).restart().passOfAlice().isComplete())
                .isTrue();
        assertThat(at(route.destination, "INBOX")).containsAll(expected(shape, "new", "INBOX"));
        assertThat(states("archive")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- aggregate: { correlationExpression: { constant: all }, completionSize: 2,"
                        + " aggregationStrategy: \"#class:org.apache.camel.processor.aggregate.UseLatestAggregationStrategy\","
                        + " steps: [ ARCHIVE ] }\n- NEW",
                "- NEW\n- split: { simple: \"${body}\", steps: [ ARCHIVE ] }",
                "- NEW\n- split: { simple: \"${body}\", steps: [ { to: { uri: \"direct:archive\" } } ] }",
                "- NEW\n- wireTap: { uri: \"mailbox:archive\", copy: false }",
                "- NEW\n- wireTap: { uri: \"direct:archive\", copy: false }"
            })
    void endWhereAnItemIsNoLongerOneShouldBeRefused(String steps) {
        route.routes(LegRoute.routes(steps, "direct:archive"));
        assertThatThrownBy(route::start)
                .isInstanceOf(ConfigurationException.class)
                .hasStackTraceContaining("no longer the item it was");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- loadBalance: { roundRobinLoadBalancer: {}, steps: [ NEW, ARCHIVE ] }",
                "- loadBalance: { failoverLoadBalancer: {}, steps: [ { to: { uri: \"direct:archive\" } } ] }",
                "- NEW\n- enrich: { constant: \"mailbox:archive\" }",
                "- NEW\n- poll: { uri: \"mailbox:archive\" }",
                "- NEW\n- pollEnrich: { constant: \"mailbox:archive\", timeout: 100 }"
            })
    void stepThatCannotHaveAnEndShouldBeRefusedByName(String steps) {
        route.routes(LegRoute.routes(steps, "direct:archive"));
        assertThatThrownBy(route::start)
                .isInstanceOf(ConfigurationException.class)
                .hasStackTraceContaining("it sends to a mailbox inside of ");
    }

    @Test
    void optionsOfAQueueShouldNotHideWhoReadsIt() {
        route.routes(
                LegRoute.routes(
                        "- NEW\n- split: { simple: \"${body}\", steps: [ { to: { uri: \"seda:archive\" } } ] }",
                        "seda:archive?concurrentConsumers=2"));
        assertThatThrownBy(route::start).hasStackTraceContaining("no longer the item it was");
    }

    /** The ledger would take the second for the first. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "- multicast: { steps: [ NEW, BELOW ] }",
                "- NEW\n- BELOW",
                "- BELOW\n- to: { uri: \"direct:new\" }",
                "- choice: { when: [ { EVEN, steps: [ BELOW ] } ] }\n- NEW",
                "- loop: { constant: 2, steps: [ { choice: { when: [ { EVEN, steps: [ BELOW ] } ],"
                        + " otherwise: { steps: [ NEW ] } } } ] }"
            })
    void twoEndsInOneStoreShouldBeRefused(String steps) {
        String called = LegRoute.routes("- NEW", "").replace("id: acme", "id: other");
        route.routes(
                called.replaceFirst("mailbox:old", "direct:new").replaceFirst("parameters: .*", "")
                        + below(steps));
        assertThatThrownBy(route::start).hasStackTraceContaining("lead to the same store");
    }

    private static String below(String steps) {
        return LegRoute.routes(steps, "")
                .replace(
                        "BELOW",
                        "{ to: { uri: \"mailbox:new\", parameters: { folderPrefix: Below } } }");
    }

    @Test
    void branchesOfAChoiceMayUseOneStoreWithDifferentOptions() throws Exception {
        route.routes(
                below(
                        "- choice: { when: [ { EVEN, steps: [ BELOW ] } ], otherwise: { steps: [ NEW ] } }"));
        assertThat(route.start().passOfAlice().isComplete()).isTrue();
        assertThat(at(route.destination, "Below/INBOX")).hasSize(2);
        assertThat(at(route.destination, "INBOX")).hasSize(2);
        assertVerified();
        assertThat(route.verify(true, new ArrayList<>()).counts().equal()).isEqualTo(6);
    }

    @Test
    void secondEndInOneStoreThatAStepNamesShouldFailWithWords() throws Exception {
        route.routes(
                LegRoute.routes(
                        "- recipientList: { simple: \"mailbox:new,mailbox:new?folderPrefix=Below\" }",
                        ""));
        assertThat(route.start().passOfAlice().counts().failed()).isEqualTo(6);
        assertThat(failures())
                .allMatch(item -> item.entry().reason().contains("before, with other options"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"seda:nobody", "direct:nobody", "seda:nobody?size=5"})
    void queueThatNobodyReadsShouldBeRefused(String uri) {
        route.routes(LegRoute.routes("- NEW\n- wireTap: { uri: \"" + uri + "\" }", ""));
        assertThatThrownBy(route::start).hasStackTraceContaining("no route reads");
    }

    /** Camel gives the branches of a recipientList no bodies of their own. */
    @Test
    void parallelRecipientListShouldBeRefused() {
        route.routes(
                LegRoute.routes(
                        "- recipientList: { simple: \"mailbox:new,mailbox:archive\", parallelProcessing: true }",
                        ""));
        assertThatThrownBy(route::start)
                .hasStackTraceContaining("a recipientList has parallelProcessing");
    }

    /** Nobody would know of branches that Camel has let go of. */
    @Test
    void branchesWithATimeoutShouldBeRefused() {
        route.routes(
                LegRoute.routes(
                        "- multicast: { timeout: \"100\", parallelProcessing: true,"
                                + " steps: [ NEW, ARCHIVE ] }",
                        ""));
        assertThatThrownBy(route::start).hasStackTraceContaining("with a timeout");
    }

    /** Beside the ends a step may keep messages as long as it likes, even for ever. */
    @Test
    void aggregateBesideShouldReadLargeBodiesLaterAndKeepNobodyWaiting() throws Exception {
        route.routes(
                LegRoute.routes(
                        "- NEW\n- aggregate: { correlationExpression: { constant: all },"
                                + " completionSize: 4, aggregationStrategy: \"#class:"
                                + Joined.class.getName()
                                + "\", steps: [ { to: { uri: \"file:{{caravan.state}}/out\" } } ] }"
                                + "\n- ARCHIVE",
                        ""));
        assertThat(route.start().passOfAlice().isComplete()).isTrue();
        assertEnds(LegRoute.SEQUENCE);
        try (Stream<Path> files = Files.list(route.stateFolder().resolve("out"))) {
            // four of six; the other two wait for ever
            assertThat(files.toList()).hasSize(1);
        }
    }

    /** It may go on when the item is done and its memory used again. */
    @Test
    void bodiesShouldBeKeptForOnCompletion() throws Exception {
        route.routes(
                "- onCompletion: { parallelProcessing: true, steps: [ { log: \"${body}\" } ] }\n"
                        + LegRoute.SEQUENCE.yaml());
        assertThat(keepsBodies()).isTrue();
    }

    @Test
    void bodiesShouldNotBeKeptForNothing() throws Exception {
        route.routes(LegRoute.SEQUENCE.yaml());
        assertThat(keepsBodies()).isFalse();
    }

    private boolean keepsBodies() throws Exception {
        CamelContext context = route.start().context();
        return RouteEnds.of(context, context.getRoute("acme")).keepsBodies();
    }

    /** The bodies of what was joined, one behind the other. */
    public static final class Joined implements AggregationStrategy {
        @Override
        public Exchange aggregate(Exchange before, Exchange now) {
            String body = now.getMessage().getBody(String.class);
            if (before == null) {
                now.getMessage().setBody(body);
                return now;
            }
            before.getMessage().setBody(before.getMessage().getBody(String.class) + body);
            return before;
        }
    }

    @Test
    void routeToFilesAloneShouldCountAsCopiedAndSayWhatItLeavesOut() throws Exception {
        route.routes(
                LegRoute.routes(
                        "- choice: { when: [ { EVEN, steps: [ FILE ] } ], otherwise: { steps: ["
                                + " { setHeader: { name: CamelMailboxSkipReason, constant: odd } } ] } }",
                        ""));
        MailboxResult result = route.start().passOfAlice();
        assertThat(result.isComplete()).isTrue();
        assertThat(result.counts().copied()).isEqualTo(3);
        assertThat(states("").values()).filteredOn(state -> state.equals("SKIPPED odd")).hasSize(3);
        assertThat(states("").values()).filteredOn(state -> state.startsWith("COPIED")).hasSize(3);
        MailboxResult second = route.restart().passOfAlice();
        assertThat(second.counts().copied()).isZero();
        assertThat(second.isComplete()).isTrue();
    }

    /** A filter step that is mended takes effect. */
    @Test
    void itemsThatAFormerFilterLeftOutShouldCome() throws Exception {
        route.routes(LegRoute.FILTER.yaml()).start().passOfAlice();
        assertThat(route.routes(LegRoute.SEQUENCE.yaml()).restart().passOfAlice().isComplete())
                .isTrue();
        assertEnds(LegRoute.SEQUENCE);
    }

    /** However the route goes on: nothing says that such an item is not wanted there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "- wireTap: { uri: \"direct:breaks\" }\n- NEW",
                "- to: { uri: \"seda:breaks\" }\n- NEW",
                "- NEW\n- to: { uri: \"direct:breaks\" }",
                "- multicast: { steps: [ { to: { uri: \"direct:breaks\" } }, NEW ] }",
                "- multicast: { parallelProcessing: true, steps: [ { to: { uri: \"direct:breaks\" } },"
                        + " NEW ] }",
                "- doTry: { steps: [ BREAK, ARCHIVE ], doCatch: [ { exception: ["
                        + " java.io.IOException ], steps: [ LOG ] } ] }\n- NEW",
                "- NEW\n- multicast: { steps: [ { doTry: { steps: [ { to: { uri: \"direct:breaks\" } } ],"
                        + " doCatch: [ { exception: [ java.io.IOException ], steps: [ LOG ] } ] } }, LOG ] }"
            })
    void itemThatBreaksBeforeAnEndShouldBeFailedThere(String steps) throws Exception {
        for (String errors : List.of("routeConfigurationId: mailbox-errors", "")) {
            String broken = LegRoute.routes(steps.replace("BREAK", BREAK), "") + breaking(steps);
            route.routes(broken.replace("routeConfigurationId: mailbox-errors", errors)).restart();
            MailboxResult result = route.passOfAlice();
            assertThat(result.counts().failed()).as(result.toString()).isEqualTo(6);
            assertThat(states("archive").values())
                    .hasSize(6)
                    .allMatch(state -> state.startsWith("FAILED") && state.contains("no luck"));
            assertThat(states("new").values()).allMatch("COPIED"::equals);
            if (!errors.isEmpty() && !steps.contains("doTry")) {
                assertThat(failures()).allMatch(item -> !item.deadLetter().isEmpty());
            }
        }
        route.routes(LegRoute.SEQUENCE.yaml()).restart();
        route.retryOfAlice();
        assertEnds(LegRoute.SEQUENCE);
        assertThat(route.passOfAlice().isComplete()).isTrue();
    }

    private static String breaking(String calling) {
        return """
               - route:
                   id: breaks
                   routeConfigurationId: mailbox-errors
                   from:
                     uri: %s:breaks
                     steps:
                       - %s
                       - to: { uri: "mailbox:archive" }
               """
                .formatted(calling.contains("seda:") ? "seda" : "direct", BREAK);
    }

    /** The mailbox has it, and the archive beside it has not: that is not all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "- NEW\n- BROKEN",
                "- { multicast: { steps: [ BROKEN, NEW ] } }",
                "- { wireTap: { uri: \"direct:beside\" } }\n- NEW"
            })
    void whatFailsBesideTheEndsShouldBeFailedUntilItGetsThrough(String steps) throws Exception {
        route.routes(beside(steps, BREAK));
        assertThat(route.start().passOfAlice().counts().failed()).isEqualTo(6);
        assertThat(at(route.destination, "INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
        assertThat(failures()).hasSize(6).allMatch(item -> !item.deadLetter().isEmpty());
        assertThat(route.restart().passOfAlice().isComplete()).isFalse();
        route.routes(beside(steps, "{ to: { uri: \"file:{{caravan.state}}/out\" } }")).restart();
        assertThat(route.retryOfAlice().isComplete()).isTrue();
        try (Stream<Path> files = Files.list(route.stateFolder().resolve("out"))) {
            assertThat(files).hasSize(6);
        }
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertThat(failures()).isEmpty();
        assertThat(at(route.destination, "INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
    }

    private static String beside(String steps, String step) {
        return LegRoute.routes(steps.replace("BROKEN", step), "")
                + """
                - route:
                    id: beside
                    routeConfigurationId: mailbox-errors
                    from:
                      uri: direct:beside
                      steps:
                        - %s
                """
                        .formatted(step);
    }

    @Test
    void itemThatAStepLeavesOutAfterAnExceptionShouldBeSkippedForThatReason() throws Exception {
        route.routes(
                LegRoute.routes(
                        "- NEW\n- doTry: { steps: [ "
                                + BREAK
                                + ", ARCHIVE ], doCatch: [ {"
                                + " exception: [ java.io.IOException ], steps: [ { setHeader: { name:"
                                + " CamelMailboxSkipReason, constant: not wanted } } ] } ] }",
                        ""));
        assertThat(route.start().passOfAlice().isComplete()).isTrue();
        assertThat(states("archive").values()).hasSize(6).allMatch("SKIPPED not wanted"::equals);
    }

    /** An exception that was got over is none. */
    @Test
    void itemThatWasRedeliveredShouldStillBeLeftOut() throws Exception {
        AtomicInteger appends = new AtomicInteger();
        route.destination
                .faults()
                .failAppends(
                        () ->
                                appends.getAndIncrement() == 0
                                        ? AppendFault.LOST_BEFORE
                                        : AppendFault.NONE);
        assertThat(route.routes(LegRoute.FILTER.yaml()).start().passOfAlice().isComplete())
                .isTrue();
        assertThat(states("archive")).isEqualTo(expectedStates(LegRoute.FILTER, "archive"));
    }

    /** Where only steps name the ends, the failure has no end of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"- NEW", "- { toD: { uri: \"mailbox:${header.chosen}\" } }"})
    void itemThatBreaksBeforeAStepNamesItsEndShouldNotBeLost(String first) throws Exception {
        String steps =
                "- setHeader: { name: chosen, constant: new }\n"
                        + first
                        + "\n- setHeader: { name: chosen, constant: archive }\nBREAK- { toD: { uri:"
                        + " \"mailbox:${header.chosen}\" } }";
        route.routes(LegRoute.routes(steps.replace("BREAK", "- " + BREAK + "\n"), ""));
        assertThat(route.start().passOfAlice().counts().failed()).isEqualTo(6);
        assertThat(route.passOfAlice().isComplete()).isFalse();
        route.routes(LegRoute.routes(steps.replace("BREAK", ""), "")).restart();
        route.retryOfAlice();
        assertEnds(LegRoute.SEQUENCE);
        MailboxResult last = route.passOfAlice();
        assertThat(last.isComplete()).as(last.counts().problems().toString()).isTrue();
        assertThat(failures()).isEmpty();
        assertEnds(LegRoute.SEQUENCE);
    }

    /** What a header sends to another mailbox is copied there, and stays compared. */
    @Test
    void mailboxThatAHeaderNamesShouldBeTheEnd() throws Exception {
        route.routes(
                LegRoute.routes(
                        "- { setHeader: { name: CamelMailboxDestination, constant: other } }\n- NEW",
                        "",
                        "deletions: delete"));
        assertThat(route.start().passOfAlice().counts().copied()).isEqualTo(6);
        assertThat(states("new").values()).hasSize(6).allMatch("COPIED"::equals);
        VerifyResult verified = route.verify(true, new ArrayList<>());
        assertThat(verified.counts().equal()).isEqualTo(6);
        delete("INBOX", 1);
        route.restart().passOfAlice();
        assertThat(RouteFixture.messages(route.destination, "other", "INBOX"))
                .containsExactlyInAnyOrderElementsOf(route.atSource("INBOX"));
        List<String> differences = new ArrayList<>();
        RouteFixture.put(route.source, RouteFixture.MAILBOX, "INBOX", Messages.plain("odd 9"));
        route.verify(true, differences);
        assertThat(differences).hasSize(1);
    }

    private void delete(String path, long uid) throws MailboxException {
        try (MailboxSession session =
                route.source.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE)) {
            session.delete(FolderPath.parse(path), List.of(new Uid(uid)));
        }
    }

    /** The item is still that item, with all that it has. */
    @Test
    void itemWithoutItsHeadersShouldArriveOnceWithAllItHas() throws Exception {
        route.routes(
                LegRoute.routes("- { removeHeaders: { pattern: \"CamelMailbox*\" } }\n- NEW", ""));
        assertThat(route.start().passOfAlice().counts().copied()).isEqualTo(6);
        assertThat(route.restart().passOfAlice().counts().copied()).isZero();
        for (String path : FOLDERS) {
            assertThat(at(route.destination, path))
                    .containsExactlyInAnyOrderElementsOf(route.atSource(path));
        }
        assertVerified();
    }

    @Test
    void fileShouldCountAsReachedWhateverComesBehindIt() throws Exception {
        route.routes(
                """
                - route:
                    id: acme
                    from:
                      uri: mailbox:old
                      parameters: { mailboxes: mailboxes.csv, idempotentRepository: "#ledger" }
                      steps:
                        - to: { uri: "file:{{caravan.state}}/out" }
                        - to: { uri: "log:x?level=DEBUG" }
                """);
        assertThat(route.start().passOfAlice().counts().copied()).isEqualTo(6);
        assertThat(states("").values())
                .hasSize(6)
                .allMatch(state -> state.startsWith("COPIED sent to file:"));
    }

    /** The role belongs to the folder at the source, not to the one that a step has chosen. */
    @Test
    void folderThatAStepHasChosenShouldBeTakenAsItIsNamed() throws Exception {
        for (String path : List.of("Sent", "Junk")) {
            try (MailboxSession session =
                    route.source.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE)) {
                session.create(FolderPath.parse(path), SpecialUse.parse("\\" + path));
            }
            route.put(path, Messages.plain("odd " + path));
        }
        route.routes(
                LegRoute.routes(
                        "- { setHeader: { name: CamelMailboxFolder, simple:"
                                + " \"Old/${header.CamelMailboxFolder}\" } }\n- NEW",
                        ""));
        assertThat(route.start().passOfAlice().isComplete()).isTrue();
        for (String path : List.of("INBOX", "Sent", "Junk", "Projects/Größe")) {
            assertThat(at(route.destination, "Old/" + path))
                    .as(path)
                    .containsExactlyInAnyOrderElementsOf(route.atSource(path));
        }
        assertThat(route.restart().passOfAlice().counts().copied()).isZero();
        assertVerified();
    }

    /** A queue whose reader never gets on holds its own items back, not the pass. */
    @Test
    void passShouldEndWhenAQueueNeverGetsOn() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        route.routes(
                LegRoute.routes("- NEW\n- wireTap: { uri: \"direct:archive\" }", "direct:archive"));
        route.start();
        route.consumer().setPatience(Duration.ofMillis(200));
        archive.faults()
                .failAppends(
                        () -> {
                            await(never);
                            return AppendFault.NONE;
                        });
        RoutePass pass = route.consumer().newPass();
        Thread release =
                Thread.startVirtualThread(
                        () -> {
                            // the pass waits for its writers, so they are let go when it gave up
                            while (pass.progress().get(0).phase() != MailboxView.Phase.FINISHED) {
                                Thread.yield();
                            }
                            never.countDown();
                        });
        MailboxResult result = pass.run().get(0);
        release.join();
        assertThat(result.stopped()).isPresent();
        assertThat(result.stopped().get().getMessage()).contains("still under way in the route");
        archive.faults().clear();
        assertThat(route.restart().passOfAlice().stopped()).isEmpty();
        assertEnds(LegRoute.SEQUENCE);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<ReportItem> failures() throws MailboxException {
        List<ReportItem> failures = new ArrayList<>();
        LedgerReport.of(route.ledger()).items("acme", Set.of(ItemState.FAILED), failures::add);
        return failures;
    }

    private void assertVerified() throws Exception {
        List<String> differences = new ArrayList<>();
        VerifyResult result = route.verify(true, differences);
        assertThat(differences).isEmpty();
        assertThat(result.stopped()).isEmpty();
    }

    private void assertEnds(LegRoute shape) throws MailboxException {
        for (String path : FOLDERS) {
            assertThat(at(route.destination, path))
                    .as("new, " + path)
                    .containsExactlyInAnyOrderElementsOf(expected(shape, "new", path));
            assertThat(at(archive, path))
                    .as("archive, " + path)
                    .containsExactlyInAnyOrderElementsOf(expected(shape, "archive", path));
        }
    }

    private List<String> expected(LegRoute shape, String store, String path)
            throws MailboxException {
        return route.atSource(path).stream().filter(text -> shape.takes(store, text)).toList();
    }

    /** Nothing where the folder is not there. */
    static List<String> at(MemoryStore store, String path) throws MailboxException {
        try {
            return RouteFixture.messages(store, RouteFixture.MAILBOX, path);
        } catch (MailboxException e) {
            return List.of();
        }
    }

    /** State and reason by item, on the leg to that store. */
    private Map<String, String> states(String store) throws MailboxException {
        Map<String, String> states = new TreeMap<>();
        LedgerReport.of(route.ledger())
                .items(
                        "acme",
                        Set.of(ItemState.values()),
                        item -> {
                            if (item.leg().store().equals(store)) {
                                states.put(
                                        item.key().folder() + " " + item.key().uid(),
                                        (item.entry().state() + " " + item.entry().reason())
                                                .strip());
                            }
                        });
        return states;
    }

    private Map<String, String> expectedStates(LegRoute shape, String store)
            throws MailboxException {
        Map<String, String> states = new TreeMap<>();
        for (String path : FOLDERS) {
            int uid = 0;
            for (String text : route.atSource(path)) {
                uid++;
                if (shape.takes(store, text)) {
                    states.put(path + " " + uid, "COPIED");
                } else if (shape.isKnownEnd(store)) {
                    states.put(path + " " + uid, "SKIPPED left out by the route acme");
                }
            }
        }
        return states;
    }

    static boolean has(Item item, String words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            item.content().writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1).contains(words);
    }
}

package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ForwardingStore;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends whose option names the mailbox: {@code mailbox:new?mailbox=archive}. */
class SoleMailboxTest {

    private static final String BOB = "bob@acme.example";

    private static final String ARCHIVE =
            "{ to: { uri: \"mailbox:new\", parameters: { mailbox: archive } } }";

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void prepare() throws Exception {
        route = new RouteFixture(folder).impatient();
        route.mailboxes(
                "source,destination\n" + RouteFixture.MAILBOX + ",alice\n" + BOB + ",robert\n");
        route.put("INBOX", Messages.plain("to both"), Messages.plain("of alice"));
        RouteFixture.put(
                route.source, BOB, "INBOX", Messages.plain("to both"), Messages.plain("of bob"));
        RouteFixture.put(route.source, BOB, "Projects", Messages.varied(20));
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    private RouteFixture steps(String steps) {
        return route.routes(LegRoute.routes(steps, ""));
    }

    /** A message that both have is two messages there, now and after what makes up for a fault. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "- ARC",
                "- NEW\n- ARC",
                "- ARC\n- NEW",
                "- multicast: { steps: [ ARC, NEW ] }"
            })
    void everyMailboxShouldGoToTheOneThatTheEndNames(String steps) throws Exception {
        route.destination.faults().refuse(item -> RouteLegsTest.has(item, "Subject: of bob"));
        steps(steps.replace("ARC", ARCHIVE)).start();
        assertThat(route.pass()).allSatisfy(r -> assertThat(r.stopped()).isEmpty());
        assertThat(counts("archive")).isEqualTo(Map.of("INBOX", 3L, "Projects", 20L));
        assertThat(failed()).contains("archive");

        route.destination.faults().clear();
        assertThat(route.restart().pass()).allSatisfy(r -> assertThat(r.isComplete()).isTrue());
        assertThat(route.pass()).allSatisfy(r -> assertThat(r.counts().copied()).isZero());
        assertThat(counts("archive")).isEqualTo(Map.of("INBOX", 4L, "Projects", 20L));
        if (steps.contains("NEW")) {
            assertThat(counts("alice")).isEqualTo(Map.of("INBOX", 2L));
            assertThat(counts("robert")).isEqualTo(Map.of("INBOX", 2L, "Projects", 20L));
        }
        assertVerified();
    }

    @Test
    void flagsAndDeletionsShouldComeToIt() throws Exception {
        route.routes(LegRoute.routes("- NEW\n- " + ARCHIVE, "", "deletions: delete")).start();
        route.pass();
        try (MailboxSession session =
                route.source.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE)) {
            session.delete(FolderPath.INBOX, List.of(new Uid(1)));
            session.storeFlags(FolderPath.INBOX, Map.of(new Uid(2), Flags.parse("\\Flagged")));
        }
        assertThat(route.pass()).allSatisfy(r -> assertThat(r.isComplete()).isTrue());
        assertThat(RouteFixture.messages(route.destination, "archive", "INBOX"))
                .hasSize(3)
                .filteredOn(text -> text.contains("\\Flagged"))
                .singleElement()
                .asString()
                .contains("Subject: of alice");
        assertVerified();
    }

    @Test
    void mailboxThatAStepNamesShouldGoBeforeIt() throws Exception {
        steps(
                        "- choice: { when: [ { simple: \"${header.CamelMailboxFields[Subject]} =="
                                + " 'to both'\", steps: [ { setHeader: { name: CamelMailboxDestination,"
                                + " constant: shared } } ] } ] }\n- "
                                + ARCHIVE)
                .start();
        for (int pass = 0; pass < 2; pass++) {
            assertThat(route.pass()).allSatisfy(r -> assertThat(r.isComplete()).isTrue());
            assertThat(counts("shared")).isEqualTo(Map.of("INBOX", 2L));
            assertThat(counts("archive")).isEqualTo(Map.of("INBOX", 2L, "Projects", 20L));
            assertVerified();
        }
    }

    @Test
    void headerThatIsTakenAwayOrNullShouldLeaveItToTheOption() throws Exception {
        steps(
                        "- removeHeader: { name: CamelMailboxDestination }\n- "
                                + ARCHIVE
                                + "\n- setHeader: { name: CamelMailboxDestination, simple:"
                                + " \"${header.nobody}\" }\n- NEW")
                .start();
        assertThat(route.pass()).allSatisfy(r -> assertThat(r.isComplete()).isTrue());
        assertThat(counts("archive")).isEqualTo(Map.of("INBOX", 4L, "Projects", 20L));
        assertThat(counts("alice")).isEqualTo(Map.of("INBOX", 2L));
    }

    /** Also in the only line, and where a step may name others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "- NEW\n- OLD",
                "- setHeader: { name: CamelMailboxDestination, constant: x }\n- OLD"
            })
    void mailboxThatTheRouteReadsShouldBeRefused(String steps) throws Exception {
        steps(
                        steps.replace(
                                "OLD",
                                "{ to: { uri: \"mailbox:old\", parameters: { mailbox: \"BOB\" } } }"
                                        .replace("BOB", BOB)))
                .start();
        assertThatThrownBy(route::pass)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("mailboxes.csv, line 3: mailbox " + BOB + " of store old")
                .hasMessageContaining("mailbox:old?mailbox=" + BOB);
        assertThat(RouteFixture.counts(route.source, Login.of(BOB)))
                .isEqualTo(Map.of("INBOX", 2L, "Projects", 20L));
    }

    @Test
    void destinationOfALineThatIsItShouldBeRefused() throws Exception {
        steps("- NEW\n- " + ARCHIVE.replace("archive", "robert")).start();
        assertThatThrownBy(route::pass)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("mailboxes.csv, line 3: mailbox robert of store new")
                .hasMessageContaining("mailbox:new?mailbox=robert");
    }

    /** An item comes to one of them. */
    @Test
    void destinationOfALineThatIsItShouldDoInAnotherBranch() throws Exception {
        steps(
                        "- choice: { when: [ { simple: \"${header.CamelMailboxFolder} == 'INBOX'\", steps:"
                                + " [ NEW ] } ], otherwise: { steps: [ ROBERT ] } }"
                                        .replace("ROBERT", ARCHIVE.replace("archive", "robert")))
                .start();
        assertThat(route.pass()).allSatisfy(r -> assertThat(r.isComplete()).isTrue());
        assertThat(counts("robert")).isEqualTo(Map.of("INBOX", 2L, "Projects", 20L));
        assertVerified();
    }

    @Test
    void twoEndsWithOtherOptionsShouldBeRefusedOnlyForOneMailbox() throws Exception {
        steps("- " + ARCHIVE + "\n- " + ARCHIVE.replace("archive }", "archive, repair: false }"));
        assertThatThrownBy(route::start)
                .hasStackTraceContaining("lead to the same store, mailbox:new, mailbox archive");
        steps("- " + ARCHIVE + "\n- " + ARCHIVE.replace("archive", "second")).restart();
        assertThat(route.pass()).allSatisfy(r -> assertThat(r.isComplete()).isTrue());
        assertThat(counts("archive")).isEqualTo(counts("second"));
        assertVerified();
    }

    @Test
    void passwordShouldBeThatOfTheList() throws Exception {
        route.destination.password("archive", "sesame");
        route.around(store -> store, ListedPasswordsTest.Asking::new);
        route.mailboxes(
                "source,destination,destination_password\n"
                        + RouteFixture.MAILBOX
                        + ",archive,sesame\n");
        steps("- " + ARCHIVE).start();
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertThat(
                        RouteFixture.counts(
                                route.destination,
                                new Login("archive", Optional.of(new Secret("sesame")))))
                .isEqualTo(Map.of("INBOX", 2L));
    }

    @Test
    void mailboxThatNobodyCanSignInToShouldBeRefused() throws Exception {
        route.around(store -> store, ListedPasswordsTest.Asking::new);
        steps("- " + ARCHIVE).start();
        assertThatThrownBy(route::pass)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("mailbox:new?mailbox=archive: store new needs a password")
                .hasMessageContaining("caravan.stores.new.auth=master-user");
    }

    /** One that signs in with a user name of its own. */
    private static final class OfOne extends ForwardingStore {
        OfOne(MailboxStore store) {
            super(store);
        }

        @Override
        public Optional<String> soleMailbox() {
            return Optional.of("alice");
        }
    }

    @Test
    void storeOfAnotherMailboxShouldBeRefused() throws Exception {
        route.around(store -> store, OfOne::new);
        steps("- " + ARCHIVE).start();
        assertThatThrownBy(route::pass)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("store new signs in as alice only");
    }

    @Test
    void sourceShouldReadTheMailboxThatItNames() throws Exception {
        read("mailbox: \"" + BOB + "\"").start();
        List<MailboxResult> results = route.pass();
        assertThat(results).singleElement().matches(MailboxResult::isComplete);
        assertThat(results.get(0).source()).isEqualTo(BOB);
        assertThat(counts(BOB)).isEqualTo(Map.of("INBOX", 2L, "Projects", 20L));
        assertVerified();
    }

    @Test
    void sourceWithAListShouldNotNameAMailbox() {
        read("mailbox: \"" + BOB + "\", mailboxes: mailboxes.csv");
        assertThatThrownBy(route::start)
                .hasStackTraceContaining("and so does the option mailboxes");
    }

    @Test
    void emptyNameShouldBeRefused() {
        read("mailbox: \" \"");
        assertThatThrownBy(route::start).hasStackTraceContaining("option mailbox: it is empty");
    }

    private RouteFixture read(String options) {
        return route.routes(
                LegRoute.routes("- NEW", "").replace("mailboxes: mailboxes.csv", options));
    }

    private Map<String, Long> counts(String mailbox) throws MailboxException {
        Map<String, Long> counts = RouteFixture.counts(route.destination, Login.of(mailbox));
        counts.values().removeIf(messages -> messages == 0);
        return counts;
    }

    /** The mailboxes at which items are failed. */
    private Set<String> failed() throws MailboxException {
        Map<String, String> failed = new TreeMap<>();
        LedgerReport.of(route.ledger())
                .items(
                        "acme",
                        Set.of(ItemState.FAILED),
                        item -> failed.put(item.leg().mailbox(), item.entry().reason()));
        return failed.keySet();
    }

    private void assertVerified() throws Exception {
        List<String> differences = new ArrayList<>();
        assertThat(route.verify(true, differences).stopped()).isEmpty();
        assertThat(differences).isEmpty();
    }
}

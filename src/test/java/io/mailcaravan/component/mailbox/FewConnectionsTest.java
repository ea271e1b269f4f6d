package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.component.run.RouteVerification;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.SystemFlag;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.testkit.BoundedStore;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.verify.Difference;
import io.mailcaravan.verify.VerifyResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a route needs at once, nobody waits for a connection that never becomes free. */
@Timeout(120)
class FewConnectionsTest {

    private static final int PEOPLE = 7;

    @TempDir Path folder;

    private RouteFixture route;
    private BoundedStore source;
    private BoundedStore destination;

    @BeforeEach
    void prepare() throws Exception {
        route = new RouteFixture(folder).impatient();
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    private RouteFixture bounded(int atSource, int atDestination) {
        source = new BoundedStore(route.source, atSource);
        destination = new BoundedStore(route.destination, atDestination);
        return route.around(store -> source, store -> destination);
    }

    private static List<String> people() {
        return IntStream.range(0, PEOPLE).mapToObj(i -> "p" + i).toList();
    }

    private void everyoneHasMail(int messages) throws Exception {
        for (String name : people()) {
            for (int i = 0; i < messages; i++) {
                RouteFixture.put(route.source, name, "INBOX", Messages.plain(name + " " + i));
            }
        }
        route.mailboxes(
                people().stream()
                        .map(name -> name + "," + name + "-moved\n")
                        .collect(Collectors.joining("", "source,destination\n", "")));
    }

    /** Each needs one to read and one to write, and all read first. */
    @Test
    void oneStoreAtBothEndsShouldServeEveryMailbox() throws Exception {
        everyoneHasMail(3);
        bounded(3, 3).names("acme", "old", "old").start();
        List<MailboxResult> results = route.pass();
        assertThat(results).hasSize(PEOPLE).allMatch(MailboxResult::isComplete);
        for (String name : people()) {
            assertThat(RouteFixture.messages(route.source, name + "-moved", "INBOX")).hasSize(3);
        }
        assertThat(verifyAll()).hasSize(PEOPLE).allMatch(result -> result.counts().equal() == 3);
        assertThat(source.free()).isEqualTo(3);
    }

    @Test
    void storeThatCanNeverServeBothEndsShouldBeRefusedInWords() throws Exception {
        everyoneHasMail(1);
        bounded(1, 1).names("acme", "old", "old").start();
        assertThat(route.pass())
                .hasSize(PEOPLE)
                .allSatisfy(
                        result ->
                                assertThat(result.stopped().orElseThrow().explanation())
                                        .contains("old", "2 connections", "1", "connections"));
    }

    /** A step sends each message to a mailbox of its own, more of them than may sign in. */
    @Test
    void mailboxesThatStepsNameShouldShareTheConnections() throws Exception {
        for (String name : people()) {
            route.put("INBOX", Messages.plain(name + " 0"), Messages.plain(name + " 1"));
        }
        bounded(2, 3)
                .step(
                        "- setHeader: { name: CamelMailboxDestination, simple:"
                                + " \"p${bodyAs(String).split('Subject: p')[1].substring(0,1)}\" }")
                .start();
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertEveryoneHas(2);

        try (MailboxSession session =
                route.source.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE)) {
            session.storeFlags(
                    FolderPath.INBOX,
                    IntStream.rangeClosed(1, 2 * PEOPLE)
                            .boxed()
                            .collect(
                                    Collectors.toMap(
                                            uid -> new Uid(uid),
                                            uid -> Flags.NONE.with(SystemFlag.FLAGGED))));
        }
        route.put("INBOX", Messages.plain("p3 new"));
        MailboxResult second = route.passOfAlice();
        assertThat(second.isComplete()).as(second.toString()).isTrue();
        assertThat(second.counts().copied()).isOne();
        assertThat(second.counts().attributesChanged()).isEqualTo(2 * PEOPLE);

        List<String> differences = new ArrayList<>();
        VerifyResult verified = route.verify(true, differences);
        assertThat(verified.stopped()).isEmpty();
        assertThat(differences).isEmpty();
        assertThat(verified.counts().equal()).isEqualTo(2 * PEOPLE + 1);
        assertThat(source.free()).isEqualTo(2);
    }

    /** What an earlier pass had named must not keep its connections from a later one. */
    @Test
    void passShouldGetItsConnectionsAfterStepsHadThemAll() throws Exception {
        for (String name : people()) {
            route.put("INBOX", Messages.plain(name + " 0"));
        }
        String steps =
                "- { setHeader: { name: CamelMailboxDestination, simple:"
                        + " \"p${bodyAs(String).split('Subject: p')[1].substring(0,1)}\" } }"
                        + "\n- NEW\n- { removeHeader: { name: CamelMailboxDestination } }\n- ARCHIVE";
        bounded(2, 2)
                .routes(LegRoute.routes(steps.replace("ARCHIVE", "{ to: { uri: \"log:x\" } }"), ""))
                .start();
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertEveryoneHas(1);
        route.put("INBOX", Messages.plain("p5 late"));
        assertThat(route.passOfAlice().isComplete()).isTrue();
        assertThat(RouteFixture.messages(route.destination, "p5", "INBOX")).hasSize(2);
    }

    private void assertEveryoneHas(int messages) throws Exception {
        for (String name : people()) {
            assertThat(RouteFixture.messages(route.destination, name, "INBOX")).hasSize(messages);
        }
    }

    private List<VerifyResult> verifyAll() throws Exception {
        return route.consumer().newVerification(true, Long.MAX_VALUE).run(new Quiet());
    }

    private static final class Quiet implements RouteVerification.Listener {
        @Override
        public void difference(String mailbox, Difference difference) {}

        @Override
        public void finished(VerifyResult result) {}
    }
}

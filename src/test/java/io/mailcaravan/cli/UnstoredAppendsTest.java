package io.mailcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.component.mailbox.RouteFixture;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.testkit.InterceptedStore;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A destination that says OK to an append and does not keep the message there. */
class UnstoredAppendsTest {

    private static final String ALICE = RouteFixture.MAILBOX;
    private static final int ALL = 40;

    @TempDir Path folder;

    private RouteFixture route;

    @BeforeEach
    void prepare() throws Exception {
        route = new RouteFixture(folder).impatient();
        route.put("INBOX", Messages.varied(ALL));
    }

    @AfterEach
    void stop() throws Exception {
        route.close();
    }

    private CommandRun migrate() throws Exception {
        return CommandRun.of(new MigrateCommand(), route, "acme");
    }

    private void tellUids(boolean told) {
        if (!told) {
            route.destination.faults().lack(StoreCapability.APPEND_UID);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', true, 0",
        "'', false, 0",
        "'', true, 7",
        "'', false, 7",
        "Elsewhere, true, 0",
        "Elsewhere, false, 7"
    })
    void whatIsAcknowledgedAndNotThereShouldBeToldByEachPassAndCopiedLater(
            String keptIn, boolean uids, int there) throws Exception {
        RouteFixture.put(route.destination, ALICE, "Elsewhere", Messages.plain("other"));
        Item[] own = Messages.varied(100 + there);
        for (int i = 0; i < there; i++) {
            RouteFixture.put(route.destination, ALICE, "INBOX", own[100 + i]);
        }
        tellUids(uids);
        route.destination
                .faults()
                .keepAppends(
                        path ->
                                Optional.of(keptIn)
                                        .filter(name -> !name.isEmpty())
                                        .map(FolderPath::of));
        route.start();
        for (int i = 0; i < 3; i++) {
            CommandRun run = migrate();
            assertThat(run.exit()).isEqualTo(ExitCode.ITEMS_FAILED);
            assertThat(run.out() + run.errors())
                    .contains("had " + there + " messages before the pass", "now it has " + there)
                    .contains("caravan verify");
        }
        assertThat(route.atDestination("INBOX")).hasSize(there);

        route.destination.faults().keepAppends(Optional::of);
        CommandRun last = migrate();

        assertThat(last.exit()).isZero();
        assertThat(route.atDestination("INBOX"))
                .hasSize(ALL + there)
                .containsAll(route.atSource("INBOX"));
        assertThat(migrate().out()).contains(" 0 copied", ALL + " unchanged");
    }

    /** As by an older version, or where the pass broke off before it could look. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void folderThatNeverHadAMessageShouldBeFilledByTheNextPass(boolean uids) throws Exception {
        tellUids(uids);
        route.start();
        migrate();
        route.destination.remove(ALICE, FolderPath.INBOX);
        CommandRun run = migrate();
        assertThat(run.out()).contains(ALL + " copied");
        assertThat(route.atDestination("INBOX")).hasSize(ALL);
    }

    /** UIDNEXT tells that they were there. */
    @Test
    void messagesThatTheirOwnerDeletesMeanwhileShouldStayDeletedAndLeaveThePassComplete()
            throws Exception {
        AtomicBoolean deleted = new AtomicBoolean();
        route.around(
                store -> store,
                store ->
                        new InterceptedStore(
                                store,
                                (session, method, args, through) -> {
                                    Object done = through.make();
                                    if (method.getName().equals("append")
                                            && !deleted.getAndSet(true)) {
                                        delete();
                                    }
                                    return done;
                                }));
        route.start();

        CommandRun run = migrate();

        assertThat(run.exit()).isZero();
        assertThat(run.out() + run.errors()).contains("some were deleted or moved meanwhile");
        assertThat(route.atDestination("INBOX")).hasSize(ALL - 1);
        assertThat(migrate().out()).contains(" 0 copied");
        assertThat(route.atDestination("INBOX")).hasSize(ALL - 1);
    }

    private void delete() throws Exception {
        try (MailboxSession session = route.destination.signIn(Login.of(ALICE), Access.WRITE)) {
            session.delete(FolderPath.INBOX, List.of(new Uid(1)));
        }
    }
}

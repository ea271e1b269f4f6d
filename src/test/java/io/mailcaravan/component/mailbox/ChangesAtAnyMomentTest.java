package io.mailcaravan.component.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.pass.MailboxResult;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.store.memory.MemoryStore;
import io.mailcaravan.testkit.InterceptedStore;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mail arrives, is flagged and deleted at the source at any moment, also within a pass, and passes
 * break off: once nothing changes any more the ends become the same as the source.
 */
class ChangesAtAnyMomentTest {

    private static final FolderPath A = FolderPath.parse("A");
    private static final Set<String> MOMENTS =
            Set.of("status", "statuses", "list", "read", "changes", "folders");
    private static final List<String> FLAGS =
            List.of("", "\\Seen", "\\Flagged", "\\Seen \\Answered", "$Later");

    /** {@code -Dcaravan.changes.seeds=1000} for more. */
    private static final int SEEDS = Integer.getInteger("caravan.changes.seeds", 60);

    @TempDir Path folder;

    private final MemoryStore second = new MemoryStore("second");
    private RouteFixture route;
    private Random random;
    private int mails;
    private double restless;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void endsShouldBecomeTheSame(long seed) throws Exception {
        random = new Random(seed);
        route =
                new RouteFixture(folder)
                        .impatient()
                        .further(second)
                        .around(this::restless, store -> store);
        if (random.nextInt(4) == 0) {
            route.source.faults().lack(StoreCapability.CHANGES);
        }
        options(random.nextBoolean());
        for (int i = 0; i < 8; i++) {
            act(0);
        }
        route.start();
        try {
            for (int passes = 0; passes < 6; passes++) {
                restless = random.nextDouble() / 3;
                breakOff();
                route.passOfAlice();
                if (random.nextInt(3) == 0) {
                    options(random.nextBoolean());
                    if (random.nextBoolean()) {
                        twoEnds();
                    }
                    route.restart();
                }
            }
            restless = 0;
            route.destination.faults().clear();
            second.faults().clear();
            options(true);
            twoEnds();
            route.restart();
            MailboxResult result = route.passOfAlice();
            for (int passes = 0; passes < 2; passes++) {
                result = route.passOfAlice();
            }
            assertThat(result.isComplete()).as(result.counts().problems().toString()).isTrue();
            assertThat(at(route.destination)).isEqualTo(at(route.source));
            assertThat(at(second)).isEqualTo(at(route.source));
        } finally {
            route.close();
        }
    }

    private void options(boolean deletions) {
        route.consumer(
                deletions ? "deletions: delete\nmaxDeletions: \"1000\"" : "deletions: never");
    }

    private void twoEnds() {
        route.inBlock(
                "- multicast: { steps: [ TO, { to: { uri: \"mailbox:second\", parameters: {"
                        + " createFolders: true } } } ] }");
    }

    private void breakOff() {
        double share = random.nextInt(3) == 0 ? 0 : random.nextDouble() / 3;
        for (MemoryStore store : List.of(route.destination, second)) {
            store.faults()
                    .failAppends(
                            () -> chance(share / 2) ? AppendFault.LOST_HALFWAY : AppendFault.NONE);
            store.faults()
                    .refuseWith(
                            item ->
                                    chance(share / 4)
                                            ? Optional.of(
                                                    new MailboxException(
                                                            Scope.MAILBOX,
                                                            Retry.NEVER,
                                                            "NO [OVERQUOTA] full",
                                                            ""))
                                            : Optional.empty());
        }
    }

    private boolean chance(double share) {
        synchronized (random) {
            return random.nextDouble() < share;
        }
    }

    /** The owner does something just before somebody looks. */
    private MailboxStore restless(MailboxStore store) {
        return new InterceptedStore(
                store,
                (session, method, args, through) -> {
                    if (MOMENTS.contains(method.getName()) && chance(restless)) {
                        synchronized (random) {
                            act(random.nextInt(4));
                        }
                    }
                    return through.make();
                });
    }

    private void act(int what) throws MailboxException {
        try (MailboxSession session =
                route.source.signIn(Login.of(RouteFixture.MAILBOX), Access.WRITE)) {
            session.create(A, Optional.empty());
            List<ItemHead> heads = new ArrayList<>();
            session.list(A, UidRange.ALL, heads::add);
            if (what == 0 || heads.isEmpty()) {
                session.append(A, List.of(Messages.plain("mail " + mails++)));
                return;
            }
            ItemHead one = heads.get(random.nextInt(heads.size()));
            if (what == 1) {
                session.delete(A, List.of(one.uid()));
            } else {
                Flags flags = Flags.parse(FLAGS.get(random.nextInt(FLAGS.size())));
                session.storeFlags(A, Map.of(one.uid(), flags));
            }
        }
    }

    private static List<String> at(MemoryStore store) throws MailboxException {
        return RouteFixture.messages(store, RouteFixture.MAILBOX, "A").stream().sorted().toList();
    }
}

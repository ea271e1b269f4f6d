package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at any moment loses nothing and doubles nothing. */
class KillIT {
    private static final int KILLS = 20;
    private static final int MESSAGES = 1_500;
    private static final String[] MAILBOXES = {"ada@x.example", "bob@x.example", "eve@x.example"};
    private static final long SLOWER = TimeUnit.MICROSECONDS.toNanos(100); // about 8 MB/s

    /** Waits until the moment, then returns; the process may have ended by then. */
    private interface Moment {
        void await(CaravanProcess caravan, CuttingProxy proxy);
    }

    @Test
    void killedPassesShouldLoseAndDoubleNothing(@TempDir Path folder) throws Exception {
        Random random = new Random(4711);
        try (TestServer source = new TestServer(folder);
                TestServer destination = new TestServer(folder);
                CuttingProxy proxy =
                        new CuttingProxy(
                                destination.port(),
                                () -> CuttingProxy.Watch.PASS,
                                () -> CuttingProxy.Watch.PASS,
                                SLOWER)) {
            List<MailboxPicture> before = new ArrayList<>();
            for (String mailbox : MAILBOXES) {
                SampleMailboxes.fill(source, mailbox, MESSAGES);
                before.add(MailboxPicture.of(source, mailbox));
            }
            long all = before.stream().mapToLong(MailboxPicture::count).sum();
            TestSite site =
                    new TestSite(folder)
                            .imap("source", source.port())
                            .imap("destination", proxy.port())
                            .route("imap-to-imap")
                            .mailboxes(MAILBOXES);

            int inside = 0;
            List<Long> arrived = new ArrayList<>();
            for (int kill = 0; kill < KILLS; kill++) {
                Moment moment = moment(kill, random);
                long sent = proxy.sent();
                try (CaravanProcess caravan = site.migrate()) {
                    moment.await(caravan, proxy);
                    assertThat(caravan.runs()).as("kill %s came in time", kill).isTrue();
                    caravan.kill();
                }
                long there = destination.messages(MAILBOXES);
                arrived.add(there);
                if (there > 0 && there < all && proxy.sent() > sent + 1_000) {
                    inside++; // while mail was on its way
                }
            }
            System.out.printf(
                    "KillIT: %d of %d kills while mail was moving; of %d messages there: %s%n",
                    inside, KILLS, all, arrived);
            assertThat(inside).isGreaterThanOrEqualTo(KILLS / 4);
            assertThat(arrived.stream().distinct().count()).isGreaterThanOrEqualTo(KILLS / 4);

            try (CaravanProcess caravan = site.migrate()) {
                assertThat(caravan.exit()).as(caravan::said).isZero();
                assertThat(caravan.stderr()).doesNotContain("Exception");
            }
            for (int i = 0; i < MAILBOXES.length; i++) {
                MailboxPicture.of(destination, MAILBOXES[i]).assertSameMessages(before.get(i));
                assertThat(MailboxPicture.of(source, MAILBOXES[i])).isEqualTo(before.get(i));
            }
        }
    }

    /** Every fourth during start-up, the others after so many bytes on their way to the server. */
    private static Moment moment(int kill, Random random) {
        long nanos = random.nextLong(TimeUnit.MILLISECONDS.toNanos(1_200));
        long bytes = random.nextLong(500_000);
        return (caravan, proxy) -> {
            if (kill % 4 == 3) {
                LockSupport.parkNanos(nanos);
                return;
            }
            long until = proxy.sent() + bytes;
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> proxy.sent() >= until || !caravan.runs());
        };
    }
}

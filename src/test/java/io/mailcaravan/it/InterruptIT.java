package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C, SIGTERM and a closed terminal end a pass early and leave it easy to go on with. */
class InterruptIT {
    private static final String MAILBOX = "ada@x.example";
    private static final long SLOW = 2_000_000; // nanoseconds a kilobyte: about 500 kB/s

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void interruptedPassShouldBeFinishedByTheNext(String signal, @TempDir Path folder)
            throws Exception {
        assumeTrue(!ignored(signal), "whoever runs the tests has SIG" + signal + " ignored");
        try (TestServer source = new TestServer(folder);
                TestServer destination = new TestServer(folder);
                CuttingProxy proxy =
                        new CuttingProxy(
                                destination.port(),
                                () -> CuttingProxy.Watch.PASS,
                                () -> CuttingProxy.Watch.PASS,
                                SLOW)) {
            SampleMailboxes.fill(source, MAILBOX, 2_000);
            MailboxPicture before = MailboxPicture.of(source, MAILBOX);
            TestSite site =
                    new TestSite(folder)
                            .imap("source", source.port())
                            .imap("destination", proxy.port())
                            .route("imap-to-imap")
                            .mailboxes(MAILBOX);
            try (CaravanProcess caravan = site.migrate()) {
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> proxy.sent() > 200_000);
                caravan.signal(signal);
                assertThat(caravan.exit()).as(caravan::said).isEqualTo(4);
                assertThat(caravan.stderr())
                        .contains("caravan: stopping")
                        .doesNotContain("\tat ", "Exception");
                assertThat(caravan.stdout()).contains(" 0 failed");
            }
            assertThat(destination.messages(MAILBOX)).isLessThan(before.count());
            try (CaravanProcess caravan = site.migrate()) {
                assertThat(caravan.exit()).as(caravan::said).isZero();
            }
            MailboxPicture.of(destination, MAILBOX).assertSameMessages(before);
        }
    }

    /** As nohup does with HUP, and a shell with INT of what it runs in the background. */
    private static boolean ignored(String signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        int number = Map.of("HUP", 1, "INT", 2, "TERM", 15).get(signal);
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .anyMatch(mask -> (mask >> (number - 1) & 1) == 1);
    }
}

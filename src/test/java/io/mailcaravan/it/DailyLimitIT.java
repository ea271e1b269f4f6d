package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daily limit holds over several runs of the program, and nothing is lost by it. */
class DailyLimitIT {
    private static final String[] MAILBOXES = {"ada@x.example", "bob@x.example"};
    private static final String KEY = "caravan.stores.source.bytes-per-day-per-mailbox";

    @Test
    void usedUpLimitShouldPauseUntilThereIsRoom(@TempDir Path folder) throws Exception {
        try (TestServer source = new TestServer(folder);
                TestServer destination = new TestServer(folder)) {
            SampleMailboxes.fill(source, MAILBOXES[0], 600);
            SampleMailboxes.fill(source, MAILBOXES[1], 5);
            MailboxPicture before = MailboxPicture.of(source, MAILBOXES[0]);
            TestSite site =
                    new TestSite(folder)
                            .imap("source", source.port())
                            .imap("destination", destination.port())
                            .set(KEY + "=300KB")
                            .route("imap-to-imap")
                            .mailboxes(MAILBOXES);

            long first = pausedAfter(site, destination);
            assertThat(first).isBetween(1L, before.count() - 1L);
            assertThat(destination.messages(MAILBOXES[1]))
                    .as("the other mailbox has a limit of its own")
                    .isEqualTo(source.messages(MAILBOXES[1]));
            assertThat(pausedAfter(site, destination)).isBetween(first, first + 2);

            site.unset(KEY).set(KEY + "=1GB");
            try (CaravanProcess caravan = site.migrate()) {
                assertThat(caravan.exit()).as(caravan::said).isZero();
            }
            MailboxPicture.of(destination, MAILBOXES[0]).assertSameMessages(before);
            assertThat(MailboxPicture.of(source, MAILBOXES[0])).isEqualTo(before);
        }
    }

    /** Runs into the limit; tells how many messages are there then. */
    private static long pausedAfter(TestSite site, TestServer destination) throws Exception {
        try (CaravanProcess caravan = site.migrate()) {
            assertThat(caravan.exit()).as(caravan::said).isEqualTo(4);
            assertThat(caravan.stderr())
                    .contains("300KB that may be read from mailbox ada@x.example")
                    .contains("it goes on at")
                    .doesNotContain("Exception");
        }
        return destination.messages(MAILBOXES[0]);
    }
}

package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.testkit.Messages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is much larger than the program's memory. */
class LargeMailIT {
    private static final int FOLDER = 100_000;
    private static final int BATCH = 2_000;

    @Test
    void messageOf150MegabytesShouldBeCopied(@TempDir Path folder) throws Exception {
        String mailbox = "large@x.example";
        try (TestServer source = new TestServer(folder);
                TestServer destination = new TestServer(folder)) {
            Content content = new LongContent(150 << 20);
            ItemHead head = new ItemHead(Uid.MIN, Flags.NONE, Messages.DATE, content.size());
            source.fill(mailbox, FolderPath.INBOX, new Item(head, content), Messages.plain("next"));
            copy(folder, source, destination, mailbox);
        }
    }

    @Test
    void folderOf100_000MessagesShouldBeCopied(@TempDir Path folder) throws Exception {
        String mailbox = "many@x.example";
        try (TestServer source = new TestServer(folder, "FORMAT", "mdbox");
                TestServer destination = new TestServer(folder, "FORMAT", "mdbox")) {
            FolderPath many = FolderPath.of("Many");
            try (MailboxSession session = source.open(mailbox, Access.WRITE)) {
                session.create(many, Optional.empty());
                for (int first = 0; first < FOLDER; first += BATCH) {
                    session.append(
                            many,
                            IntStream.range(first, first + BATCH)
                                    .mapToObj(LargeMailIT::small)
                                    .toList());
                }
            }
            assertThat(source.messages(mailbox)).isEqualTo(FOLDER);
            copy(folder, source, destination, mailbox);
        }
    }

    private static Item small(int number) {
        Instant date = Messages.DATE.plus(Duration.ofSeconds(number));
        return Messages.with(Messages.plain("small " + number), date);
    }

    private static void copy(Path folder, TestServer source, TestServer destination, String mailbox)
            throws Exception {
        TestSite site =
                new TestSite(folder)
                        .imap("source", source.port())
                        .imap("destination", destination.port())
                        .route("imap-to-imap")
                        .mailboxes(mailbox);
        try (CaravanProcess caravan = site.migrate()) {
            long start = System.nanoTime();
            assertThat(caravan.exit()).as(caravan::said).isZero();
            System.out.printf(
                    "LargeMailIT: %s %.1f s, at most %d MB resident with -Xmx256m: %s",
                    mailbox,
                    Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0,
                    caravan.peakMegabytes(),
                    caravan.stdout());
        }
        MailboxPicture.of(destination, mailbox)
                .assertSameMessages(MailboxPicture.of(source, mailbox));
    }

    /** A message of many equal lines, made while it is read. */
    private record LongContent(long size) implements Content {
        private static final byte[] HEADER =
                (Messages.header("long") + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        private static final byte[] LINES =
                ("A".repeat(76) + "\r\n").repeat(1000).getBytes(StandardCharsets.ISO_8859_1);

        LongContent {
            size = HEADER.length + size / LINES.length * LINES.length;
        }

        @Override
        public InputStream open() {
            int blocks = (int) (size / LINES.length);
            return new SequenceInputStream(
                    new ByteArrayInputStream(HEADER),
                    new SequenceInputStream(
                            Collections.enumeration(
                                    Collections.nCopies(blocks, LINES).stream()
                                            .map(ByteArrayInputStream::new)
                                            .toList())));
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            try (InputStream in = open()) {
                in.transferTo(out);
            }
        }

        @Override
        public void close() {}
    }
}

package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.it.CuttingProxy.Watch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that end at the worst moment: the pass goes on by itself, and nothing is doubled. */
class CutAppendIT {
    private static final int MESSAGES = 400;

    @AutoClose private static TestServer source;
    @AutoClose private static TestServer destination;

    /** Where the connection ends. */
    enum Cut {
        /** The server has the messages; the program is not told. */
        BEFORE_APPEND_IS_ANSWERED(3),
        WITHIN_A_LITERAL(2),
        WITHIN_A_FETCH(2);

        private final int times;

        Cut(int times) {
            this.times = times;
        }
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        source = new TestServer(folder);
        destination = new TestServer(folder);
    }

    @ParameterizedTest
    @EnumSource
    void passShouldSurvive(Cut cut, @TempDir Path folder) throws Exception {
        String mailbox = cut + "@x.example";
        SampleMailboxes.fill(source, mailbox, MESSAGES);
        MailboxPicture before = MailboxPicture.of(source, mailbox);
        Supplier<Watch> pass = () -> Watch.PASS;
        Supplier<Watch> up =
                cut == Cut.WITHIN_A_LITERAL ? Watch.afterBytes(100_000, cut.times) : pass;
        Supplier<Watch> down = cut == Cut.BEFORE_APPEND_IS_ANSWERED ? answers(1, 3, 5) : pass;
        Supplier<Watch> fetch =
                cut == Cut.WITHIN_A_FETCH ? Watch.afterBytes(150_000, cut.times) : pass;
        try (CuttingProxy near = new CuttingProxy(source.port(), pass, fetch, 0);
                CuttingProxy far = new CuttingProxy(destination.port(), up, down, 0)) {
            TestSite site =
                    new TestSite(folder)
                            .imap("source", near.port())
                            .imap("destination", far.port())
                            .route("imap-to-imap")
                            .mailboxes(mailbox);
            try (CaravanProcess caravan = site.migrate()) {
                assertThat(caravan.exit()).as(caravan::said).isZero();
                assertThat(caravan.stderr()).doesNotContain("Exception");
            }
            assertThat(near.cuts() + far.cuts()).isEqualTo(cut.times);
        }
        MailboxPicture.of(destination, mailbox).assertSameMessages(before);
        assertThat(MailboxPicture.of(source, mailbox)).isEqualTo(before);
    }

    /** Ends the connection in place of the answers to APPEND with these numbers. */
    private static Supplier<Watch> answers(Integer... numbers) {
        AtomicInteger seen = new AtomicInteger();
        return () -> {
            StringBuilder tail = new StringBuilder();
            return (chunk, length) -> {
                // the line may come in two pieces
                tail.append(new String(chunk, 0, length, StandardCharsets.ISO_8859_1));
                int at = tail.indexOf("OK [APPENDUID");
                while (at >= 0) {
                    tail.delete(0, at + 1);
                    if (List.of(numbers).contains(seen.incrementAndGet())) {
                        return 0;
                    }
                    at = tail.indexOf("OK [APPENDUID");
                }
                tail.delete(0, Math.max(0, tail.length() - 12));
                return length;
            };
        };
    }
}

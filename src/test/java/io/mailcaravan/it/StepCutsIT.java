package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.it.CuttingProxy.Watch;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.testkit.DovecotContainer;
import io.mailcaravan.testkit.Messages;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The connection is cut, or stands still, at every step of the protocol in turn. */
class StepCutsIT {
    private static final int MESSAGES = 120;
    private static final int LARGE = 12 << 20; // more than the buffers on the way take

    /** From the end of the date of one message to its literal. */
    private static final String LITERAL = " [+-]\\d{4}\" \\{\\d+\\+?\\}\r\n";

    @AutoClose private static TestServer source;
    @AutoClose private static TestServer destination;

    private enum Side {
        SOURCE,
        DESTINATION
    }

    private enum Way {
        UP,
        DOWN
    }

    /** Where the connection ends: so many bytes behind (or just before) a place in the stream. */
    enum Step {
        GREETING_OF_SOURCE(Side.SOURCE, Way.DOWN, "\\* OK", 0),
        SIGN_IN_TO_SOURCE(Side.SOURCE, Way.UP, "AUTHENTICATE ", 0),
        SIGN_IN_ANSWER_OF_SOURCE(Side.SOURCE, Way.DOWN, "\\d OK \\[CAPABILITY", 0),
        LIST_OF_SOURCE(Side.SOURCE, Way.UP, "LIST \"\" \"\\*\"", 3),
        STATUS_OF_SOURCE(Side.SOURCE, Way.DOWN, "\\* STATUS ", 5),
        EXAMINE(Side.SOURCE, Way.UP, "EXAMINE ", 2),
        EXAMINE_ANSWER(Side.SOURCE, Way.DOWN, "UIDVALIDITY \\d+\\] ", 3),
        HEADS(Side.SOURCE, Way.DOWN, "FETCH \\(UID \\d+ FLAGS", 1),
        FETCH(Side.SOURCE, Way.UP, "UID FETCH \\d[^\r]*BODY", 0),
        FETCH_LITERAL(Side.SOURCE, Way.DOWN, "BODY\\[\\] \\{\\d+\\}\r\n", 100, 40),
        BETWEEN_FETCH_ANSWERS(Side.SOURCE, Way.DOWN, "\\)\r\n\\* \\d+ FETCH", -8, 50),
        GREETING_OF_DESTINATION(Side.DESTINATION, Way.DOWN, "\\* OK", 0),
        SIGN_IN_TO_DESTINATION(Side.DESTINATION, Way.UP, "AUTHENTICATE ", 0),
        LIST_OF_DESTINATION(Side.DESTINATION, Way.DOWN, "\\* LIST ", 4),
        CREATE(Side.DESTINATION, Way.UP, "CREATE ", 4, 3),
        CREATE_ANSWER(Side.DESTINATION, Way.DOWN, "OK \\[MAILBOXID|OK Create", 0, 2),
        STATUS_OF_DESTINATION(Side.DESTINATION, Way.DOWN, "\\* STATUS ", 5),
        APPEND(Side.DESTINATION, Way.UP, "APPEND ", 3),
        APPEND_LITERAL(Side.DESTINATION, Way.UP, LITERAL, 60, 20),
        BETWEEN_MESSAGES_OF_ONE_APPEND(Side.DESTINATION, Way.UP, LITERAL, -40, 20),
        BEFORE_APPEND_IS_ANSWERED(Side.DESTINATION, Way.DOWN, "OK \\[APPENDUID", -16, 2),
        WITHIN_THE_ANSWER_TO_APPEND(Side.DESTINATION, Way.DOWN, "OK \\[APPENDUID", 3),
        BETWEEN_BATCHES(Side.DESTINATION, Way.DOWN, "OK \\[APPENDUID[^\n]*\n", 0, 2);

        private final Side side;
        private final Way way;
        private final Pattern place;
        private final int behind;
        private final int number;

        Step(Side side, Way way, String place, int behind) {
            this(side, way, place, behind, 1);
        }

        Step(Side side, Way way, String place, int behind, int number) {
            this.side = side;
            this.way = way;
            this.place = Pattern.compile(place);
            this.behind = behind;
            this.number = number;
        }

        Supplier<Watch> watch(Side side, Way way, AtomicInteger left) {
            return () -> this.side == side && this.way == way ? new At(this, left) : Watch.PASS;
        }
    }

    /** Cuts at the step's place; more text than a place is long is kept from chunk to chunk. */
    private static final class At implements Watch {
        private static final int KEPT = 400;

        private final Step step;
        private final AtomicInteger left;
        private final StringBuilder text = new StringBuilder();
        private long seen;
        private long found;
        private long searched;
        private long end = Long.MAX_VALUE;

        At(Step step, AtomicInteger left) {
            this.step = step;
            this.left = left;
        }

        @Override
        public int pass(byte[] bytes, int length) {
            text.append(new String(bytes, 0, length, java.nio.charset.StandardCharsets.ISO_8859_1));
            long first = seen + length - text.length();
            Matcher matcher = step.place.matcher(text);
            while (end == Long.MAX_VALUE && matcher.find()) {
                if (first + matcher.end() > searched) {
                    searched = first + matcher.end();
                    if (++found == step.number && left.get() > 0) {
                        end = searched + step.behind;
                    }
                }
            }
            text.delete(0, Math.max(0, text.length() - KEPT));
            long before = seen;
            seen += length;
            if (end >= seen || left.getAndDecrement() <= 0) {
                return length;
            }
            return (int) Math.max(0, end - before);
        }
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        source = new TestServer(folder);
        destination = new TestServer(folder);
    }

    @ParameterizedTest
    @EnumSource
    void cutShouldLoseAndDoubleNothing(Step step, @TempDir Path folder) throws Exception {
        survives("cut-" + step.ordinal() + "@x.example", step, false, folder);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "GREETING_OF_SOURCE",
                "LIST_OF_SOURCE",
                "FETCH_LITERAL",
                "SIGN_IN_TO_DESTINATION",
                "APPEND_LITERAL",
                "BEFORE_APPEND_IS_ANSWERED"
            })
    void stallShouldLoseAndDoubleNothing(Step step, @TempDir Path folder) throws Exception {
        String mailbox = "stall-" + step.ordinal() + "@x.example";
        if (step == Step.APPEND_LITERAL) {
            source.fill(mailbox, FolderPath.of("Large"), Messages.large("large", LARGE));
        }
        survives(mailbox, step, true, folder);
    }

    /** Before the ServerHello, within it, and within the certificates behind it. */
    @ParameterizedTest
    @CsvSource({"implicit, 0", "implicit, 50", "implicit, 900", "starttls, 200", "starttls, 1100"})
    void cutHandshakeShouldBeTriedAgain(String tls, int bytes, @TempDir Path folder)
            throws Exception {
        String mailbox = "tls-" + tls + bytes + "@x.example";
        SampleMailboxes.fill(source, mailbox, 10);
        DovecotContainer server = source.container();
        try (CuttingProxy near =
                new CuttingProxy(
                        tls.equals("implicit") ? server.tlsPort() : server.plainPort(),
                        () -> Watch.PASS,
                        Watch.afterBytes(bytes, 1),
                        0)) {
            TestSite site =
                    new TestSite(folder)
                            .imap("source", near.port())
                            .unset("caravan.stores.source.tls")
                            .unset("caravan.stores.source.allow-insecure")
                            .store("source", "tls=" + tls, "ca-file=" + server.caFile(folder))
                            .imap("destination", destination.port())
                            .route("imap-to-imap")
                            .mailboxes(mailbox);
            migrate(site, 0);
            assertThat(near.cuts()).isEqualTo(1);
        }
        MailboxPicture.of(destination, mailbox)
                .assertSameMessages(MailboxPicture.of(source, mailbox));
    }

    private static void survives(String mailbox, Step step, boolean stalls, Path folder)
            throws Exception {
        SampleMailboxes.fill(source, mailbox, MESSAGES);
        MailboxPicture before = MailboxPicture.of(source, mailbox);
        AtomicInteger left = new AtomicInteger(1);
        try (CuttingProxy near =
                        new CuttingProxy(
                                source.port(),
                                step.watch(Side.SOURCE, Way.UP, left),
                                step.watch(Side.SOURCE, Way.DOWN, left),
                                0);
                CuttingProxy far =
                        new CuttingProxy(
                                destination.port(),
                                step.watch(Side.DESTINATION, Way.UP, left),
                                step.watch(Side.DESTINATION, Way.DOWN, left),
                                0)) {
            if (stalls) {
                near.stalling();
                far.stalling();
            }
            TestSite site =
                    new TestSite(folder)
                            .imap("source", near.port(), "timeout=2")
                            .imap("destination", far.port(), "timeout=2")
                            .route("imap-to-imap")
                            .mailboxes(mailbox);
            if (stalls && step == Step.GREETING_OF_SOURCE) {
                migrate(
                        site,
                        3); // nobody answers there: as with a wrong port, that is said at once
            }
            migrate(site, 0);
            assertThat(near.cuts() + far.cuts()).as("the step came").isEqualTo(1);
        }
        MailboxPicture.of(destination, mailbox).assertSameMessages(before);
        assertThat(MailboxPicture.of(source, mailbox)).isEqualTo(before);
    }

    private static void migrate(TestSite site, int exit) throws Exception {
        try (CaravanProcess caravan = site.migrate()) {
            assertThat(caravan.exit()).as(caravan::said).isEqualTo(exit);
            assertThat(caravan.stderr()).doesNotContain("Exception", "\tat ");
        }
    }
}

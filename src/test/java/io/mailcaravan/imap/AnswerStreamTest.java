package io.mailcaravan.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Spool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.eclipse.angus.mail.iap.ByteArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerStreamTest {
    @TempDir private Path folder;

    private static final String LARGE = "\r\n{5}\r\n".repeat(30_000);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1_000_000})
    void responsesShouldBeCutHoweverTheyArrive(int pieces) throws IOException {
        String[] responses = {
            "* OK ready\r\n",
            "* 1 FETCH (BODY[TEXT] {210000}\r\n" + LARGE + ")\r\n",
            // a bare LF ends no line, a literal may end in CR and be empty
            "* 2 FETCH (BODY[] {3}\r\na\n\r BODY[1] {0}\r\n\n {2}\r\n\r\n)\r\n",
            "* OK {x}\r\n",
            "* OK }\r\n",
            "\r\n",
            "* SEARCH " + "1234567 ".repeat(20_000) + "\r\n",
            "A1 OK done\r\n"
        };
        AnswerStream stream = stream(inPieces(String.join("", responses), pieces), 1 << 20);

        for (String response : responses) {
            assertThat(text(stream.readResponse(null))).isEqualTo(response);
        }
        assertThatThrownBy(() -> stream.readResponse(null)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1_000_000})
    void messageShouldBeKeptOutsideOfItsResponse(int pieces) throws IOException {
        String response =
                "* 1 FETCH (BODY[TEXT] {3}\r\nabc BODY[] {210000}\r\n" + LARGE + " UID 7)\r\n";
        AnswerStream stream = stream(inPieces(response + "A1 OK\r\n", pieces), 1 << 20);

        assertThat(text(stream.readResponse(null)))
                .isEqualTo("* 1 FETCH (BODY[TEXT] {3}\r\nabc BODY[] {0}\r\n UID 7)\r\n");
        Map<Integer, SpooledLiteral> kept = stream.takeSpooled();
        assertThat(kept).containsOnlyKeys(response.indexOf("{210000}"));
        try (Content message = kept.values().iterator().next().take()) {
            assertThat(message.open()).hasContent(LARGE);
        }
        assertThat(folder).isEmptyDirectory();
        assertThat(text(stream.readResponse(null))).isEqualTo("A1 OK\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{2147483648}", "{99999999999999999999}"})
    void hugeLiteralShouldBeRefused(String literal) {
        AnswerStream stream = stream(inPieces("* 1 FETCH (X " + literal + "\r\n", 100), 1 << 20);

        assertThatThrownBy(() -> stream.readResponse(null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in one piece");
    }

    @Test
    void largeLiteralShouldGoToTheSpool() throws IOException {
        String large = "x".repeat(300_000);
        String response =
                "* 1 FETCH (BODY[1] {3}\r\nabc BODY[] {300000}\r\n" + large + " UID 7)\r\n";
        AnswerStream stream = stream(inPieces(response + "A1 OK\r\n", 1000), 100_000);

        assertThat(text(stream.readResponse(null)))
                .isEqualTo("* 1 FETCH (BODY[1] {3}\r\nabc BODY[] {0}\r\n UID 7)\r\n");
        Map<Integer, SpooledLiteral> spooled = stream.takeSpooled();
        assertThat(spooled).containsOnlyKeys(response.indexOf("{300000}"));
        SpooledLiteral literal = spooled.values().iterator().next();
        assertThat(literal.size()).isEqualTo(300_000);
        literal.discard();
        assertThat(folder).isEmptyDirectory();
        assertThat(text(stream.readResponse(null))).isEqualTo("A1 OK\r\n");
    }

    @Test
    void manySmallLiteralsShouldNotFillTheMemory() throws IOException {
        String literal = " {90000}\r\n" + "x".repeat(90_000);
        AnswerStream stream =
                stream(inPieces("* X" + literal.repeat(200) + "\r\n", 100_000), 100_000);

        assertThat(stream.readResponse(null).getCount()).isLessThan(AnswerStream.MOST);
        assertThat(stream.takeSpooled()).hasSizeGreaterThan(100);
    }

    @Test
    void cutLiteralShouldLeaveNoFile() {
        AnswerStream stream = stream(inPieces("* X {300000}\r\nabc", 1000), 100_000);

        assertThatThrownBy(() -> stream.readResponse(null))
                .hasMessageContaining("closed the connection");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void endlessLineShouldBeAnError() {
        AnswerStream stream = stream(new Endless(), 1 << 20);

        assertThatThrownBy(() -> stream.readResponse(null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a line of more than");
    }

    private AnswerStream stream(InputStream in, long threshold) {
        return new AnswerStream(
                in, new Spool(folder, threshold), new CommandPatience(Duration.ofMinutes(1)));
    }

    /** The same byte for ever. */
    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 'x';
        }
    }

    private static String text(ByteArray bytes) {
        return new String(
                bytes.getBytes(), bytes.getStart(), bytes.getCount(), StandardCharsets.ISO_8859_1);
    }

    private static InputStream inPieces(String text, int most) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, most));
            }
        };
    }
}

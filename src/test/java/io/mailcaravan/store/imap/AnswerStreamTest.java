package io.mailcaravan.store.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.angus.mail.iap.ByteArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerStreamTest {
    private static final String LARGE = "\r\n{5}\r\n".repeat(30_000);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1_000_000})
    void responsesShouldBeCutHoweverTheyArrive(int pieces) throws IOException {
        String[] responses = {
            "* OK ready\r\n",
            "* 1 FETCH (BODY[] {210000}\r\n" + LARGE + ")\r\n",
            // a bare LF ends no line, a literal may end in CR and be empty
            "* 2 FETCH (BODY[] {3}\r\na\n\r BODY[1] {0}\r\n\n {2}\r\n\r\n)\r\n",
            "* OK {x}\r\n",
            "* OK }\r\n",
            "\r\n",
            "* SEARCH " + "1234567 ".repeat(20_000) + "\r\n",
            "A1 OK done\r\n"
        };
        AnswerStream stream = new AnswerStream(inPieces(String.join("", responses), pieces));

        for (String response : responses) {
            assertThat(text(stream.readResponse(null))).isEqualTo(response);
        }
        assertThatThrownBy(() -> stream.readResponse(null)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{2147483648}", "{99999999999999999999}"})
    void hugeLiteralShouldBeRefused(String literal) {
        AnswerStream stream = new AnswerStream(inPieces("* 1 FETCH (X " + literal + "\r\n", 100));

        assertThatThrownBy(() -> stream.readResponse(null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in one piece");
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

package io.mailcaravan.mailbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageHeaderTest {

    /** Line ends are written as people write them. */
    private static String bytes(String text) {
        return text.replace("CR", "\r").replace("LF", "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "A: 1CRLFB: 2CRLFCRLFbody, A: 1CRLFB: 2CRLFCRLF",
        "A: 1LFLFbody, A: 1LFLF",
        "A: 1CRLFLFbody, A: 1CRLFLF",
        "CRLFbody, CRLF",
        "A: 1CRLF, A: 1CRLF",
        "A: 1CRCRLFB: 2LFLFbody, A: 1CRCRLFB: 2LFLF"
    })
    void headerShouldEndBehindTheFirstEmptyLine(String message, String header) throws IOException {
        assertThat(read(bytes(message), 1_000)).isEqualTo(bytes(header));
    }

    @ParameterizedTest
    @CsvSource({"A: 1LFLFbody, 3, A: ", "A: 1LFLFbody, 0, ''"})
    void noMoreShouldBeReadThanIsWanted(String message, int most, String header)
            throws IOException {
        assertThat(read(bytes(message), most)).isEqualTo(header.isEmpty() ? "" : "A: ");
    }

    private static String read(String message, int most) throws IOException {
        return new String(
                MessageHeader.read(new ByteArrayInputStream(message.getBytes(ISO_8859_1)), most),
                ISO_8859_1);
    }
}

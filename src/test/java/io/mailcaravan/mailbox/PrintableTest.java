package io.mailcaravan.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrintableTest {

    /** Unicode 16, table 4-4: what has no shape of its own, but an effect. */
    private static boolean steers(int c) {
        return Character.isISOControl(c)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x200e
                || c == 0x200f
                || c == 0x061c
                || c == 0x2028
                || c == 0x2029
                || (c >= 0xd800 && c <= 0xdfff)
                || (c >= 0xe0000 && c <= 0xe007f && Character.isDefined(c));
    }

    @Test
    void nothingThatSteersShouldStay() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String text = "a" + Character.toString(c) + "b";
            String line = Printable.line(text);
            if (steers(c)) {
                assertThat(line.codePoints().anyMatch(PrintableTest::steers)).isFalse();
                assertThat(line).startsWith("a\\").endsWith("b");
            }
            assertThat(Printable.line(line)).isEqualTo(line);
            boolean stays = c == '\n' || c == '\t';
            assertThat(Printable.text(text)).isEqualTo(stays ? text : line);
        }
    }

    @Test
    void wordsOfAllScriptsShouldStay() {
        String text =
                "Gel\u00f6scht \u65e5\u672c\u8a9e \u05e2\u05d1\u05e8\u05d9\u05ea"
                        + " \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
                        + " \ud83d\udc68\u200d\ud83d\udcbb e\u0301";
        assertThat(Printable.line(text)).isEqualTo(text);
    }

    /** Any text, many with what steers: JSON stays the same value. */
    @Test
    void jsonShouldStayTheSameValue() throws Exception {
        Random random = new Random(10);
        ObjectMapper mapper = new ObjectMapper();
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                int c = random.nextInt(4) == 0 ? '\\' : random.nextInt(0x2100);
                text.appendCodePoint(c);
            }
            String json = mapper.writeValueAsString(text.toString());
            assertThat(mapper.readValue(Printable.line(json), String.class))
                    .isEqualTo(text.toString());
        }
    }

    @Test
    void errorsOfStoresShouldBeOneHarmlessLine() {
        MailboxException error =
                new MailboxException(
                        MailboxException.Scope.MESSAGE,
                        MailboxException.Retry.NEVER,
                        "NO \u001b[2Jgone\r\nroute acme: all copied",
                        "Ask \u202eadmin");
        assertThat(error.explanation())
                .isEqualTo("NO \\u001b[2Jgone\\r\\nroute acme: all copied. Ask \\u202eadmin");
    }
}

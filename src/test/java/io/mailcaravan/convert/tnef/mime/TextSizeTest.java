package io.mailcaravan.convert.tnef.mime;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextSizeTest {

    private static final List<String> WORDS =
            List.of(
                    "a",
                    "=",
                    " ",
                    "\r\n",
                    "\t",
                    "ü",
                    "報",
                    "\uD83D\uDCE6",
                    "\0",
                    ".",
                    "word ",
                    " \r\n");

    @Test
    void sizeShouldNeverBeTooSmall() throws Exception {
        Random random = new Random(1);
        for (int run = 0; run < 2000; run++) {
            StringBuilder text = new StringBuilder();
            int kinds = 1 + random.nextInt(WORDS.size());
            for (int i = random.nextInt(400); i > 0; i--) {
                text.append(WORDS.get(random.nextInt(kinds)));
            }
            assertThat(TextSize.of(text.toString()))
                    .as(text.toString())
                    .isGreaterThanOrEqualTo(encoded(text.toString()));
        }
    }

    private static long encoded(String text) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OutputStream encoder = MimeUtility.encode(out, "quoted-printable");
        encoder.write(text.getBytes(StandardCharsets.UTF_8));
        encoder.flush();
        return out.size();
    }
}

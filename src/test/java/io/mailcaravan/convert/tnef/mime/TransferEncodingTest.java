package io.mailcaravan.convert.tnef.mime;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.convert.tnef.stream.Bytes;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is encoded comes back from other decoders, in lines that no mail system breaks. */
class TransferEncodingTest {

    @Test
    void base64ShouldBeTheSameAsJavas() throws Exception {
        for (int size = 0; size < 20_000; size += size < 250 ? 1 : 8208 - 57 - 1) {
            byte[] content = new byte[size];
            new Random(size).nextBytes(content);
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            Base64Lines.write(Bytes.of(content), out);

            assertThat(out.toString(StandardCharsets.US_ASCII))
                    .isEqualTo(Base64.getMimeEncoder().encodeToString(content) + "\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Grüße \r\n aus\t\r\nKöln = schön",
                "From here\r\nFrom there",
                "--=_caravan_x\r\n.\r\nlone \r and \n",
                "trailing ",
                "\u0000\u001F\u007F€",
            })
    void quotedPrintableShouldComeBack(String text) throws Exception {
        for (int shift = 0; shift < 80; shift++) {
            String shifted = "x".repeat(shift) + text + "y".repeat(shift) + text;

            String encoded = quotedPrintable(shifted);

            assertThat(decoded(encoded)).isEqualTo(shifted);
            assertThat(encoded.split("\r\n"))
                    .allMatch(line -> line.length() <= 76)
                    .noneMatch(line -> line.startsWith("From ") || line.contains("=_"))
                    .noneMatch(line -> line.endsWith(" ") || line.endsWith("\t"));
        }
    }

    private static String quotedPrintable(String text) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        QuotedPrintable encoder = new QuotedPrintable(out);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int half = bytes.length / 2;
        encoder.write(bytes, 0, half);
        encoder.write(bytes, half, bytes.length - half);
        encoder.finish();
        return out.toString(StandardCharsets.US_ASCII);
    }

    private static String decoded(String encoded) throws Exception {
        byte[] bytes = encoded.getBytes(StandardCharsets.US_ASCII);
        try (InputStream in =
                MimeUtility.decode(new ByteArrayInputStream(bytes), "quoted-printable")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

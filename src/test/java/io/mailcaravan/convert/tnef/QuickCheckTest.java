package io.mailcaravan.convert.tnef;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.convert.tnef.stream.Bytes;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class QuickCheckTest {

    private static boolean mayHoldTnef(String header, byte[] body) {
        String start =
                "Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                        + "--b\r\nContent-Type: text/plain\r\n\r\nan octet-stream comes - see below\r\n"
                        + "--b\r\nContent-Type: application/octet-stream; name=x.bin\r\n"
                        + header
                        + "\r\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(start.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(body);
        out.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
        return QuickCheck.mayHoldTnef(Bytes.of(out.toByteArray()));
    }

    private static byte[] base64(byte[] content) {
        return Base64.getMimeEncoder().encode(content);
    }

    private static byte[] quotedPrintable(byte[] content) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream encoder = MimeUtility.encode(out, "quoted-printable")) {
            encoder.write(content);
        }
        return out.toByteArray();
    }

    @Test
    void octetStreamThatIsTnefShouldBeFoundInAnyEncoding() throws Exception {
        byte[] tnef = new TnefBuilder().subject("x").bytes();

        assertThat(mayHoldTnef("Content-Transfer-Encoding: base64\r\n", base64(tnef))).isTrue();
        assertThat(mayHoldTnef("", tnef)).isTrue();
        assertThat(mayHoldTnef("", quotedPrintable(tnef))).isTrue();
    }

    @Test
    void octetStreamThatIsSomethingElseShouldCostNoParsing() throws Exception {
        byte[] pdf = "%PDF-1.7 octet-stream".repeat(9).getBytes(StandardCharsets.US_ASCII);

        assertThat(mayHoldTnef("Content-Transfer-Encoding: base64\r\n", base64(pdf))).isFalse();
        assertThat(mayHoldTnef("", quotedPrintable(pdf))).isFalse();
        assertThat(mayHoldTnef("", new byte[0])).isFalse();
    }

    @Test
    void headerWithoutEndShouldBeLeftToTheParser() {
        assertThat(mayHoldTnef("X: " + "x".repeat(10_000) + "\r\n", new byte[9])).isTrue();
    }
}

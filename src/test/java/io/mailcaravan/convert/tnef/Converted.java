package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.stream.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A conversion and what came out of it. */
record Converted(Conversion conversion, Bytes content) {

    static Converted of(byte[] input) {
        return of(input, TnefOptions.DEFAULT);
    }

    static Converted of(byte[] input, TnefOptions options) {
        try {
            Conversion conversion = new TnefToMime(options).convert(Bytes.of(input));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            conversion.writeTo(out);
            return new Converted(conversion, Bytes.of(out.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A mail as Outlook sends it: a text and the TNEF part. */
    static byte[] mail(String text, byte[] tnef) {
        return ("From: sender@example.org\r\nTo: reader@example.org\r\nSubject: outer\r\n"
                        + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                        + "--b\r\nContent-Type: text/plain\r\n\r\n"
                        + text
                        + "\r\n--b\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(tnef)
                        + "\r\n--b--\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] bytes() {
        return content.copy();
    }

    Outcome outcome() {
        return conversion.outcome();
    }

    MimeMessageView view() {
        try {
            return MimeMessageView.of(bytes());
        } catch (Exception e) {
            throw new AssertionError("no message came out", e);
        }
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }
}

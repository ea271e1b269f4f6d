package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.stream.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;

/** Takes the transfer encoding off a part. */
final class TransferDecoder {

    private TransferDecoder() {}

    /**
     * The content; of damaged base64 what comes before the damage.
     *
     * @param encoding in lower case
     */
    static Bytes decode(Bytes body, String encoding) {
        if (encoding.startsWith("base64")) {
            return base64(body);
        }
        return encoding.startsWith("quoted-printable") ? quotedPrintable(body) : body;
    }

    /** One array of the right size: a large part is in memory once. */
    private static Bytes base64(Bytes body) {
        byte[] decoded = new byte[(int) ((long) body.size() * 3 / 4) + 3];
        int size = 0;
        try (InputStream in = Base64.getMimeDecoder().wrap(body.open())) {
            int read;
            while (size < decoded.length
                    && (read = in.read(decoded, size, decoded.length - size)) > 0) {
                size += read;
            }
        } catch (IOException e) {
            return Bytes.of(decoded).slice(0, size); // the TNEF reader reports what is missing
        }
        return Bytes.of(decoded).slice(0, size);
    }

    private static Bytes quotedPrintable(Bytes body) {
        try (InputStream in =
                jakarta.mail.internet.MimeUtility.decode(
                        new ByteArrayInputStream(body.copy()), "quoted-printable")) {
            return Bytes.of(in.readAllBytes());
        } catch (IOException | jakarta.mail.MessagingException e) {
            return body;
        }
    }
}

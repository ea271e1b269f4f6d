package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.stream.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;

/** Takes the transfer encoding off a part. */
final class TransferDecoder {

    /** Never registered, often used. */
    private static final Pattern UUENCODED = Pattern.compile("(x-)?uu(e|encode|enc)?\\b");

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
        if (UUENCODED.matcher(encoding).lookingAt()) {
            return Uuencoded.in(body).map(Uuencoded::content).orElse(body);
        }
        return encoding.startsWith("quoted-printable") ? quotedPrintable(body) : body;
    }

    /** One array of the right size: a large part is in memory once. */
    private static Bytes base64(Bytes body) {
        return new Base64Decoder(body).decode();
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

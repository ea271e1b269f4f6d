package io.mailcaravan.imap;

import io.mailcaravan.mailbox.Content;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Tells messages with UTF-8 in their headers (RFC 6532) from others. */
final class Headers {
    /** No real header is longer. */
    private static final int MOST = 1 << 20;

    private Headers() {}

    /**
     * Whether there are 8-bit bytes in the header and they are UTF-8. Raw ISO 8859-1, common in old
     * mail, is not, and goes as it always did.
     */
    static boolean areUtf8(Content content) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        boolean eightBit = false;
        try (InputStream in = new BufferedInputStream(content.open())) {
            int last = 0;
            int b;
            while ((b = in.read()) >= 0 && header.size() < MOST) {
                if (b == '\n' && last == '\n') {
                    break;
                }
                eightBit |= b > 0x7f;
                header.write(b);
                last = b == '\r' ? last : b;
            }
        }
        return eightBit && isUtf8(header.toByteArray());
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}

package io.mailcaravan.mailbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The header of a message as it stands there. */
public final class MessageHeader {

    private MessageHeader() {}

    /**
     * Up to the first empty line, with it; lines may end in CRLF or LF.
     *
     * @param most bytes that are read
     */
    public static byte[] read(InputStream message, int most) throws IOException {
        InputStream in = new BufferedInputStream(message, 8192);
        ByteArrayOutputStream header = new ByteArrayOutputStream(8192);
        boolean empty = true;
        for (int b = in.read(); b >= 0 && header.size() < most; b = in.read()) {
            header.write(b);
            if (b == '\n' && empty) {
                break;
            }
            empty = b == '\n' || (b == '\r' && empty);
        }
        return header.toByteArray();
    }
}

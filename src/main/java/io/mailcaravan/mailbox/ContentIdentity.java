package io.mailcaravan.mailbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Makes another item of a vCard or an iCalendar object: the same content under another UID. */
public final class ContentIdentity {

    private ContentIdentity() {}

    /**
     * The content with this UID in place of its own, in each of its objects: an event and its
     * exceptions have one. Held in memory as a whole.
     *
     * @param content one that has a UID
     */
    public static byte[] with(InputStream content, String identity) throws IOException {
        byte[] bytes = content.readAllBytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + identity.length());
        ObjectNesting nesting = new ObjectNesting();
        boolean dropping = false;
        for (int start = 0; start < bytes.length; ) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            end = Math.min(bytes.length, end + 1);
            boolean folded = bytes[start] == ' ' || bytes[start] == '\t';
            if (!folded) {
                String line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
                dropping = nesting.isUid(line);
                if (dropping) {
                    out.writeBytes(("UID:" + identity + "\r\n").getBytes(StandardCharsets.UTF_8));
                }
            }
            if (!dropping) {
                out.write(bytes, start, end - start);
            }
            start = end;
        }
        return out.toByteArray();
    }
}

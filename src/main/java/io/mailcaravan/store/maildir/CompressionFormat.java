package io.mailcaravan.store.maildir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Dovecot's {@code zlib} plugin compresses messages without a sign in their names; only their first
 * bytes tell. Copied as they are they would be rubbish, so each is refused.
 */
enum CompressionFormat {
    GZIP("\u001f\u008b\b"),
    BZIP2("BZh91AY&SY"),
    XZ("\u00fd7zXZ\0"),
    LZ4("Dovecot-LZ4\r*\u009b\u00c5"),
    ZSTD("(\u00b5/\u00fd");

    private static final int LONGEST = 15;

    private final String start;

    CompressionFormat(String start) {
        this.start = start;
    }

    /**
     * @param in at the message's first byte
     */
    static void refuse(InputStream in, MessageFile file) throws IOException, UnreadableException {
        String found = new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
        for (CompressionFormat one : values()) {
            if (found.startsWith(one.start)) {
                throw new UnreadableException(
                        "the file " + file.text() + " is compressed (" + one + ")",
                        "Let Dovecot serve this mailbox and read it with a store of type imap.");
            }
        }
    }
}

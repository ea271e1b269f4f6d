package io.mailcaravan.store.eml;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** An entry's bytes, compared with what the archive says of them, which the JDK does not do. */
final class EntryStream extends CheckedStream {

    private final ZipEntry entry;
    private final CRC32 crc = new CRC32();
    private long count;

    EntryStream(InputStream in, ZipEntry entry) {
        super(in);
        this.entry = entry;
    }

    /** Stops at the first byte too many: a few bytes in an archive may unpack without end. */
    @Override
    void passed(byte[] bytes, int offset, int length) throws IOException {
        count += length;
        if (count > entry.getSize()) {
            throw new IOException(
                    "it has more than the " + entry.getSize() + " bytes that the archive says");
        }
        crc.update(bytes, offset, length);
    }

    @Override
    void end() throws IOException {
        if (count < entry.getSize()) {
            throw new IOException(
                    "it has fewer than the " + entry.getSize() + " bytes that the archive says");
        }
        if (crc.getValue() != entry.getCrc()) {
            throw new IOException(
                    "it is damaged: its checksum is not the one that the archive says");
        }
    }
}

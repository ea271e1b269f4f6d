package io.mailcaravan.store.eml;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An archive that no packer would make, or a disk has changed. */
final class OddZip {

    /** Begins an entry of the list at the archive's end. */
    private static final String LISTED = "PK\1\2";

    private static final int SIZE_AT = 24;

    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final ZipOutputStream out = new ZipOutputStream(packed, StandardCharsets.UTF_8);
    private String bytes;

    /** Deflated without being made smaller, so that the text stands in the archive. */
    OddZip deflated(String name, String text) throws IOException {
        out.setLevel(Deflater.NO_COMPRESSION);
        return add(new ZipEntry(name), text);
    }

    OddZip stored(String name, String text) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(text.length());
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        entry.setCrc(crc.getValue());
        return add(entry, text);
    }

    OddZip add(ZipEntry entry, String text) throws IOException {
        out.putNextEntry(entry);
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.closeEntry();
        return this;
    }

    /** Puts other bytes in the place of these, wherever they are. */
    OddZip change(String old, String now) throws IOException {
        bytes = bytes().replace(old, now);
        return this;
    }

    /** Lets the only entry's size be another than it is. */
    OddZip declare(int size) throws IOException {
        byte[] all = bytes().getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer.wrap(all)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.indexOf(LISTED) + SIZE_AT, size);
        bytes = new String(all, StandardCharsets.ISO_8859_1);
        return this;
    }

    private String bytes() throws IOException {
        if (bytes == null) {
            out.close();
            bytes = packed.toString(StandardCharsets.ISO_8859_1);
        }
        return bytes;
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, bytes(), StandardCharsets.ISO_8859_1);
    }
}

package io.mailcaravan.convert.tnef;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Packs RTF as PidTagRtfCompressed, for tests; every token is a literal. */
public final class LzfuBuilder {

    private static final int DICTIONARY_START = 207;

    private LzfuBuilder() {}

    public static byte[] compress(String rtf) {
        return compress(rtf.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static byte[] compress(byte[] rtf) {
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        for (int at = 0; at < rtf.length; at += 8) {
            contents.write(0);
            contents.write(rtf, at, Math.min(8, rtf.length - at));
        }
        return packed(0x75465A4C, rtf.length, contents.toByteArray());
    }

    /**
     * RTF that repeats its last 17 bytes, of which each time takes two bytes.
     *
     * @param start 24 bytes
     */
    public static byte[] repeated(String start, int times) {
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        byte[] literals = start.getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < 24; at += 8) {
            contents.write(0);
            contents.write(literals, at, 8);
        }
        int write = DICTIONARY_START + 24;
        for (int i = 0; i < times; i++) {
            if (i % 8 == 0) {
                contents.write(0xFF);
            }
            int reference = (write - 17 & 0xFFF) << 4 | 0xF;
            contents.write(reference >> 8);
            contents.write(reference);
            write += 17;
        }
        return packed(0x75465A4C, 24 + 17 * times, contents.toByteArray());
    }

    /** Contents already packed. */
    public static byte[] packed(int type, int rawSize, byte[] contents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(TnefBuilder.number(contents.length + 12));
        out.writeBytes(TnefBuilder.number(rawSize));
        out.writeBytes(TnefBuilder.number(type));
        out.writeBytes(TnefBuilder.number(crc(contents)));
        out.writeBytes(contents);
        return out.toByteArray();
    }

    /** [MS-OXRTFCP] 2.1.3.2, bit by bit. */
    private static int crc(byte[] contents) {
        int crc = 0;
        for (byte b : contents) {
            crc ^= b & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : 0xEDB88320 ^ crc >>> 1;
            }
        }
        return crc;
    }
}

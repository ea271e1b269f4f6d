package io.mailcaravan.convert.tnef.rtf;

import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.Cursor;
import io.mailcaravan.convert.tnef.stream.DamagedException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** PidTagRtfCompressed, [MS-OXRTFCP]. */
public final class CompressedRtf {

    private static final int LZFU = 0x75465A4C;
    private static final int UNCOMPRESSED = 0x414C454D;
    private static final int DICTIONARY = 4096;

    /** [MS-OXRTFCP] 2.1.2.1; CR LF, which some programs have the wrong way round. */
    private static final byte[] START =
            ("{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss "
                            + "\\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New "
                            + "RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
                            + "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx")
                    .getBytes(StandardCharsets.US_ASCII);

    private static final int[] CRC_TABLE = crcTable();

    private CompressedRtf() {}

    /**
     * Takes out the RTF.
     *
     * @param limit bytes of RTF
     * @throws DamagedException also when the CRC is wrong: what a damaged dictionary gives is not
     *     what somebody wrote
     */
    public static byte[] decompress(Bytes compressed, int limit) throws DamagedException {
        Cursor in = new Cursor(compressed);
        int size = in.i32();
        int rawSize = in.i32();
        int type = in.i32();
        int crc = in.i32();
        if (rawSize < 0 || rawSize > limit) {
            throw new DamagedException(
                    "compressed RTF: it says to hold "
                            + Integer.toUnsignedLong(rawSize)
                            + " bytes");
        }
        if (type == UNCOMPRESSED) {
            return in.take(Math.min(rawSize, in.remaining())).copy();
        }
        if (type != LZFU) {
            throw new DamagedException("compressed RTF: unknown kind 0x%08X".formatted(type));
        }
        // the size counts from behind itself; anything after it is padding
        Bytes contents = in.take(Math.clamp((long) size - 12, 0, in.remaining()));
        if (crc != crc(contents)) {
            throw new DamagedException("compressed RTF: its CRC is wrong");
        }
        return expand(contents, rawSize);
    }

    private static byte[] expand(Bytes in, int rawSize) {
        byte[] dictionary = Arrays.copyOf(START, DICTIONARY);
        int write = START.length;
        ByteArrayOutputStream out =
                new ByteArrayOutputStream(Math.min(rawSize, in.size() * 4 + 16));
        int at = 0;
        while (at < in.size() && out.size() < rawSize) {
            int control = in.u8(at++);
            for (int bit = 0; bit < 8 && at < in.size() && out.size() < rawSize; bit++) {
                if ((control >> bit & 1) == 0) {
                    dictionary[write] = (byte) in.u8(at++);
                    out.write(dictionary[write]);
                    write = (write + 1) % DICTIONARY;
                    continue;
                }
                if (at + 1 >= in.size()) {
                    return out.toByteArray();
                }
                int reference = in.u8(at) << 8 | in.u8(at + 1);
                at += 2;
                int read = reference >> 4;
                if (read == write) {
                    return out.toByteArray(); // the end mark
                }
                for (int n = (reference & 0xF) + 2; n > 0 && out.size() < rawSize; n--) {
                    dictionary[write] = dictionary[read];
                    out.write(dictionary[write]);
                    read = (read + 1) % DICTIONARY;
                    write = (write + 1) % DICTIONARY;
                }
            }
        }
        return out.toByteArray();
    }

    /** CRC-32's polynomial, but starting with 0 and not inverted, [MS-OXRTFCP] 2.1.3.2. */
    static int crc(Bytes bytes) {
        int crc = 0;
        for (int i = 0; i < bytes.size(); i++) {
            crc = CRC_TABLE[(crc ^ bytes.u8(i)) & 0xFF] ^ crc >>> 8;
        }
        return crc;
    }

    private static int[] crcTable() {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) {
            int value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : 0xEDB88320 ^ value >>> 1;
            }
            table[i] = value;
        }
        return table;
    }
}

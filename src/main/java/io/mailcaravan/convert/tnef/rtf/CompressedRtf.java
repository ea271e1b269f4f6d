package io.mailcaravan.convert.tnef.rtf;

import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.Cursor;
import io.mailcaravan.convert.tnef.stream.DamagedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** PidTagRtfCompressed, [MS-OXRTFCP]. */
public final class CompressedRtf {

    private static final int LZFU = 0x75465A4C;
    private static final int UNCOMPRESSED = 0x414C454D;
    private static final int DICTIONARY = 4096;
    private static final int LAST = DICTIONARY - 1;

    /** Eight references to 17 bytes. */
    private static final int MOST_OF_ONE_CONTROL = 8 * 17;

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

    private static byte[] expand(Bytes compressed, int rawSize) {
        byte[] in = compressed.copy();
        byte[] dictionary = Arrays.copyOf(START, DICTIONARY);
        int write = START.length;
        byte[] out = new byte[Math.min(rawSize, in.length * 4 + 16)];
        int size = 0;
        int at = 0;
        while (at < in.length && size < rawSize) {
            int control = in[at++];
            if (out.length - size < MOST_OF_ONE_CONTROL) {
                long more = 2L * out.length + MOST_OF_ONE_CONTROL;
                out = Arrays.copyOf(out, (int) Math.min(more, rawSize + MOST_OF_ONE_CONTROL));
            }
            for (int bit = 0; bit < 8 && at < in.length && size < rawSize; bit++) {
                if ((control >> bit & 1) == 0) {
                    out[size++] = dictionary[write] = in[at++];
                    write = write + 1 & LAST;
                    continue;
                }
                if (at + 1 >= in.length) {
                    return Arrays.copyOf(out, size);
                }
                int reference = (in[at] & 0xFF) << 8 | (in[at + 1] & 0xFF);
                at += 2;
                int read = reference >> 4;
                if (read == write) {
                    return Arrays.copyOf(out, size); // the end mark
                }
                for (int n = (reference & 0xF) + 2; n > 0 && size < rawSize; n--) {
                    out[size++] = dictionary[write] = dictionary[read];
                    read = read + 1 & LAST;
                    write = write + 1 & LAST;
                }
            }
        }
        return Arrays.copyOf(out, size);
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

package io.mailcaravan.convert.tnef;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Writes lists of MAPI properties for tests, [MS-OXTNEF] 2.1.3.4. */
public final class MapiBuilder {

    static final String APPOINTMENT = "00062002-0000-0000-c000-000000000046";
    static final String TASK = "00062003-0000-0000-c000-000000000046";
    static final String COMMON = "00062008-0000-0000-c000-000000000046";
    static final String MEETING = "6ed8da90-450b-101b-98da-00aa003f1305";
    static final String MESSAGE = "00020307-0000-0000-c000-000000000046";
    static final String STORAGE = "0000000b-0000-0000-c000-000000000046";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int count;

    public MapiBuilder string(int id, String text) {
        return variable(0x001F, id, (text + "\0").getBytes(StandardCharsets.UTF_16LE));
    }

    public MapiBuilder string8(int id, String text, Charset charset) {
        return variable(0x001E, id, (text + "\0").getBytes(charset));
    }

    public MapiBuilder binary(int id, byte[] value) {
        return variable(0x0102, id, value);
    }

    public MapiBuilder object(int id, String interfaceId, byte[] value) {
        byte[] both = new byte[16 + value.length];
        System.arraycopy(guid(interfaceId), 0, both, 0, 16);
        System.arraycopy(value, 0, both, 16, value.length);
        return variable(0x000D, id, both);
    }

    public MapiBuilder integer(int id, int value) {
        return fixed(tag(0x0003, id), TnefBuilder.number(value));
    }

    public MapiBuilder bool(int id, boolean value) {
        return fixed(tag(0x000B, id), TnefBuilder.number(value ? 1 : 0));
    }

    public MapiBuilder time(int id, String instant) {
        return fixed(tag(0x0040, id), filetime(instant));
    }

    public MapiBuilder namedTime(String set, int lid, String instant) {
        return fixed(named(0x0040, set, lid), filetime(instant));
    }

    public MapiBuilder namedInteger(String set, int lid, int value) {
        return fixed(named(0x0003, set, lid), TnefBuilder.number(value));
    }

    public MapiBuilder namedBool(String set, int lid, boolean value) {
        return fixed(named(0x000B, set, lid), TnefBuilder.number(value ? 1 : 0));
    }

    public MapiBuilder namedString(String set, int lid, String text) {
        byte[] value = (text + "\0").getBytes(StandardCharsets.UTF_16LE);
        return fixed(named(0x001F, set, lid), counted(value));
    }

    public MapiBuilder namedBinary(String set, int lid, byte[] value) {
        return fixed(named(0x0102, set, lid), counted(value));
    }

    /** Any property below 0x8000; the value as it stands in the stream. */
    public MapiBuilder property(int type, int id, byte[] value) {
        return fixed(tag(type, id), value);
    }

    /** Any property with a name. */
    public MapiBuilder named(int type, String set, int lid, byte[] value) {
        return fixed(named(type, set, lid), value);
    }

    /** Any property with a string for a name. */
    public MapiBuilder namedByString(int type, String set, String name, byte[] value) {
        byte[] text = (name + "\0").getBytes(StandardCharsets.UTF_16LE);
        ByteArrayOutputStream tag = new ByteArrayOutputStream();
        tag.writeBytes(tag(type, 0x8001));
        tag.writeBytes(guid(set));
        tag.writeBytes(TnefBuilder.number(1));
        tag.writeBytes(TnefBuilder.number(text.length));
        tag.writeBytes(text);
        tag.writeBytes(new byte[-text.length & 3]);
        return fixed(tag.toByteArray(), value);
    }

    public byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(TnefBuilder.number(count));
        all.writeBytes(out.toByteArray());
        return all.toByteArray();
    }

    private MapiBuilder variable(int type, int id, byte[] value) {
        return fixed(tag(type, id), counted(value));
    }

    private MapiBuilder fixed(byte[] tag, byte[] value) {
        out.writeBytes(tag);
        out.writeBytes(value);
        count++;
        return this;
    }

    /** Values with their number in front, each with its length. */
    public static byte[] counted(byte[]... values) {
        ByteArrayOutputStream counted = new ByteArrayOutputStream();
        counted.writeBytes(TnefBuilder.number(values.length));
        for (byte[] value : values) {
            counted.writeBytes(TnefBuilder.number(value.length));
            counted.writeBytes(value);
            counted.writeBytes(new byte[-value.length & 3]);
        }
        return counted.toByteArray();
    }

    private static byte[] tag(int type, int id) {
        return TnefBuilder.number(id << 16 | type);
    }

    private static byte[] named(int type, String set, int lid) {
        ByteArrayOutputStream tag = new ByteArrayOutputStream();
        tag.writeBytes(tag(type, 0x8000 | (lid & 0xFFF)));
        tag.writeBytes(guid(set));
        tag.writeBytes(TnefBuilder.number(0));
        tag.writeBytes(TnefBuilder.number(lid));
        return tag.toByteArray();
    }

    private static byte[] guid(String text) {
        UUID uuid = UUID.fromString(text);
        long high = uuid.getMostSignificantBits();
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) (high >> 32))
                .putShort((short) (high >> 16))
                .putShort((short) high)
                .order(ByteOrder.BIG_ENDIAN)
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private static byte[] filetime(String instant) {
        long ticks = (Instant.parse(instant).getEpochSecond() + 11_644_473_600L) * 10_000_000;
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(ticks).array();
    }
}

package io.mailcaravan.convert.tnef;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/** Writes PidLidAppointmentRecur and PidLidTimeZoneStruct for tests. */
public final class RecurBuilder {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public RecurBuilder u16(int... values) {
        for (int value : values) {
            out.write(value);
            out.write(value >> 8);
        }
        return this;
    }

    public RecurBuilder i32(int... values) {
        for (int value : values) {
            out.writeBytes(TnefBuilder.number(value));
        }
        return this;
    }

    public RecurBuilder time(String local) {
        LocalDateTime epoch = LocalDateTime.of(1601, 1, 1, 0, 0);
        return i32((int) ChronoUnit.MINUTES.between(epoch, LocalDateTime.parse(local)));
    }

    public RecurBuilder text(String text) {
        return u16(text.length() + 1, text.length())
                .raw(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    public RecurBuilder raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public byte[] bytes() {
        return out.toByteArray();
    }

    /** Every Tuesday, once deleted and once moved, until 2024-04-30. */
    public static byte[] tuesdays() {
        return new RecurBuilder()
                .u16(0x3004, 0x3004, 0x200B, 1, 0)
                .i32(0, 1, 0, 4, 0x2021, 9, 1)
                .i32(2)
                .time("2024-03-12T00:00")
                .time("2024-03-19T00:00")
                .i32(1)
                .time("2024-03-20T00:00")
                .time("2024-03-05T00:00")
                .time("2024-04-30T00:00")
                .i32(0x3006, 0x3008, 600, 660)
                .u16(1)
                .time("2024-03-20T11:00")
                .time("2024-03-20T12:00")
                .time("2024-03-19T10:00")
                .u16(1)
                .text("moved")
                .i32(0, 0)
                .bytes();
    }

    /** Central European Time. */
    public static byte[] berlin() {
        ByteBuffer zone = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        zone.putInt(-60).putInt(0).putInt(-60);
        zone.putShort((short) 0).put(last(10, 3));
        zone.putShort((short) 0).put(last(3, 2));
        return zone.array();
    }

    /** The last Sunday of a month. */
    private static byte[] last(int month, int hour) {
        ByteBuffer time = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        time.putShort((short) 0).putShort((short) month).putShort((short) 0).putShort((short) 5);
        return time.putShort((short) hour).array();
    }
}

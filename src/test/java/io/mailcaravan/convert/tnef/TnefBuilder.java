package io.mailcaravan.convert.tnef;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;

/** Writes TNEF streams for tests, right ones and wrong ones. */
public final class TnefBuilder {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public TnefBuilder() {
        this(1252);
    }

    public TnefBuilder(int codePage) {
        out.writeBytes(new byte[] {0x78, (byte) 0x9F, 0x3E, 0x22, 1, 0});
        attribute(1, 0x00089006, number(0x00010000));
        byte[] value = new byte[8];
        ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).putInt(codePage);
        attribute(1, 0x00069007, value);
    }

    public TnefBuilder messageClass(String name) {
        return attribute(1, 0x00078008, string(name));
    }

    public TnefBuilder subject(String text) {
        return attribute(1, 0x00018004, string(text));
    }

    public TnefBuilder properties(MapiBuilder properties) {
        return attribute(1, 0x00069003, properties.bytes());
    }

    public TnefBuilder recipients(MapiBuilder... rows) {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        table.writeBytes(number(rows.length));
        for (MapiBuilder row : rows) {
            table.writeBytes(row.bytes());
        }
        return attribute(1, 0x00069004, table.toByteArray());
    }

    /** A file as Outlook writes it: start, title, data, properties. */
    public TnefBuilder file(String title, byte[] content, MapiBuilder properties) {
        return start().title(title).data(content).attachment(properties);
    }

    public TnefBuilder start() {
        return attribute(2, 0x00069002, new byte[14]);
    }

    public TnefBuilder title(String title) {
        return attribute(2, 0x00018010, string(title));
    }

    public TnefBuilder data(byte[] content) {
        return attribute(2, 0x0006800F, content);
    }

    public TnefBuilder attachment(MapiBuilder properties) {
        return attribute(2, 0x00069005, properties.bytes());
    }

    /** An embedded message, behind the interface id of IMessage. */
    public TnefBuilder embedded(byte[] stream) {
        MapiBuilder properties =
                new MapiBuilder().integer(0x3705, 5).object(0x3701, MapiBuilder.MESSAGE, stream);
        return start().attachment(properties);
    }

    public TnefBuilder attribute(int level, int tag, byte[] value) {
        int sum = 0;
        for (byte b : value) {
            sum += b & 0xFF;
        }
        return attribute(level, tag, value, sum);
    }

    public TnefBuilder attribute(int level, int tag, byte[] value, int checksum) {
        out.write(level);
        out.writeBytes(number(tag));
        out.writeBytes(number(value.length));
        out.writeBytes(value);
        out.write(checksum);
        out.write(checksum >> 8);
        return this;
    }

    public TnefBuilder raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public byte[] bytes() {
        return out.toByteArray();
    }

    static byte[] number(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    }

    static byte[] string(String text) {
        return (text + "\0").getBytes(Charset.forName("windows-1252"));
    }
}

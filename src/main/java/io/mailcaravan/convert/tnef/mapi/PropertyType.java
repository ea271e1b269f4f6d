package io.mailcaravan.convert.tnef.mapi;

/** Property types, [MS-OXCDATA] 2.11.1. */
public final class PropertyType {

    public static final int INTEGER16 = 0x0002;
    public static final int INTEGER32 = 0x0003;
    public static final int FLOATING64 = 0x0005;
    public static final int FLOATING_TIME = 0x0007;
    public static final int BOOLEAN = 0x000B;
    public static final int OBJECT = 0x000D;
    public static final int INTEGER64 = 0x0014;
    public static final int STRING8 = 0x001E;
    public static final int STRING = 0x001F;
    public static final int TIME = 0x0040;
    public static final int GUID = 0x0048;
    public static final int BINARY = 0x0102;

    /** Set where a property has several values. */
    static final int MULTIPLE = 0x1000;

    private PropertyType() {}

    /** Whether each value carries its own length. */
    static boolean isVariable(int type) {
        return type == OBJECT || type == STRING8 || type == STRING || type == BINARY;
    }

    /** The bytes of a value in the stream, padding included; -1 for a type that nobody knows. */
    static int size(int type) {
        return switch (type) {
            case 0x0000, 0x0001 -> 0;
            case INTEGER16, INTEGER32, 0x0004, 0x000A, BOOLEAN -> 4;
            case FLOATING64, 0x0006, FLOATING_TIME, INTEGER64, TIME -> 8;
            case GUID -> 16;
            default -> -1;
        };
    }
}

package io.mailcaravan.pass;

/** Makes passes wait milliseconds where they would wait seconds, for all tests of this process. */
public final class ShortWaits {
    private static final int HOW_MUCH = 500;

    private ShortWaits() {}

    public static void begin() {
        Delays.shorten(HOW_MUCH);
    }

    public static void end() {
        Delays.shorten(1);
    }
}

package io.mailcaravan.convert.tnef.mapi;

/** Property sets by GUID, [MS-OXPROPS] 1.3.2. */
public final class PropertySet {

    public static final String APPOINTMENT = "00062002-0000-0000-c000-000000000046";
    public static final String TASK = "00062003-0000-0000-c000-000000000046";
    public static final String ADDRESS = "00062004-0000-0000-c000-000000000046";
    public static final String COMMON = "00062008-0000-0000-c000-000000000046";
    public static final String MEETING = "6ed8da90-450b-101b-98da-00aa003f1305";
    public static final String PUBLIC_STRINGS = "00020329-0000-0000-c000-000000000046";

    private PropertySet() {}
}

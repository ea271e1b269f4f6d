package io.mailcaravan.convert.tnef.stream;

/** Attributes by id, [MS-OXTNEF] 2.1.3.3; the upper half is the type. */
public final class TnefTag {

    public static final int OWNER = 0x00060000;
    public static final int SENT_FOR = 0x00060001;
    public static final int ORIGINAL_MESSAGE_CLASS = 0x00070006;
    public static final int DATE_START = 0x00030006;
    public static final int DATE_END = 0x00030007;
    public static final int FROM = 0x00008000;
    public static final int SUBJECT = 0x00018004;
    public static final int DATE_SENT = 0x00038005;
    public static final int MESSAGE_CLASS = 0x00078008;
    public static final int BODY = 0x0002800C;
    public static final int PRIORITY = 0x0004800D;
    public static final int ATTACH_DATA = 0x0006800F;
    public static final int ATTACH_TITLE = 0x00018010;
    public static final int ATTACH_META_FILE = 0x00068011;
    public static final int ATTACH_TRANSPORT_FILENAME = 0x00069001;
    public static final int ATTACH_REND_DATA = 0x00069002;
    public static final int MAPI_PROPS = 0x00069003;
    public static final int RECIP_TABLE = 0x00069004;
    public static final int ATTACHMENT = 0x00069005;
    public static final int TNEF_VERSION = 0x00089006;
    public static final int OEM_CODEPAGE = 0x00069007;

    private TnefTag() {}
}

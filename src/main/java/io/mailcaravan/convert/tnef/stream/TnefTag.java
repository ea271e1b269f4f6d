package io.mailcaravan.convert.tnef.stream;

/**
 * Attributes by id, [MS-OXTNEF] 2.1.3.3: the lower half of what is in the stream. The upper half is
 * the type, which follows from the id, and which some writers leave 0.
 */
public final class TnefTag {

    public static final int OWNER = 0x0000;
    public static final int SENT_FOR = 0x0001;
    public static final int ORIGINAL_MESSAGE_CLASS = 0x0600;
    public static final int DATE_START = 0x0006;
    public static final int DATE_END = 0x0007;
    public static final int FROM = 0x8000;
    public static final int SUBJECT = 0x8004;
    public static final int DATE_SENT = 0x8005;
    public static final int MESSAGE_CLASS = 0x8008;
    public static final int BODY = 0x800C;
    public static final int PRIORITY = 0x800D;
    public static final int ATTACH_DATA = 0x800F;
    public static final int ATTACH_TITLE = 0x8010;
    public static final int ATTACH_META_FILE = 0x8011;
    public static final int ATTACH_TRANSPORT_FILENAME = 0x9001;
    public static final int ATTACH_REND_DATA = 0x9002;
    public static final int MAPI_PROPS = 0x9003;
    public static final int RECIP_TABLE = 0x9004;
    public static final int ATTACHMENT = 0x9005;
    public static final int TNEF_VERSION = 0x9006;
    public static final int OEM_CODEPAGE = 0x9007;

    private TnefTag() {}
}

package io.mailcaravan.convert.tnef.mapi;

/** Properties below 0x8000, by their names in [MS-OXPROPS] without "PidTag". */
public final class PropertyId {

    public static final int IMPORTANCE = 0x0017;
    public static final int MESSAGE_CLASS = 0x001A;
    public static final int REPORT_TEXT = 0x1001;
    public static final int RECEIPT_TIME = 0x002A;
    public static final int DELIVER_TIME = 0x0010;
    public static final int REPORT_TIME = 0x0032;
    public static final int SENSITIVITY = 0x0036;
    public static final int SUBJECT = 0x0037;
    public static final int CLIENT_SUBMIT_TIME = 0x0039;
    public static final int SUBJECT_PREFIX = 0x003D;
    public static final int ORIGINAL_SUBJECT = 0x0049;
    public static final int ORIGINAL_SUBMIT_TIME = 0x004E;
    public static final int ORIGINAL_DELIVERY_TIME = 0x0055;
    public static final int REPLY_RECIPIENT_ENTRIES = 0x004F;
    public static final int REPLY_RECIPIENT_NAMES = 0x0050;
    public static final int START_DATE = 0x0060;
    public static final int END_DATE = 0x0061;
    public static final int OWNER_APPOINTMENT_ID = 0x0062;
    public static final int CONVERSATION_TOPIC = 0x0070;
    public static final int TRANSPORT_MESSAGE_HEADERS = 0x007D;
    public static final int ORIGINAL_DISPLAY_TO = 0x0074;
    public static final int RECIPIENT_TYPE = 0x0C15;
    public static final int NDR_REASON_CODE = 0x0C04;
    public static final int NDR_DIAG_CODE = 0x0C05;
    public static final int SUPPLEMENTARY_INFO = 0x0C1B;
    public static final int REMOTE_MTA = 0x0C21;
    public static final int NDR_STATUS_CODE = 0x0C20;
    public static final int MESSAGE_DELIVERY_TIME = 0x0E06;
    public static final int NORMALIZED_SUBJECT = 0x0E1D;
    public static final int PRIMARY_SEND_ACCOUNT = 0x0E28;
    public static final int BODY = 0x1000;
    public static final int RTF_COMPRESSED = 0x1009;
    public static final int HTML = 0x1013;
    public static final int INTERNET_MESSAGE_ID = 0x1035;
    public static final int INTERNET_REFERENCES = 0x1039;
    public static final int IN_REPLY_TO_ID = 0x1042;
    public static final int ORIGINAL_MESSAGE_ID = 0x1046;
    public static final int DISPLAY_NAME = 0x3001;
    public static final int LAST_MODIFICATION_TIME = 0x3008;
    public static final int ATTACH_DATA = 0x3701;
    public static final int ATTACH_EXTENSION = 0x3703;
    public static final int ATTACH_FILENAME = 0x3704;
    public static final int ATTACH_METHOD = 0x3705;
    public static final int ATTACH_LONG_FILENAME = 0x3707;
    public static final int ATTACH_PATHNAME = 0x3708;
    public static final int ATTACH_LONG_PATHNAME = 0x370D;
    public static final int ATTACH_MIME_TAG = 0x370E;
    public static final int ATTACH_CONTENT_ID = 0x3712;
    public static final int ATTACH_CONTENT_LOCATION = 0x3713;
    public static final int ATTACHMENT_HIDDEN = 0x7FFE;
    public static final int INTERNET_CODEPAGE = 0x3FDE;
    public static final int MESSAGE_CODEPAGE = 0x3FFD;

    public static final int REPORTING_MTA = 0x6820;

    private PropertyId() {}
}

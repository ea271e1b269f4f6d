package io.mailcaravan.convert.tnef;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One stream of each kind, as Outlook sends them: what fuzzing begins with, and mail for tests with
 * servers.
 */
public final class TnefSamples {

    public static final String CYRILLIC = "Отчёт за март.txt";
    public static final String CHINESE = "報告.bin";
    public static final String TEXT = "one, two, three\r\n";
    public static final String BINARY = "\0\1\2\u00FF\u00FE\r\n\0";

    private static final String ADDRESS = "00062004-0000-0000-c000-000000000046";

    private TnefSamples() {}

    /** All, by what they are. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("note", note());
        all.put("encapsulated-html", encapsulatedHtml());
        all.put("native-rtf", nativeRtf());
        all.put("embedded", embedded());
        all.put("meeting", meeting());
        all.put("all-day", allDay());
        all.put("task-request", taskRequest());
        all.put("contact", contact());
        all.put("list", list());
        all.put("non-delivery", nonDelivery());
        all.put("read-receipt", readReceipt());
        all.put("signed", signed());
        return all;
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A mail as Outlook sends it: a text and the TNEF part. */
    public static byte[] mail(String subject, String text, byte[] stream) {
        return ("Message-ID: <"
                        + subject.replace(' ', '.')
                        + "@test.example>\r\nDate: Tue, 15 Jun 2021 08:30:00 +0000\r\n"
                        + "From: Sender <sender@test.example>\r\nTo: reader@test.example\r\n"
                        + "Subject: "
                        + subject
                        + "\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: multipart/mixed; boundary=\"=_outer\"\r\n\r\n"
                        + "--=_outer\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n"
                        + text
                        + "\r\n--=_outer\r\nContent-Type: application/ms-tnef; name=\"winmail.dat\"\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(stream)
                        + "\r\n--=_outer--\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** HTML and two files with names that are not ASCII. */
    public static byte[] note() {
        byte[] html = "<p>Grüße, <b>см.</b> файл</p>".getBytes(StandardCharsets.UTF_8);
        return new TnefBuilder(1251)
                .messageClass("IPM.Microsoft Mail.Note")
                .subject("note")
                .recipients(person(1, "Ann", "ann@test.example"), person(2, "Bob", "/o=x/cn=bob"))
                .properties(
                        new MapiBuilder()
                                .integer(0x3FDE, 65001)
                                .integer(0x0017, 2)
                                .integer(0x0036, 2)
                                .string(0x0042, "Sender")
                                .string(0x5D02, "sender@test.example")
                                .string(0x1035, "<inner@test.example>")
                                .string(0x1042, "<before@test.example>")
                                .string(0x1039, "<first@test.example> <before@test.example>")
                                .time(0x0039, "2021-06-15T08:30:00Z")
                                .binary(0x1013, html))
                .file("OTCHET~1.TXT", latin1(TEXT), new MapiBuilder().string(0x3707, CYRILLIC))
                .file(
                        "X.BIN",
                        latin1(BINARY),
                        new MapiBuilder()
                                .string8(0x3707, "x.bin", Charset.forName("windows-1251"))
                                .string(0x3707, CHINESE)
                                .string(0x370E, "application/octet-stream"))
                .bytes();
    }

    /** HTML inside RTF that shows an attached image. */
    public static byte[] encapsulatedHtml() {
        String rtf =
                "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fswiss Arial;}"
                        + "{\\f1\\fmodern\\fcharset204 Courier;}}\r\n{\\*\\generator x;}"
                        + "{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 Gr\\'fc\\'dfe "
                        + "{\\*\\htmltag84 <img src=\"cid:image1@test\">}\\htmlrtf x\\htmlrtf0 \\u8364?"
                        + "\\f1 \\'cf\\'f0\\htmlrtf }\\htmlrtf0 {\\*\\mhtmltag84 no}{\\*\\htmltag72 </p>}}";
        return new TnefBuilder()
                .messageClass("IPM.Note")
                .properties(new MapiBuilder().binary(0x1009, LzfuBuilder.compress(rtf)))
                .file(
                        "image1.png",
                        new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'},
                        new MapiBuilder()
                                .string(0x3707, "image1.png")
                                .string(0x370E, "image/png")
                                .string(0x3712, "image1@test")
                                .bool(0x7FFE, true))
                .bytes();
    }

    public static byte[] nativeRtf() {
        String rtf =
                "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 S;}{\\f1\\cpg932 M;}}"
                        + "{\\colortbl ;\\red255\\green0\\blue0;}\\pard {\\b bold}\\i0\\fs28\\cf1 "
                        + "{\\field{\\*\\fldinst HYPERLINK \"https://test.example/\"}{\\fldrslt link}}"
                        + "\\line\\tab\\lquote\\uc2\\u20320\\'c4\\'e3\\super2\\par"
                        + "\\trowd\\intbl x\\cell y\\cell\\row\\pard\\bin3 abc\\strike z\\par}";
        return new TnefBuilder(936)
                .messageClass("IPM.Note")
                .properties(new MapiBuilder().binary(0x1009, LzfuBuilder.compress(rtf)))
                .bytes();
    }

    /** A message in a message in a message, and an OLE object. */
    public static byte[] embedded() {
        byte[] inner =
                new TnefBuilder()
                        .messageClass("IPM.Note")
                        .subject("inner")
                        .properties(new MapiBuilder().string(0x1000, "inner text"))
                        .file("in.txt", latin1(TEXT), new MapiBuilder().string(0x3707, "in.txt"))
                        .bytes();
        byte[] middle =
                new TnefBuilder()
                        .messageClass("IPM.Note")
                        .subject("middle")
                        .properties(new MapiBuilder().string(0x1000, "middle text"))
                        .embedded(inner)
                        .bytes();
        MapiBuilder ole =
                new MapiBuilder()
                        .integer(0x3705, 6)
                        .object(0x3701, MapiBuilder.STORAGE, latin1(BINARY));
        return new TnefBuilder()
                .messageClass("IPM.Note")
                .properties(new MapiBuilder().string(0x1000, "outer text"))
                .embedded(middle)
                .start()
                .title("object")
                .attachment(ole)
                .bytes();
    }

    /** Every Tuesday, once deleted and once moved; a zone that Java knows by the same name. */
    public static byte[] meeting() {
        return new TnefBuilder()
                .messageClass("IPM.Microsoft Schedule.MtgReq")
                .subject("Lunch")
                .recipients(
                        person(1, "Ann", "ann@test.example"),
                        person(3, "Room", "room@test.example"))
                .properties(
                        times("2024-03-05T09:00:00Z", "2024-03-05T10:00:00Z")
                                .string(0x1000, "Bring cake")
                                .namedBinary(
                                        MapiBuilder.APPOINTMENT, 0x8216, RecurBuilder.tuesdays())
                                .namedString(MapiBuilder.APPOINTMENT, 0x8234, "Europe/Berlin")
                                .namedString(MapiBuilder.APPOINTMENT, 0x8208, "Room 1")
                                .namedBinary(MapiBuilder.APPOINTMENT, 0x8233, RecurBuilder.berlin())
                                .namedInteger(MapiBuilder.COMMON, 0x8501, 15)
                                .namedBool(MapiBuilder.COMMON, 0x8503, true)
                                .namedBinary(MapiBuilder.MEETING, 0x0003, new byte[56]))
                .bytes();
    }

    public static byte[] allDay() {
        return new TnefBuilder()
                .messageClass("IPM.Appointment")
                .subject("Holiday")
                .properties(
                        times("2024-05-19T22:00:00Z", "2024-05-20T22:00:00Z")
                                .namedBool(MapiBuilder.APPOINTMENT, 0x8215, true)
                                .namedString(MapiBuilder.APPOINTMENT, 0x823B, "a@test.example; b"))
                .bytes();
    }

    private static MapiBuilder times(String start, String end) {
        return new MapiBuilder()
                .namedTime(MapiBuilder.APPOINTMENT, 0x820D, start)
                .namedTime(MapiBuilder.APPOINTMENT, 0x820E, end);
    }

    public static byte[] task() {
        return new TnefBuilder()
                .messageClass("IPM.Task")
                .subject("Paint")
                .properties(
                        new MapiBuilder()
                                .namedTime(MapiBuilder.TASK, 0x8104, "2024-05-01T00:00:00Z")
                                .namedTime(MapiBuilder.TASK, 0x8105, "2024-05-03T00:00:00Z")
                                .namedInteger(MapiBuilder.TASK, 0x8101, 1)
                                .namedString(MapiBuilder.TASK, 0x811F, "Ann"))
                .bytes();
    }

    public static byte[] taskRequest() {
        return new TnefBuilder().messageClass("IPM.TaskRequest").embedded(task()).bytes();
    }

    public static byte[] contact() {
        return new TnefBuilder()
                .messageClass("IPM.Contact")
                .properties(
                        new MapiBuilder()
                                .string(0x3001, "Ann Äpfel")
                                .string(0x3A06, "Ann")
                                .string(0x3A11, "Äpfel")
                                .string(0x3A16, "Obst, Gemüse; und mehr")
                                .string(0x3A1C, "+49 1")
                                .time(0x3A42, "1980-02-03T00:00:00Z")
                                .namedString(ADDRESS, 0x8083, "ann@example.org")
                                .namedString(ADDRESS, 0x8046, "Berlin"))
                .bytes();
    }

    public static byte[] list() {
        byte[] flags = HexFormat.of().parseHex("00000000812b1fa4bea310199d6e00dd010f540200000080");
        byte[] strings = "Ann\0SMTP\0ann@test.example\0".getBytes(StandardCharsets.UTF_16LE);
        byte[] member = new byte[flags.length + strings.length];
        System.arraycopy(flags, 0, member, 0, flags.length);
        System.arraycopy(strings, 0, member, flags.length, strings.length);
        return new TnefBuilder()
                .messageClass("IPM.DistList")
                .properties(
                        new MapiBuilder()
                                .namedString(ADDRESS, 0x8053, "All")
                                .namedBinary(ADDRESS, 0x8054, member))
                .bytes();
    }

    public static byte[] nonDelivery() {
        return new TnefBuilder()
                .messageClass("IPM.Microsoft Mail.Non-Delivery")
                .subject("Undeliverable: hello")
                .recipients(person(1, "Gone", "gone@example.org"))
                .properties(new MapiBuilder().integer(0x0C20, 511))
                .bytes();
    }

    public static byte[] readReceipt() {
        return new TnefBuilder()
                .messageClass("REPORT.IPM.Note.IPNRN")
                .subject("Read: hello")
                .properties(
                        new MapiBuilder()
                                .time(0x0032, "2021-06-15T08:30:00Z")
                                .string(0x1046, "<hello@test.example>"))
                .bytes();
    }

    public static byte[] signed() {
        String entity =
                "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";"
                        + " boundary=s\r\n\r\n--s\r\n\r\nsigned text \r\n--s\r\n"
                        + "Content-Type: application/pkcs7-signature\r\n\r\nx\r\n--s--\r\n";
        return new TnefBuilder()
                .messageClass("IPM.Note.SMIME.MultipartSigned")
                .file(
                        "smime.p7m",
                        entity.getBytes(StandardCharsets.US_ASCII),
                        new MapiBuilder().string(0x370E, "multipart/signed"))
                .bytes();
    }

    private static MapiBuilder person(int type, String name, String address) {
        return new MapiBuilder()
                .integer(0x0C15, type)
                .string(0x3001, name)
                .string(address.startsWith("/") ? 0x3003 : 0x39FE, address);
    }
}

package io.mailcaravan.convert.tnef.fuzz;

import io.mailcaravan.convert.tnef.LzfuBuilder;
import io.mailcaravan.convert.tnef.MapiBuilder;
import io.mailcaravan.convert.tnef.RecurBuilder;
import io.mailcaravan.convert.tnef.TnefBuilder;
import io.mailcaravan.convert.tnef.TnefSamples;
import io.mailcaravan.convert.tnef.UuBuilder;
import io.mailcaravan.convert.tnef.fuzz.Recipe.Step;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What fuzzing begins with; all of it made here. */
final class Seeds {

    private static final String APPOINTMENT = RecipeWords.SETS.get(0);
    private static final String TASK = RecipeWords.SETS.get(1);
    private static final String CONTACT = RecipeWords.SETS.get(2);
    private static final String MEETING = RecipeWords.SETS.get(4);

    /** 2024-03-05T09:00:00Z. */
    private static final long NINE = 133_540_956_000_000_000L;

    private static final long HOUR = 36_000_000_000L;

    private Seeds() {}

    static Map<String, byte[]> mails() {
        Map<String, byte[]> mails = new LinkedHashMap<>();
        TnefSamples.all()
                .forEach((name, stream) -> mails.put(name, TnefSamples.mail(name, "text", stream)));
        String mail = new String(mails.get("note"), StandardCharsets.ISO_8859_1);
        mails.put("forwarded", latin1(forwarded(mail)));
        mails.put("octet-stream", latin1(mail.replace("/ms-tnef", "/octet-stream")));
        mails.put(
                "whole",
                latin1(
                        "Subject: x\r\nContent-Type: application/ms-tnef\r\n"
                                + mail.substring(mail.lastIndexOf("Content-Transfer-Encoding"))));
        String note =
                new String(
                        TnefSamples.mail("x", "t", TnefSamples.contact()),
                        StandardCharsets.ISO_8859_1);
        mails.put(
                "mbox",
                latin1(
                        "From a@b Tue Jun 15 08:30:00 2021\n"
                                + note
                                + "\nFrom a@b Tue Jun 15 08:30:00 2021\nSubject: x\n\ntext\n"));
        mails.put(
                "digest",
                latin1(
                        "Content-Type: multipart/digest; boundary=d\n\n--d\n\n"
                                + note.replace("/ms-tnef", "/tnef")
                                + "\n--d--\n"));
        mails.put(
                "uuencoded",
                latin1("Subject: x\n\ntext\n" + UuBuilder.text(TnefSamples.task()) + "more\n"));
        mails.put(
                "lost-header",
                new TnefBuilder()
                        .messageClass("REPORT.IPM.Note.NDR")
                        .recipients(
                                new MapiBuilder()
                                        .string(0x3001, "a@b <a@b>")
                                        .integer(0x0C05, 0)
                                        .string(0x0C1B, "550 5.1.1 no"))
                        .properties(
                                new MapiBuilder()
                                        .string(
                                                0x007D,
                                                "Received: a\r\n"
                                                        + "\tb\r\n"
                                                        + "From: A <a@b>\r\n"
                                                        + "X: \u00E4\r\n\r\n")
                                        .string(0x0049, "subject")
                                        .string(0x0050, "a@b;(c@d)")
                                        .binary(0x0C1D, latin1("SMTP:A@B\0"))
                                        .time(0x004E, "2021-06-15T08:30:00Z"))
                        .start()
                        .attachment(
                                new MapiBuilder().integer(0x3705, 7).string(0x370D, "https://a/"))
                        .file("winmail.dat", TnefSamples.task(), new MapiBuilder())
                        .bytes());
        mails.put("saved", latin1(mail.substring(mail.indexOf("eJ8+I"))));
        return mails;
    }

    private static String forwarded(String mail) {
        return "Subject: fwd\nContent-Type: multipart/mixed;\n boundary=o\n\n--o\n\nsee below\n"
                + "--o\nContent-Type: message/rfc822\n\n"
                + mail
                + "\n--o\nContent-Type: image/x\n\nx\n--o--\nend\n";
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Map<String, byte[]> rtf() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        String plain =
                "{\\rtf1\\ansi\\fromtext \\deff0{\\fonttbl{\\f0 A;}}one\\par two\\tab three}";
        String html =
                "{\\r"
                        + "tf1\\ansi\\ansicpg1251\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fcharset204"
                        + " A;}}{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 \\'cf\\u1088?{\\*\\htmltag84"
                        + " &amp;}\\htmlrtf \\'26\\htmlrtf0 \\htmlrtf }\\htmlrtf0 {\\*\\mhtmltag84"
                        + " x}{\\pntext *}{\\*\\htmltag72 </p>}}";
        String real =
                "{\\r"
                        + "tf1\\ansi\\ansicpg932{\\fonttbl{\\f0\\fcharset128 A;}{\\f1\\cpg949"
                        + " B;}}{\\colortbl;\\r"
                        + "ed1\\green2\\blue3;}{\\info{\\title x}}\\pard\\b\\i\\ul\\strike"
                        + " {\\field{\\*\\fldinst HYPERLINK \"mailto:a@b\"}{\\fldrslt\\cf1 link}}\\v"
                        + " h\\v0\\trowd\\intbl a\\cell b\\cell\\r"
                        + "ow\\pard\\super2\\sub3\\n"
                        + "osupersub\\fs28 \\'93\\'fa\\uc2\\u26085??\\~\\_\\-\\bin2"
                        + " ab\\bullet\\emdash\\plain\\par}";
        seeds.put("text", latin1(plain));
        seeds.put("html", latin1(html));
        seeds.put("native", latin1(real));
        return seeds;
    }

    static Map<String, byte[]> packedRtf() {
        String packed = "\0{\\rtf1\\a\u0080nsi\\par\u0000\u0010\u00FF\u00D0\u000F\u00D1\u000F";
        return Map.of("packed", latin1(packed));
    }

    static Map<String, byte[]> compressedRtf() {
        return Map.of("compressed", LzfuBuilder.compress("{\\rtf1 x}"));
    }

    static Map<String, byte[]> pages() {
        return Map.of(
                "page",
                latin1(
                        "<html><head><meta charset=koi8-r><style>p{}</style></head><body><p"
                                + " style='margin:0'>\u00CF&euro;<b><table><tr><td>x</table><li><img"
                                + " src=cid:a%40b></p><!-- --></body>"));
    }

    static Map<String, byte[]> recipes() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        seeds.put(
                "note",
                new RecipeWriter()
                        .messageClass("IPM.Note")
                        .integer(0x0C15, 1)
                        .string(0x3001, "Ann")
                        .string(0x39FE, "ann@test.example")
                        .step(Step.TO_ROW)
                        .step(Step.ROWS)
                        .step(Step.START)
                        .attachmentAttribute(0x0006800F, new byte[] {1, 2, 3})
                        .string(0x3707, "a\r\nb/ü.txt")
                        .string(0x3712, "i@x")
                        .step(Step.TO_ATTACHMENT)
                        .integer(0x3FDE, 65001)
                        .string(0x0037, "a subject\0with more")
                        .string(0x0042, "Sender")
                        .string(0x5D02, "sender@test.example")
                        .time(0x0039, NINE)
                        .binary(0x1013, latin1("<p>x <img src='cid:i@x'></p>"))
                        .bytes());
        seeds.put(
                "rtf",
                new RecipeWriter()
                        .messageClass("IPM.Note")
                        .rtf("{\\rtf1\\ansi\\fromhtml1{\\*\\htmltag64 <p>}x\\u8364?}")
                        .bytes());
        seeds.put("embedded", embedded());
        seeds.put("meeting", meeting());
        seeds.put(
                "task",
                new RecipeWriter()
                        .messageClass("IPM.Task")
                        .string(0x0037, "Paint")
                        .named(0x0040, TASK, 0x8104, NINE)
                        .named(0x0040, TASK, 0x8105, NINE + HOUR)
                        .named(0x0003, TASK, 0x8101, 1)
                        .named(0x000B, TASK, 0x8126, 1)
                        .named(0x001F, TASK, 0x811F, "Ann".getBytes(StandardCharsets.UTF_16LE))
                        .named(0x0102, TASK, 0x8116, recurrence())
                        .bytes());
        seeds.put(
                "contact",
                new RecipeWriter()
                        .messageClass("IPM.Contact")
                        .string(0x3001, "Ann, B; C")
                        .string(0x3A06, "Ann")
                        .time(0x3A42, NINE)
                        .named(
                                0x001F,
                                CONTACT,
                                0x8083,
                                "ann@test.example".getBytes(StandardCharsets.UTF_16LE))
                        .bytes());
        return seeds;
    }

    private static byte[] embedded() {
        return new RecipeWriter()
                .messageClass("IPM.TaskRequest")
                .step(Step.EMBED)
                .messageClass("IPM.Task")
                .string(0x1000, "inner")
                .step(Step.EMBED)
                .messageClass("REPORT.IPM.Note.NDR")
                .integer(0x0C20, 511)
                .step(Step.END)
                .step(Step.END)
                .bytes();
    }

    private static byte[] meeting() {
        return new RecipeWriter()
                .messageClass("IPM.Microsoft Schedule.MtgReq")
                .string(0x0037, "Lunch")
                .string(0x1000, "Bring cake")
                .named(0x0040, APPOINTMENT, 0x820D, NINE)
                .named(0x0040, APPOINTMENT, 0x820E, NINE + HOUR)
                .named(
                        0x001F,
                        APPOINTMENT,
                        0x8234,
                        "Europe/Berlin".getBytes(StandardCharsets.UTF_16LE))
                .named(0x0102, APPOINTMENT, 0x8216, recurrence())
                .named(0x0102, APPOINTMENT, 0x8233, RecurBuilder.berlin())
                .named(0x0102, MEETING, 0x0003, new byte[56])
                .named(0x000B, APPOINTMENT, 0x8215, 0)
                .bytes();
    }

    private static byte[] recurrence() {
        return new RecurBuilder()
                .u16(0x3004, 0x3004, 0x200B, 1, 0)
                .i32(0, 1, 0, 4, 0x2021, 9, 1)
                .i32(1)
                .time("2024-03-19T00:00")
                .i32(1)
                .time("2024-03-20T00:00")
                .time("2024-03-05T00:00")
                .time("2024-04-30T00:00")
                .i32(0x3006, 0x3009, 600, 660)
                .u16(1)
                .time("2024-03-20T11:00")
                .time("2024-03-20T12:00")
                .time("2024-03-19T10:00")
                .u16(0x11)
                .text("moved")
                .text("there")
                .i32(0, 0, 0)
                .bytes();
    }
}

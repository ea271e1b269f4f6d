package io.mailcaravan.convert.tnef;

import java.nio.charset.StandardCharsets;

/** Mails with TNEF for tests of what uses the conversion. */
public final class TnefMails {

    private TnefMails() {}

    /** A raw stream with one file, {@code a.txt}. */
    public static byte[] stream(String subject) {
        return new TnefBuilder()
                .messageClass("IPM.Note")
                .subject(subject)
                .properties(new MapiBuilder().string(0x1000, "text of " + subject))
                .file(
                        "a.txt",
                        subject.getBytes(StandardCharsets.US_ASCII),
                        new MapiBuilder().string(0x3707, "a.txt"))
                .bytes();
    }

    /** A mail with such a stream, and a Message-ID made from the subject. */
    public static byte[] mail(String subject) {
        return mail(subject, stream(subject));
    }

    /** A mail whose stream is cut before anything of use. */
    public static byte[] hopeless(String subject) {
        return mail(subject, new byte[] {0x78, (byte) 0x9F, 0x3E, 0x22, 1, 0, 1, 6});
    }

    private static byte[] mail(String subject, byte[] stream) {
        String mail = new String(Converted.mail("hello", stream), StandardCharsets.ISO_8859_1);
        return ("Message-ID: <" + subject + "@test.example>\r\n" + mail)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** How it is after the conversion. */
    public static byte[] converted(byte[] input) {
        return Converted.of(input).bytes();
    }
}

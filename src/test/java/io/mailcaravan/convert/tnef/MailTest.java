package io.mailcaravan.convert.tnef;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class MailTest {

    private static final byte[] HTML = "<p>Grüße</p>".getBytes(StandardCharsets.UTF_8);

    private static byte[] tnef() {
        return new TnefBuilder()
                .messageClass("IPM.Note")
                .subject("inner")
                .properties(
                        new MapiBuilder()
                                .integer(0x3FDE, 65001)
                                .integer(0x0017, 2)
                                .string(0x1035, "<id@example.org>")
                                .binary(0x1013, HTML))
                .file("a.txt", new byte[] {1}, new MapiBuilder().string(0x3707, "a.txt"))
                .bytes();
    }

    @Test
    void messageWithoutTnefShouldPassByteForByte() {
        byte[] mail = Converted.mail("text", new byte[0]);
        byte[] other =
                new String(mail, StandardCharsets.ISO_8859_1)
                        .replace("ms-tnef", "pdf")
                        .getBytes(StandardCharsets.ISO_8859_1);

        Converted converted = Converted.of(other);

        assertThat(converted.outcome()).isEqualTo(Outcome.UNTOUCHED);
        assertThat(converted.bytes()).isEqualTo(other);
    }

    @Test
    void textAndHtmlShouldBecomeAlternatives() {
        Converted converted = Converted.of(Converted.mail("hello", tnef()));
        MimeMessageView view = converted.view();

        assertThat(converted.outcome()).isEqualTo(Outcome.CONVERTED);
        assertThat(view.contentType()).startsWith("multipart/mixed");
        assertThat(view.seenText()).contains("hello").contains("Grüße");
        assertThat(view.fileNames()).containsExactly("a.txt");
        assertThat(view.hasTnef()).isFalse();
    }

    @Test
    void textWithQuestionMarksShouldGiveWayToWhatWasWritten() {
        byte[] stream =
                new TnefBuilder()
                        .messageClass("IPM.Note")
                        .properties(new MapiBuilder().string(0x1000, "Привет, мир?"))
                        .bytes();

        assertThat(Converted.of(Converted.mail("??????, ???? ", stream)).view().seenText())
                .contains("Привет, мир?")
                .doesNotContain("??");
        assertThat(Converted.of(Converted.mail("with a footer", stream)).view().seenText())
                .contains("with a footer");
    }

    @Test
    void headerShouldBeFilledAndNeverOverwritten() {
        String text = Converted.of(Converted.mail("hello", tnef())).text();

        assertThat(text)
                .contains("Subject: outer")
                .doesNotContain("Subject: inner")
                .contains("Message-ID: <id@example.org>")
                .contains("Importance: high");
        assertThat(text.split("MIME-Version").length).isEqualTo(2);
    }

    @Test
    void textThatLooksLikeABoundaryShouldStayText() {
        String first = Converted.of(Converted.mail("", tnef())).text();
        String boundary = first.substring(first.indexOf("--=_caravan_"));
        String line = boundary.substring(0, boundary.indexOf("\r\n"));
        byte[] stream =
                new TnefBuilder()
                        .subject("x")
                        .properties(new MapiBuilder().string(0x1000, "one\r\n" + line + "\r\ntwo"))
                        .file("a.txt", new byte[9], new MapiBuilder())
                        .bytes();

        assertThat(Converted.of(stream).text()).doesNotContain("\n" + line + "\r\ntwo");
        assertThat(Converted.of(stream).view().seenText()).contains("one " + line + " two");
    }

    @Test
    void octetStreamShouldBeKnownByItsSignature() {
        String mail = new String(Converted.mail("hello", tnef()), StandardCharsets.ISO_8859_1);
        String octets = mail.replace("application/ms-tnef", "application/octet-stream");

        assertThat(Converted.of(octets.getBytes(StandardCharsets.ISO_8859_1)).outcome())
                .isEqualTo(Outcome.CONVERTED);
    }

    @Test
    void typeShouldBeKnownWhereverItStandsAndHoweverItIsWritten() {
        String mail = new String(Converted.mail("hello", tnef()), StandardCharsets.ISO_8859_1);
        for (int shift = 0; shift < 9; shift++) {
            String shifted =
                    "X: " + "-".repeat(shift) + "\r\n" + mail.replace("/ms-tnef", "/VND.ms-TNEF");

            assertThat(Converted.of(shifted.getBytes(StandardCharsets.ISO_8859_1)).outcome())
                    .isEqualTo(Outcome.CONVERTED);
        }
    }

    @Test
    void tnefInAnEnclosedMessageShouldBeFound() {
        String inner = new String(Converted.mail("hello", tnef()), StandardCharsets.ISO_8859_1);
        String outer =
                "Subject: fwd\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n"
                        + "--o\r\nContent-Type: text/plain\r\n\r\nsee below\r\n"
                        + "--o\r\nContent-Type: message/rfc822\r\n\r\n"
                        + inner
                        + "\r\n--o--\r\n";

        Converted converted = Converted.of(outer.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(converted.view().seenText()).contains("see below");
        assertThat(converted.view().messages().getFirst().fileNames()).containsExactly("a.txt");
        assertThat(converted.text()).startsWith("Subject: fwd\r\nContent-Type: multipart/mixed");
    }

    @Test
    void signedMessageShouldNotBeOpened() {
        String mail =
                new String(Converted.mail("hello", tnef()), StandardCharsets.ISO_8859_1)
                        .replace("multipart/mixed", "multipart/signed");
        byte[] signed = mail.getBytes(StandardCharsets.ISO_8859_1);

        assertThat(Converted.of(signed).bytes()).isEqualTo(signed);
    }

    @Test
    void otherPartsShouldStayByteForByte() {
        String other = "--b\r\nContent-Type: image/x;\r\n\tname=y\r\n\r\n\0\1\2strange\r\n";
        String mail = new String(Converted.mail("hello", tnef()), StandardCharsets.ISO_8859_1);
        String three = mail.replace("\r\n--b--", "\r\n" + other + "--b--");

        Converted converted = Converted.of(three.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(converted.text()).contains(other);
        assertThat(converted.view().fileNames()).contains("a.txt", "y");
        assertThat(converted.view().hasTnef()).isFalse();
    }

    @Test
    void contentOfMultipartSignedShouldBeUnchanged() {
        String entity =
                "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";"
                        + " boundary=s\r\n\r\n--s\r\n\r\nsigned text \r\n--s\r\n"
                        + "Content-Type: application/pkcs7-signature\r\n\r\nx\r\n--s--\r\n";
        byte[] stream =
                new TnefBuilder()
                        .messageClass("IPM.Note.SMIME.MultipartSigned")
                        .file(
                                "smime.p7m",
                                entity.getBytes(StandardCharsets.US_ASCII),
                                new MapiBuilder().string(0x370E, "multipart/signed"))
                        .bytes();

        assertThat(Converted.of(stream).text()).endsWith(entity);
    }

    @Test
    void sameInputShouldGiveTheSameBytes() {
        byte[] mail = Converted.mail("hello", tnef());

        assertThat(Converted.of(mail).bytes()).isEqualTo(Converted.of(mail).bytes());
    }

    @Test
    void originalShouldBeKeptWhenAsked() {
        byte[] tnef = tnef();
        TnefOptions keep = new TnefOptions(TnefOptions.DEFAULT.limits(), true, false);

        String text = Converted.of(Converted.mail("hello", tnef), keep).text();

        assertThat(text.replace("\r\n", ""))
                .contains(Base64.getEncoder().encodeToString(tnef).substring(0, 200));
    }

    private static String html(int codePage, String meta, byte[] text) {
        byte[] start = ("<html><head>" + meta + "</head><p>").getBytes(StandardCharsets.US_ASCII);
        byte[] html = Arrays.copyOf(start, start.length + text.length);
        System.arraycopy(text, 0, html, start.length, text.length);
        byte[] stream =
                new TnefBuilder()
                        .messageClass("IPM.Note")
                        .properties(
                                new MapiBuilder().integer(0x3FDE, codePage).binary(0x1013, html))
                        .bytes();
        return Converted.of(stream).view().seenText();
    }

    @Test
    void bytesShouldTellWhichOfTwoCharsetsIsRight() {
        byte[] utf8 = "Grüße".getBytes(StandardCharsets.UTF_8);
        byte[] latin = "Grüße".getBytes(StandardCharsets.ISO_8859_1);
        String saysUtf8 = "<meta charset=utf-8>";
        String saysLatin = "<meta http-equiv=x content=\"text/html; charset=iso-8859-1\">";

        assertThat(html(1252, saysUtf8, utf8)).contains("Grüße");
        assertThat(html(1252, saysUtf8, latin)).contains("Grüße");
        assertThat(html(65001, saysLatin, utf8)).contains("Grüße");
        assertThat(html(65001, saysLatin, latin)).contains("Grüße");
        assertThat(html(1251, saysLatin, "Привет".getBytes(Charset.forName("windows-1251"))))
                .contains("Привет");
    }

    @Test
    void textBehindTheLastBoundaryShouldStay() {
        String mail = new String(Converted.mail("hello", tnef()), StandardCharsets.ISO_8859_1);
        String more = "a footer of the list\r\nSubject: no mail\r\n";

        Converted converted = Converted.of((mail + more).getBytes(StandardCharsets.ISO_8859_1));

        assertThat(converted.outcome()).isEqualTo(Outcome.CONVERTED);
        assertThat(converted.text()).endsWith("--b--\r\n" + more);
        assertThat(converted.view().fileNames()).containsExactly("a.txt");
        assertThat(converted.view().seenText()).contains("hello").contains("Grüße");
        assertThat(converted.view().hasTnef()).isFalse();
    }
}

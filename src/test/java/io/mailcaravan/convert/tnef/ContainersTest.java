package io.mailcaravan.convert.tnef;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.convert.tnef.stream.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In whatever TNEF travels: it is found, and one run is enough. */
class ContainersTest {

    private static final byte[] STREAM = TnefMails.stream("inner");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static void shouldBeConvertedOnce(byte[] input, String... files) {
        Converted once = Converted.of(input);

        assertThat(once.outcome()).isEqualTo(Outcome.CONVERTED);
        assertThat(once.view().hasTnef()).isFalse();
        assertThat(once.view().fileNames()).contains(files);
        Converted again = Converted.of(once.bytes());
        assertThat(again.outcome()).isEqualTo(Outcome.UNTOUCHED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/tnef",
                "application/x-ms-tnef",
                "application/X-TNEF",
                "application/vnd.ms-tnef"
            })
    void everyNameOfTheTypeShouldBeKnown(String type) {
        String mail = text(Converted.mail("hello", STREAM)).replace("application/ms-tnef", type);

        shouldBeConvertedOnce(bytes(mail), "a.txt");
        shouldBeConvertedOnce(
                bytes(mail.replace("Content-Type: " + type, "content-type:\r\n\t" + type)),
                "a.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\r\n"})
    void everyLineEndThatMailHasShouldDo(String lineEnd) {
        String mail = text(Converted.mail("hello", STREAM)).replace("\r\n", lineEnd);
        String octets = mail.replace("application/ms-tnef", "application/octet-stream");

        shouldBeConvertedOnce(bytes(mail), "a.txt");
        shouldBeConvertedOnce(bytes(octets), "a.txt");
        assertThat(Converted.of(bytes(mail + "behind it")).text()).endsWith("behind it");
    }

    @Test
    void headerWithoutEndShouldGetTheFieldsThatItLacks() {
        String mail =
                text(Converted.mail("hello", STREAM))
                        .replace("Subject: outer\r\n", "")
                        .replace("boundary=b\r\n\r\n--b", "boundary=b\r\n--b")
                        .replace("--b--", "--b\r\n\r\nanother part\r\n--b--");

        Converted converted = Converted.of(bytes(mail));

        assertThat(converted.outcome()).isEqualTo(Outcome.CONVERTED);
        assertThat(converted.text())
                .containsPattern("boundary=b\r\n(\\S+: .*\r\n)*Subject: inner\r\n")
                .contains("another part");
    }

    @Test
    void mailsOfADigestShouldBeOpened() {
        String mail = text(Converted.mail("hello", STREAM));
        String digest =
                "Subject: digest\r\nContent-Type: multipart/digest; boundary=o\r\n\r\n--o\r\n\r\n"
                        + mail
                        + "\r\n--o\r\n\r\nSubject: other\r\n\r\ntext\r\n--o--\r\n";

        Converted converted = Converted.of(bytes(digest));

        assertThat(converted.outcome()).isEqualTo(Outcome.CONVERTED);
        assertThat(converted.text())
                .contains("filename=a.txt")
                .doesNotContain("ms-tnef")
                .contains("--o\r\n\r\nSubject: other\r\n\r\ntext\r\n--o--");
    }

    @Test
    void uuencodedStreamShouldBeFoundInATextWhichStays() {
        String file = UuBuilder.text(STREAM);
        String mail =
                "Subject: old\r\nFrom: a@example.org\r\n\r\nGr\u00FC\u00DFe\r\n\r\n"
                        + file
                        + "bye\r\n";

        Converted converted = Converted.of(mail.getBytes(StandardCharsets.UTF_8));

        assertThat(converted.outcome()).isEqualTo(Outcome.CONVERTED);
        assertThat(converted.view().seenText()).contains("Grüße").contains("bye");
        assertThat(converted.view().fileNames()).containsExactly("a.txt");
        assertThat(converted.text()).doesNotContain("begin 644").startsWith("Subject: old\r\n");
        shouldBeConvertedOnce(bytes(mail), "a.txt");
    }

    @Test
    void uuencodedPartAndFileShouldBeConverted() {
        String file = UuBuilder.text(STREAM);
        String part =
                "Content-Type: application/ms-tnef\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\n"
                        + file;
        String octets = "Content-Type: application/octet-stream\r\n\r\n" + file;
        String inMixed =
                "Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n\r\n"
                        + "hello\r\n--o\r\nContent-Type: text/plain\r\n\r\n"
                        + file
                        + "\r\n--o--\r\n";

        for (String input : List.of(file, part, octets, inMixed)) {
            shouldBeConvertedOnce(bytes(input), "a.txt");
        }
    }

    @Test
    void uuencodedFileThatIsNoTnefShouldStayText() {
        byte[] mail = bytes("Subject: x\r\n\r\n" + UuBuilder.text(bytes("some other file")));

        assertThat(Converted.of(mail).bytes()).isEqualTo(mail);
    }

    @Test
    void winmailDatInsideATnefShouldBeAMessage() {
        byte[] middle =
                new TnefBuilder()
                        .messageClass("IPM.Note")
                        .properties(new MapiBuilder().string(0x1000, "middle"))
                        .file(
                                "winmail.dat",
                                STREAM,
                                new MapiBuilder().string(0x3707, "winmail.dat"))
                        .bytes();
        byte[] outer =
                new TnefBuilder()
                        .messageClass("IPM.Note")
                        .properties(new MapiBuilder().string(0x1000, "outer"))
                        .file(
                                "winmail.dat",
                                middle,
                                new MapiBuilder().string(0x3707, "winmail.dat"))
                        .bytes();

        for (byte[] input : List.of(outer, Converted.mail("", outer))) {
            Converted converted = Converted.of(input);

            assertThat(converted.outcome()).isEqualTo(Outcome.CONVERTED);
            MimeMessageView inner = converted.view().messages().getFirst();
            assertThat(inner.seenText()).contains("middle");
            assertThat(inner.messages().getFirst().fileNames()).containsExactly("a.txt");
            assertThat(Converted.of(converted.bytes()).outcome()).isEqualTo(Outcome.UNTOUCHED);
        }
    }

    @Test
    void fileThatOnlyBeginsAsTnefShouldStayAFile() {
        byte[] content = {0x78, (byte) 0x9F, 0x3E, 0x22, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        byte[] outer =
                new TnefBuilder()
                        .messageClass("IPM.Note")
                        .file("x.bin", content, new MapiBuilder().string(0x3707, "x.bin"))
                        .bytes();

        assertThat(Converted.of(outer).outcome()).isEqualTo(Outcome.CONVERTED);
        assertThat(Converted.of(outer).view().content(0)).isEqualTo(content);
    }

    /** An invariant: no mail of an mbox is lost or changed by what becomes of the others. */
    @Test
    void everyMailOfAnMboxShouldBeThereAsItWouldBeAlone() {
        Random random = new Random(3);
        for (int run = 0; run < 40; run++) {
            String newLine = run % 2 == 0 ? "\r\n" : "\n";
            StringBuilder mbox = new StringBuilder();
            StringBuilder wanted = new StringBuilder();
            int mails = 2 + random.nextInt(5);
            for (int i = 0; i < mails; i++) {
                byte[] mail =
                        switch (random.nextInt(4)) {
                            case 0 ->
                                    bytes("Subject: plain " + i + "\r\n\r\nFrom here on: text\r\n");
                            case 1 -> TnefMails.mail("s" + i);
                            case 2 -> TnefMails.hopeless("h" + i);
                            default ->
                                    bytes("Subject: u" + i + "\r\n\r\n" + UuBuilder.text(STREAM));
                        };
                byte[] own = bytes(text(mail).replace("\r\n", newLine));
                String from = "From ann@example.org Tue Jun 15 08:30:0" + i + " 2021" + newLine;
                String between = i + 1 < mails ? newLine : "";
                mbox.append(from).append(text(own)).append(between);
                wanted.append(from).append(text(Converted.of(own).bytes())).append(between);
            }

            assertThat(text(Converted.of(bytes(mbox.toString())).bytes()))
                    .isEqualTo(wanted.toString());
        }
    }

    @Test
    void outlookFilesShouldBeNamedAsWhatTheyAre() {
        byte[] msg = new byte[4096];
        byte[] begin = {
            (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
        };
        System.arraycopy(begin, 0, msg, 0, 8);
        byte[] entry = "__nameid_version1.0".getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(entry, 0, msg, 1024 + 128, entry.length);

        for (byte[] input : List.of(msg, bytes("!BDN and more"))) {
            Converted converted = Converted.of(input);

            assertThat(TnefToMime.mayHoldTnef(Bytes.of(input))).isTrue();
            assertThat(converted.outcome()).isEqualTo(Outcome.REJECTED);
            assertThat(converted.bytes()).isEqualTo(input);
            assertThat(converted.conversion().isMessage()).isFalse();
            assertThat(converted.conversion().streams().getFirst().warnings().getFirst())
                    .matches("an Outlook (message file \\(\\.msg\\)|data file).*");
        }
    }
}

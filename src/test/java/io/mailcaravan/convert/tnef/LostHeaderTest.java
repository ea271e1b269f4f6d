package io.mailcaravan.convert.tnef;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * A stream without a mail around it, and a message embedded in one, get back the header they had.
 */
class LostHeaderTest {

    private static final String TRANSPORT =
            "Microsoft Mail Internet Headers Version 2.0\r\n"
                    + "Received: from a.example.org by b.example.org;\r\n"
                    + "\tTue, 15 Jun 2021 08:30:00 +0200\r\n"
                    + "Received: from c.example.org by a.example.org; Tue, 15 Jun 2021 08:29:00"
                    + " +0200\r\n"
                    + "From: =?utf-8?Q?=C3=85sa?= <asa@example.org>\r\n"
                    + "To: \"Lee, Bob\" <bob@example.org>, carl@example.org\r\n"
                    + "Reply-To: list@example.org\r\n"
                    + "Message-ID: <one@example.org>\r\n"
                    + "List-Id: Everybody <all.example.org>\r\n"
                    + "Keywords: red, green\r\n"
                    + "Content-Type: multipart/mixed; boundary=x\r\n"
                    + "MIME-Version: 1.0\r\n"
                    + "\r\n"
                    + "--x\r\n"
                    + "X-Of-A-Part: 1\r\n";

    private static byte[] stream(MapiBuilder properties) {
        return new TnefBuilder()
                .messageClass("IPM.Note")
                .properties(properties.string(0x1000, "text"))
                .bytes();
    }

    private static String header(byte[] stream) {
        String text = Converted.of(stream).text();
        return text.substring(0, text.indexOf("\r\n\r\n")).replaceAll("\r\n[ \t]+", " ");
    }

    @Test
    void headerThatTheMessageCameWithShouldComeBack() {
        byte[] stream = stream(new MapiBuilder().string(0x007D, TRANSPORT).string(0x0042, "Åsa"));

        assertThat(header(stream))
                .contains("Received: from a.example.org by b.example.org; Tue, 15 Jun 2021")
                .contains("Received: from c.example.org")
                .contains("<asa@example.org>")
                .contains("To: \"Lee, Bob\" <bob@example.org>, carl@example.org")
                .contains("Reply-To: list@example.org")
                .contains("Message-ID: <one@example.org>")
                .contains("List-Id: Everybody <all.example.org>")
                .contains("Keywords: red, green")
                .doesNotContain("boundary=x")
                .doesNotContain("X-Of-A-Part")
                .doesNotContain("Internet Headers Version");
        byte[] outer =
                new TnefBuilder()
                        .messageClass("IPM.Note")
                        .subject("outer")
                        .embedded(stream)
                        .bytes();
        assertThat(Converted.of(outer).text())
                .contains("Message-ID: <one@example.org>")
                .contains("List-Id: Everybody");
    }

    @Test
    void headerOfAMailShouldStayAsItIs() {
        byte[] stream = stream(new MapiBuilder().string(0x007D, TRANSPORT));

        assertThat(Converted.of(Converted.mail("text", stream)).text())
                .doesNotContain("Received:")
                .doesNotContain("Reply-To:")
                .doesNotContain("List-Id:");
    }

    @Test
    void senderShouldBeFoundWhereverItIs() {
        byte[] key = "SMTP:ANN@EXAMPLE.ORG\0".getBytes(StandardCharsets.US_ASCII);

        assertThat(header(stream(new MapiBuilder().string(0x0C1A, "Ann").binary(0x0C1D, key))))
                .contains("From: Ann <ann@example.org>");
        assertThat(
                        header(
                                stream(
                                        new MapiBuilder()
                                                .string(0x0042, "Ann")
                                                .string(
                                                        0x0E28,
                                                        "00000002\u0001ann@example.org\u0001mail.example.org"))))
                .contains("From: Ann <ann@example.org>");
        assertThat(
                        header(
                                stream(
                                        new MapiBuilder()
                                                .binary(0x0C19, oneOff("Ann", "ann@example.org")))))
                .contains("From: Ann <ann@example.org>");
        assertThat(
                        header(
                                stream(
                                        new MapiBuilder()
                                                .string(0x0042, "Ann")
                                                .string(0x0065, "/o=x/cn=ann")
                                                .string(0x0C1A, "Delegate")
                                                .string(0x5D01, "delegate@example.org"))))
                .contains("From: Ann <unknown@invalid>")
                .contains("Sender: Delegate <delegate@example.org>");
    }

    @Test
    void answersShouldGoWhereTheSenderWantsThem() {
        byte[] first = oneOff("List", "list@example.org");
        byte[] second = oneOff("Ann", "ann@example.org");
        byte[] entries =
                new RecurBuilder()
                        .i32(2, 0, first.length)
                        .raw(first)
                        .raw(new byte[-first.length & 3])
                        .i32(second.length)
                        .raw(second)
                        .bytes();

        assertThat(header(stream(new MapiBuilder().binary(0x004F, entries))))
                .contains("Reply-To: List <list@example.org>, Ann <ann@example.org>");
        assertThat(header(stream(new MapiBuilder().string(0x0050, "a@example.org;Bob"))))
                .contains("Reply-To: a@example.org");
    }

    @Test
    void categoriesShouldBeKeywords() {
        byte[] words =
                MapiBuilder.counted(
                        "red\0".getBytes(StandardCharsets.UTF_16LE),
                        "größer\0".getBytes(StandardCharsets.UTF_16LE));

        assertThat(
                        Converted.of(
                                        stream(
                                                new MapiBuilder()
                                                        .namedByString(
                                                                0x101F,
                                                                "00020329-0000-0000-c000-000000000046",
                                                                "Keywords",
                                                                words)))
                                .text())
                .contains("Keywords: =?utf-8?");
    }

    @Test
    void meetingShouldNameWhoAsks() {
        byte[] key = "SMTP:BOSS@EXAMPLE.ORG\0".getBytes(StandardCharsets.US_ASCII);
        MapiBuilder organizer =
                new MapiBuilder()
                        .integer(0x0C15, 1)
                        .integer(0x5FFD, 3)
                        .string(0x3001, "Boss")
                        .string(0x39FE, "boss@example.org");
        MapiBuilder ann =
                new MapiBuilder()
                        .integer(0x0C15, 1)
                        .string(0x3001, "Ann")
                        .string(0x39FE, "ann@example.org");

        assertThat(meeting(new MapiBuilder().binary(0x0C1D, key), ann))
                .containsPattern("ORGANIZER.*:mailto:boss@example.org");
        assertThat(meeting(new MapiBuilder(), organizer, ann))
                .contains("ORGANIZER;CN=Boss:mailto:boss@example.org")
                .doesNotContainPattern("ATTENDEE.*boss@example.org");
        assertThat(meeting(new MapiBuilder().string(0x007D, TRANSPORT), ann))
                .containsPattern("ORGANIZER.*:mailto:asa@example.org");
        assertThat(meeting(new MapiBuilder(), ann)).contains("ORGANIZER:invalid:nomail");
    }

    private static String meeting(MapiBuilder properties, MapiBuilder... recipients) {
        return Converted.of(
                        new TnefBuilder()
                                .messageClass("IPM.Schedule.Meeting.Request")
                                .recipients(recipients)
                                .properties(
                                        properties.namedTime(
                                                MapiBuilder.APPOINTMENT,
                                                0x820D,
                                                "2024-03-01T09:00:00Z"))
                                .bytes())
                .view()
                .calendars()
                .getFirst()
                .replace("\r\n ", "");
    }

    private static byte[] oneOff(String name, String address) {
        return new RecurBuilder()
                .raw(HexFormat.of().parseHex("00000000812b1fa4bea310199d6e00dd010f540200000180"))
                .raw((name + "\0SMTP\0" + address + "\0").getBytes(StandardCharsets.UTF_16LE))
                .bytes();
    }
}

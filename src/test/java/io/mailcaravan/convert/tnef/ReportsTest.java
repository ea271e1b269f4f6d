package io.mailcaravan.convert.tnef;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What became of a message, for people and for programs. */
class ReportsTest {

    private static MapiBuilder original() {
        return new MapiBuilder()
                .string(0x0049, "Größe \u2013 Angebot")
                .string(0x005A, "Ann")
                .string(0x0067, "ann@example.org")
                .string(0x0074, "Gone; Full")
                .time(0x004E, "2021-06-15T08:30:00Z")
                .time(0x0032, "2021-06-15T09:00:00Z")
                .string(0x1046, "<hello@example.org>");
    }

    private static MapiBuilder recipient(String name, String address) {
        return new MapiBuilder().integer(0x0C15, 1).string(0x3001, name).string(0x39FE, address);
    }

    private static byte[] nonDelivery(MapiBuilder properties) {
        return new TnefBuilder()
                .messageClass("REPORT.IPM.Note.NDR")
                .recipients(
                        recipient("Gone", "gone@example.org")
                                .integer(0x0C04, 1)
                                .integer(0x0C05, 0)
                                .string(0x0C21, "mx.example.org"),
                        recipient("Full", "full@example.org")
                                .string(
                                        0x0C1B,
                                        "<mx.example.org #5.2.2 smtp;552 5.2.2 Über quota>"))
                .properties(properties)
                .bytes();
    }

    /** The part for programs, unfolded. */
    private static String fields(Converted converted, String type) {
        String text = converted.text();
        String part = text.substring(text.indexOf("Content-Type: message/" + type));
        part = part.substring(0, part.indexOf("\r\n--=_caravan"));
        assertThat(part).contains("Content-Transfer-Encoding: 7bit");
        assertThat(part.chars().allMatch(c -> c < 0x7F)).isTrue();
        assertThat(part.lines().mapToInt(String::length).max().orElseThrow()).isLessThan(998);
        return part.replaceAll("\r\n[ \t]+", " ");
    }

    @Test
    void failedDeliveryShouldSayForEachWhy() {
        Converted converted = Converted.of(nonDelivery(original()));

        assertThat(fields(converted, "delivery-status"))
                .contains("Arrival-Date: Tue, 15 Jun 2021 08:30:00 GMT")
                .contains("X-Original-Message-ID: <hello@example.org>")
                .contains("X-Original-Subject: =?utf-8?")
                .contains("X-Original-From: Ann <ann@example.org>")
                .containsSubsequence(
                        "Final-Recipient: rfc822; gone@example.org",
                        "Action: failed",
                        "Status: 5.1.1",
                        "the address is not known",
                        "Remote-MTA: dns; mx.example.org",
                        "Last-Attempt-Date: Tue, 15 Jun 2021 09:00:00 GMT",
                        "Final-Recipient: rfc822; full@example.org",
                        "Status: 5.2.2",
                        "Diagnostic-Code: x-mapi;");
        assertThat(converted.view().seenText())
                .contains("Größe – Angebot")
                .contains("Ann <ann@example.org>")
                .contains("Tue, 15 Jun 2021 08:30:00 GMT")
                .contains("Gone <gone@example.org> 5.1.1 the address is not known")
                .contains("552 5.2.2 Über quota");
    }

    @Test
    void ownTextShouldStayInFrontOfWhatTheReportSays() {
        byte[] stream = nonDelivery(original().string(0x1000, "Sorry."));

        assertThat(Converted.of(stream).view().seenText())
                .containsSubsequence("Sorry.", "could not be delivered", "gone@example.org");
        Converted mail = Converted.of(Converted.mail("a text of the mail", stream));
        assertThat(mail.view().contentType()).startsWith("multipart/report");
        assertThat(mail.view().seenText())
                .containsSubsequence("a text of the mail", "gone@example.org");
    }

    @Test
    void readReceiptShouldNameReaderAndTimes() {
        byte[] stream =
                new TnefBuilder()
                        .messageClass("REPORT.IPM.Note.IPNRN")
                        .properties(
                                original()
                                        .time(0x002A, "2021-06-15T10:00:00Z")
                                        .string(0x0042, "Réader with a name that is quite long")
                                        .string(
                                                0x5D02,
                                                "a.reader.with.a.very.long.address.indeed.so.that.it"
                                                        + ".does.not.fit@subdomain.example.org"))
                        .bytes();
        Converted converted = Converted.of(stream);

        assertThat(fields(converted, "disposition-notification"))
                .contains("Final-Recipient: rfc822; a.reader.with")
                .contains("Original-Message-ID: <hello@example.org>")
                .contains("Disposition: automatic-action/MDN-sent-automatically; displayed")
                .contains("X-Original-Subject: ")
                .contains("X-Original-Date: Tue, 15 Jun 2021 08:30:00 GMT")
                .contains("X-Disposition-Date: Tue, 15 Jun 2021 10:00:00 GMT");
        assertThat(converted.view().seenText())
                .contains("Your message was read.")
                .contains("Subject: Größe – Angebot")
                .contains("From: Ann <ann@example.org>")
                .contains("Sent: Tue, 15 Jun 2021 08:30:00 GMT")
                .contains("Reader: Réader with a name that is quite long <a.reader")
                .contains("Read: Tue, 15 Jun 2021 10:00:00 GMT");
    }

    @Test
    void recipientWithoutAnAddressShouldBeNamed() {
        byte[] stream =
                new TnefBuilder()
                        .messageClass("REPORT.IPM.Note.NDR")
                        .properties(original().integer(0x0C20, 571))
                        .bytes();

        assertThat(fields(Converted.of(stream), "delivery-status"))
                .contains("Final-Recipient: rfc822; unknown")
                .contains("X-Display-Name: Gone")
                .contains("X-Display-Name: Full")
                .contains("Status: 5.7.1");
    }
}

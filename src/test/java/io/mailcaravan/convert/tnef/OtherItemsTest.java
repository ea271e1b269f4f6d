package io.mailcaravan.convert.tnef;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OtherItemsTest {

    private static final String ADDRESS = "00062004-0000-0000-c000-000000000046";

    @Test
    void taskShouldHaveFloatingDates() {
        byte[] tnef =
                new TnefBuilder()
                        .messageClass("IPM.Task")
                        .subject("Paint")
                        .properties(
                                new MapiBuilder()
                                        .namedTime(MapiBuilder.TASK, 0x8104, "2024-05-01T00:00:00Z")
                                        .namedTime(MapiBuilder.TASK, 0x8105, "2024-05-03T00:00:00Z")
                                        .namedInteger(MapiBuilder.TASK, 0x8101, 1))
                        .bytes();

        assertThat(Converted.of(tnef).view().calendars().getFirst())
                .contains("DTSTART;VALUE=DATE:20240501")
                .contains("DUE;VALUE=DATE:20240503")
                .contains("STATUS:IN-PROCESS");
    }

    @Test
    void requestShouldShowTheTaskThatItHides() {
        byte[] task =
                new TnefBuilder()
                        .messageClass("IPM.Task")
                        .subject("Paint")
                        .properties(
                                new MapiBuilder()
                                        .namedTime(
                                                MapiBuilder.TASK, 0x8105, "2024-05-03T00:00:00Z"))
                        .bytes();
        byte[] tnef = new TnefBuilder().messageClass("IPM.TaskRequest").embedded(task).bytes();

        assertThat(Converted.of(tnef).view().calendars().getFirst())
                .contains("METHOD:REQUEST")
                .contains("DUE;VALUE=DATE:20240503");
    }

    @Test
    void contactShouldBecomeAVcard() {
        byte[] tnef =
                new TnefBuilder()
                        .messageClass("IPM.Contact")
                        .properties(
                                new MapiBuilder()
                                        .string(0x3001, "Ann Äpfel")
                                        .string(0x3A06, "Ann")
                                        .string(0x3A11, "Äpfel")
                                        .string(0x3A1C, "+49 1")
                                        .time(0x3A42, "1980-02-03T00:00:00Z")
                                        .namedString(ADDRESS, 0x8083, "ann@example.org")
                                        .namedString(ADDRESS, 0x8046, "Berlin"))
                        .bytes();

        assertThat(Converted.of(tnef).view().cards().getFirst())
                .contains("VERSION:4.0")
                .contains("FN:Ann Äpfel")
                .contains("N:Äpfel;Ann")
                .contains("TEL;TYPE=cell:+49 1")
                .contains("ann@example.org")
                .contains("BDAY:19800203")
                .contains("Berlin");
    }

    @Test
    void failedDeliveryShouldBecomeADeliveryStatus() {
        byte[] tnef =
                new TnefBuilder()
                        .messageClass("IPM.Microsoft Mail.Non-Delivery")
                        .subject("Undeliverable: hello")
                        .recipients(
                                new MapiBuilder()
                                        .integer(0x0C15, 1)
                                        .string(0x39FE, "gone@example.org"))
                        .properties(new MapiBuilder().integer(0x0C20, 511))
                        .bytes();
        Converted converted = Converted.of(tnef);

        assertThat(converted.view().contentType())
                .startsWith("multipart/report")
                .contains("delivery-status");
        assertThat(converted.text())
                .contains("Final-Recipient: rfc822; gone@example.org")
                .contains("Action: failed")
                .contains("Status: 5.1.1");
    }
}

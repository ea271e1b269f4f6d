package io.mailcaravan.convert.tnef;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OtherItemsTest {

    @Test
    void taskShouldHaveFloatingDates() {
        assertThat(Converted.of(TnefSamples.task()).view().calendars().getFirst())
                .contains("DTSTART;VALUE=DATE:20240501")
                .contains("DUE;VALUE=DATE:20240503")
                .contains("STATUS:IN-PROCESS");
    }

    @Test
    void requestShouldShowTheTaskThatItHides() {
        assertThat(Converted.of(TnefSamples.taskRequest()).view().calendars().getFirst())
                .contains("METHOD:REQUEST")
                .contains("DUE;VALUE=DATE:20240503");
    }

    @Test
    void contactShouldBecomeAVcard() {
        assertThat(Converted.of(TnefSamples.contact()).view().cards().getFirst())
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
        Converted converted = Converted.of(TnefSamples.nonDelivery());

        assertThat(converted.view().contentType())
                .startsWith("multipart/report")
                .contains("delivery-status");
        assertThat(converted.text())
                .contains("Final-Recipient: rfc822; gone@example.org")
                .contains("Action: failed")
                .contains("Status: 5.1.1");
    }
}

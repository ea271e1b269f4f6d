package io.mailcaravan.convert.tnef;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalendarTest {

    private static MapiBuilder times(String start, String end) {
        return new MapiBuilder()
                .namedTime(MapiBuilder.APPOINTMENT, 0x820D, start)
                .namedTime(MapiBuilder.APPOINTMENT, 0x820E, end);
    }

    private static String calendar(String messageClass, MapiBuilder properties) {
        byte[] tnef =
                new TnefBuilder()
                        .messageClass(messageClass)
                        .subject("Lunch, with; \\ cake")
                        .recipients(
                                new MapiBuilder()
                                        .integer(0x0C15, 1)
                                        .string(0x3001, "Ann")
                                        .string(0x39FE, "ann@example.org"),
                                new MapiBuilder()
                                        .integer(0x0C15, 3)
                                        .string(0x3001, "Room 1")
                                        .string(0x39FE, "room1@example.org"))
                        .properties(properties)
                        .bytes();
        return Converted.of(Converted.mail("invitation", tnef))
                .view()
                .calendars()
                .getFirst()
                .replace("\r\n ", "");
    }

    @Test
    void requestShouldNameOrganizerAttendeesAndRooms() {
        String text =
                calendar(
                        "IPM.Microsoft Schedule.MtgReq",
                        times("2024-03-01T09:00:00Z", "2024-03-01T10:00:00Z")
                                .namedInteger(MapiBuilder.COMMON, 0x8501, 15)
                                .namedBool(MapiBuilder.COMMON, 0x8503, true));

        assertThat(text)
                .contains("METHOD:REQUEST")
                .contains("DTSTART:20240301T090000Z")
                .contains("DTEND:20240301T100000Z")
                .contains("ORGANIZER:mailto:sender@example.org")
                .contains("mailto:ann@example.org")
                .contains("CUTYPE=RESOURCE")
                .contains("TRIGGER:-PT15M")
                .contains("SUMMARY:Lunch\\, with\\; \\\\ cake");
    }

    @Test
    void nameShouldNotBecomeAnotherLine() {
        MapiBuilder properties =
                times("2024-03-01T09:00:00Z", "2024-03-01T10:00:00Z")
                        .string(0x0042, "x\r\nATTENDEE:mailto:evil@example.org\nX:")
                        .string(0x5D02, "sender@example.org")
                        .namedString(MapiBuilder.APPOINTMENT, 0x8208, "r\nX-EVIL:1")
                        .namedString(MapiBuilder.TASK, 0x811F, "o\nX-EVIL:1");

        assertThat(calendar("IPM.Appointment", properties))
                .doesNotContain("\nATTENDEE:mailto:evil")
                .doesNotContain("\nX-EVIL");
        assertThat(calendar("IPM.Task", properties)).doesNotContain("\nX-EVIL");
    }

    @Test
    void reminderOfTheReadersChoiceShouldNotBeMinutes() {
        String text =
                calendar(
                        "IPM.Appointment",
                        times("2024-03-01T09:00:00Z", "2024-03-01T10:00:00Z")
                                .namedInteger(MapiBuilder.COMMON, 0x8501, 0x5AE980E1)
                                .namedBool(MapiBuilder.COMMON, 0x8503, true));

        assertThat(text).contains("METHOD:PUBLISH").doesNotContain("TRIGGER");
    }

    @Test
    void freeTimeShouldStayFree() {
        MapiBuilder free =
                times("2024-03-01T09:00:00Z", "2024-03-01T10:00:00Z")
                        .namedInteger(MapiBuilder.APPOINTMENT, 0x8205, 0)
                        .namedInteger(MapiBuilder.APPOINTMENT, 0x8224, -1);

        assertThat(calendar("IPM.Appointment", free))
                .contains("TRANSP:TRANSPARENT")
                .contains("X-MICROSOFT-CDO-BUSYSTATUS:FREE");
    }

    @Test
    void requestShouldHaveTheStatusThatItsOrganizerMeans() {
        MapiBuilder tentative =
                times("2024-03-01T09:00:00Z", "2024-03-01T10:00:00Z")
                        .namedInteger(MapiBuilder.APPOINTMENT, 0x8205, 1)
                        .namedInteger(MapiBuilder.APPOINTMENT, 0x8224, 3);

        assertThat(calendar("IPM.Schedule.Meeting.Request", tentative))
                .contains("X-MICROSOFT-CDO-BUSYSTATUS:OOF");
    }

    @Test
    void cancellationAndAnswersShouldSayWhatTheyAre() {
        MapiBuilder times = times("2024-03-01T09:00:00Z", "2024-03-01T10:00:00Z");

        assertThat(calendar("IPM.Schedule.Meeting.Canceled", times))
                .contains("METHOD:CANCEL")
                .contains("STATUS:CANCELLED");
        assertThat(calendar("IPM.Schedule.Meeting.Resp.Neg", times))
                .contains("METHOD:REPLY")
                .contains("PARTSTAT=DECLINED:mailto:sender@example.org");
        times.namedBool(MapiBuilder.APPOINTMENT, 0x8257, true);
        assertThat(calendar("IPM.Schedule.Meeting.Resp.Tent", times)).contains("METHOD:COUNTER");
    }

    @Test
    void allDayItemShouldBeADateInItsOwnZone() {
        MapiBuilder times =
                times("2024-05-19T22:00:00Z", "2024-05-20T22:00:00Z")
                        .namedBool(MapiBuilder.APPOINTMENT, 0x8215, true);

        assertThat(calendar("IPM.Appointment", times))
                .contains("DTSTART;VALUE=DATE:20240520")
                .contains("DTEND;VALUE=DATE:20240521");
        times.namedBinary(MapiBuilder.APPOINTMENT, 0x8233, RecurBuilder.berlin());
        assertThat(calendar("IPM.Appointment", times)).contains("DTSTART;VALUE=DATE:20240520");
    }

    @Test
    void foreignUidShouldComeOutOfTheGlobalId() {
        byte[] id = new byte[40 + 12 + 20];
        byte[] data = "vCal-Uid\u0001\0\0\0abc@example.org\0".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(data, 0, id, 40, data.length);

        assertThat(
                        calendar(
                                "IPM.Appointment",
                                times("2024-03-01T09:00:00Z", "2024-03-01T10:00:00Z")
                                        .namedBinary(MapiBuilder.MEETING, 0x0003, id)))
                .contains("UID:abc@example.org\r\n");
    }

    @Test
    void recurringMeetingShouldKeepItsHourAndItsExceptions() {
        String text =
                calendar(
                        "IPM.Schedule.Meeting.Request",
                        times("2024-03-05T09:00:00Z", "2024-03-05T10:00:00Z")
                                .namedBinary(
                                        MapiBuilder.APPOINTMENT, 0x8216, RecurBuilder.tuesdays())
                                .namedString(MapiBuilder.APPOINTMENT, 0x8234, "Berlin, Rom")
                                .namedBinary(
                                        MapiBuilder.APPOINTMENT, 0x8233, RecurBuilder.berlin()));

        assertThat(text)
                .contains("TZID:Berlin Rom")
                .contains("DTSTART;TZID=Berlin Rom:20240305T100000")
                .contains("FREQ=WEEKLY")
                .contains("BYDAY=TU")
                .contains("UNTIL=20240430T080000Z")
                .contains("EXDATE;TZID=Berlin Rom:20240312T100000")
                .contains("RECURRENCE-ID;TZID=Berlin Rom:20240319T100000")
                .contains("DTSTART;TZID=Berlin Rom:20240320T110000")
                .contains("SUMMARY:moved")
                .contains("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU")
                .doesNotContain("20240319T100000\r\nEXDATE");
    }

    private static Converted recurring(byte[] structure) {
        return Converted.of(
                new TnefBuilder()
                        .messageClass("IPM.Appointment")
                        .properties(
                                times("2024-03-05T09:00:00Z", "2024-03-05T10:00:00Z")
                                        .namedBool(MapiBuilder.APPOINTMENT, 0x8223, true)
                                        .namedBinary(MapiBuilder.APPOINTMENT, 0x8216, structure))
                        .bytes());
    }

    /** On the 5th of each month of a calendar. */
    private static byte[] monthly(int pattern, int calendar) {
        return new RecurBuilder()
                .u16(0x3004, 0x3004, 0x200C, pattern, calendar)
                .i32(0, 1, 0, 5, 0x2023, 10, 1, 0, 0)
                .time("2024-03-05T00:00")
                .time("4500-08-31T00:00")
                .i32(0x3006, 0x3008, 600, 660)
                .u16(0)
                .i32(0, 0)
                .bytes();
    }

    @Test
    void recurrenceThatCannotBeWrittenShouldBeTold() {
        byte[] whole = RecurBuilder.tuesdays();
        for (byte[] structure :
                List.of(
                        monthly(2, 6),
                        monthly(0xA, 0),
                        monthly(2, 0xF),
                        Arrays.copyOf(whole, 20),
                        Arrays.copyOf(whole, whole.length - 20),
                        new byte[] {1, 2, 3})) {
            Converted converted = recurring(structure);

            assertThat(converted.outcome()).isEqualTo(Outcome.CONVERTED_WITH_WARNING);
            assertThat(converted.view().hasTnef()).isTrue();
            assertThat(converted.view().calendars().getFirst())
                    .contains("DTSTART:20240305T090000Z");
            assertThat(converted.conversion().streams().getFirst().warnings().getFirst())
                    .contains("recurrence");
        }
    }

    @Test
    void recurrenceThatCanBeWrittenShouldBeNoWarning() {
        for (byte[] structure : List.of(RecurBuilder.tuesdays(), monthly(2, 0), monthly(2, 1))) {
            assertThat(recurring(structure).outcome()).isEqualTo(Outcome.CONVERTED);
            assertThat(recurring(structure).view().calendars().getFirst()).contains("RRULE:");
        }
    }
}

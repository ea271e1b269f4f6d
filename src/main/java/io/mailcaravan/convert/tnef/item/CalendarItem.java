package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.mapi.Properties;
import io.mailcaravan.convert.tnef.mapi.PropertyId;
import io.mailcaravan.convert.tnef.message.Mailbox;
import io.mailcaravan.convert.tnef.message.TnefMessage;
import io.mailcaravan.convert.tnef.stream.Bytes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** An appointment, or a message about a meeting, [MS-OXOCAL]. */
record CalendarItem(TnefMessage message) implements OutlookItem {

    /** "As the reader is used to", [MS-OXORMDR] 2.2.1.3. */
    private static final int DEFAULT_REMINDER = 0x5AE980E1;

    private static final List<String> MEETING_ITEMS =
            List.of("IPM.Appointment", "IPM.Schedule.Meeting", "IPM.Microsoft Schedule");

    static boolean is(TnefMessage message) {
        return MEETING_ITEMS.stream().anyMatch(kind -> message.messageClass().is(kind));
    }

    private Properties properties() {
        return message.properties();
    }

    String method() {
        if (message.messageClass().is("IPM.Schedule.Meeting.Request")) {
            return "REQUEST";
        } else if (message.messageClass().is("IPM.Schedule.Meeting.Canceled")) {
            return "CANCEL";
        } else if (isReply()) {
            boolean counter = properties().bool(Lid.COUNTER_PROPOSAL).orElse(false);
            return counter ? "COUNTER" : "REPLY";
        }
        return "PUBLISH";
    }

    boolean isReply() {
        return message.messageClass().is("IPM.Schedule.Meeting.Resp");
    }

    /** Empty when it is no answer. */
    Optional<String> partStat() {
        for (Map.Entry<String, String> answer :
                Map.of("Pos", "ACCEPTED", "Neg", "DECLINED", "Tent", "TENTATIVE").entrySet()) {
            if (message.messageClass().is("IPM.Schedule.Meeting.Resp." + answer.getKey())) {
                return Optional.of(answer.getValue());
            }
        }
        return Optional.empty();
    }

    Optional<Instant> start() {
        return properties()
                .time(Lid.START_WHOLE)
                .or(() -> properties().time(Lid.COMMON_START))
                .or(() -> properties().time(PropertyId.START_DATE));
    }

    Optional<Instant> end() {
        return properties()
                .time(Lid.END_WHOLE)
                .or(() -> properties().time(Lid.COMMON_END))
                .or(() -> properties().time(PropertyId.END_DATE));
    }

    /** What the one who answers proposes instead, [MS-OXOCAL] 2.2.6.3. */
    Optional<Instant> proposedStart() {
        return properties().time(Lid.PROPOSED_START).filter(time -> method().equals("COUNTER"));
    }

    Optional<Instant> proposedEnd() {
        return properties().time(Lid.PROPOSED_END).filter(time -> method().equals("COUNTER"));
    }

    boolean allDay() {
        return properties().bool(Lid.SUB_TYPE).orElse(false);
    }

    Optional<GlobalObjectId> globalId() {
        return properties()
                .binary(Lid.GLOBAL_OBJECT_ID)
                .or(() -> properties().binary(Lid.CLEAN_GLOBAL_OBJECT_ID))
                .map(GlobalObjectId::new);
    }

    Optional<TimeZoneRule> zone() {
        Optional<Bytes> struct = properties().binary(Lid.TIME_ZONE_STRUCT);
        return struct.flatMap(TimeZoneRule::ofStruct)
                .or(
                        () ->
                                properties()
                                        .binary(Lid.TIME_ZONE_RECUR)
                                        .flatMap(TimeZoneRule::ofDefinition))
                .or(
                        () ->
                                properties()
                                        .binary(Lid.TIME_ZONE_START)
                                        .flatMap(TimeZoneRule::ofDefinition));
    }

    Optional<Recurrence> recurrence() {
        return properties().binary(Lid.APPOINTMENT_RECUR).flatMap(Recurrence::of);
    }

    Optional<String> location() {
        return properties().string(Lid.LOCATION).or(() -> properties().string(Lid.WHERE));
    }

    /** Minutes before the start; empty without a reminder, or where the reader is to choose. */
    Optional<Integer> reminder() {
        boolean set = properties().bool(Lid.REMINDER_SET).orElse(false);
        return properties().integer(Lid.REMINDER_DELTA).stream()
                .filter(minutes -> set && minutes != DEFAULT_REMINDER && minutes >= 0)
                .boxed()
                .findFirst();
    }

    int sequence() {
        return Math.max(0, properties().integer(Lid.SEQUENCE).orElse(0));
    }

    /** For a request what the organizer means it to be: its own status says only "tentative". */
    int busyStatus() {
        OptionalInt own = properties().integer(Lid.BUSY_STATUS);
        OptionalInt meant = properties().integer(Lid.INTENDED_BUSY_STATUS);
        boolean isMeant = method().equals("REQUEST") && meant.orElse(-1) >= 0; // -1: not known
        return (isMeant ? meant : own).orElse(2);
    }

    /** The day on which an all-day item begins or ends: midnight in its own zone. */
    LocalDate day(Instant instant) {
        Optional<TimeZoneRule> zone = zone();
        return zone.map(z -> z.local(instant).toLocalDate())
                .orElseGet(() -> Times.localDay(instant));
    }

    @Override
    public Optional<ItemFile> file(Surroundings around) {
        return proposedStart().or(this::start).map(start -> EventWriter.file(this, start, around));
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", "calendar");
        facts.put("component", "VEVENT");
        facts.put("method", method());
        message.header().subject().ifPresent(subject -> facts.put("summary", subject));
        start().ifPresent(start -> facts.put("start_utc", start.toString()));
        end().ifPresent(end -> facts.put("end_utc", end.toString()));
        facts.put("all_day", allDay());
        location().ifPresent(location -> facts.put("location", location));
        globalId().ifPresent(id -> facts.put("uid", id.uid()));
        properties().integer(Lid.BUSY_STATUS).ifPresent(busy -> facts.put("busy_status", busy));
        facts.put("recurring", properties().bool(Lid.RECURRING).orElse(recurrence().isPresent()));
        recurrence().ifPresent(r -> facts.put("recurrence", RecurrenceRule.facts(r)));
        properties()
                .string(Lid.RECURRENCE_PATTERN)
                .ifPresent(text -> facts.put("recurrence_pattern_text", text));
        properties()
                .string(Lid.TIME_ZONE_DESCRIPTION)
                .ifPresent(text -> facts.put("timezone_text", text));
        properties().bool(Lid.REMINDER_SET).ifPresent(set -> facts.put("reminder_set", set));
        properties()
                .integer(Lid.REMINDER_DELTA)
                .ifPresent(
                        minutes ->
                                facts.put(
                                        "reminder_minutes",
                                        minutes == DEFAULT_REMINDER ? "default" : minutes));
        facts.put("sequence", sequence());
        properties().string(Lid.TO_ATTENDEES).ifPresent(to -> facts.put("to_attendees", to));
        partStat().ifPresent(answer -> facts.put("partstat", answer));
        message.header().from().ifPresent(from -> person(facts, from));
        List<String> keywords = properties().strings(Lid.KEYWORDS);
        if (!keywords.isEmpty()) {
            facts.put("keywords", keywords);
        }
        return facts;
    }

    private void person(Map<String, Object> facts, Mailbox from) {
        String role = isReply() ? "attendee" : "organizer";
        facts.put(role + "_name", from.name());
        if (!from.email().isEmpty()) {
            facts.put(role + "_email", from.email());
        }
    }
}

package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.mapi.Properties;
import io.mailcaravan.convert.tnef.mapi.PropertyId;
import io.mailcaravan.convert.tnef.message.MessageHeader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.fortuna.ical4j.model.ComponentList;
import net.fortuna.ical4j.model.component.CalendarComponent;
import net.fortuna.ical4j.model.component.VAlarm;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Action;
import net.fortuna.ical4j.model.property.Categories;
import net.fortuna.ical4j.model.property.Clazz;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.ExDate;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.RRule;
import net.fortuna.ical4j.model.property.RecurrenceId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Transp;
import net.fortuna.ical4j.model.property.Trigger;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.XProperty;

/** Writes an appointment as iCalendar, [MS-OXCICAL]. */
final class EventWriter {

    private static final List<String> BUSY =
            List.of("FREE", "TENTATIVE", "BUSY", "OOF", "WORKINGELSEWHERE");

    private static final List<String> CLASSES =
            List.of("PUBLIC", "PERSONAL", "PRIVATE", "CONFIDENTIAL");

    private static final int MOST_ATTENDEES = 5000;

    /** They are there again in each of them. */
    private static final int MOST_ATTENDEES_OF_EXCEPTIONS = 10_000;

    private final CalendarItem item;
    private final Instant start;
    private final EventTimes times;
    private final Surroundings around;

    private EventWriter(CalendarItem item, Instant start, Surroundings around) {
        this.item = item;
        this.start = start;
        this.times = new EventTimes(item);
        this.around = around;
    }

    static ItemFile file(CalendarItem item, Instant start, Surroundings around) {
        EventWriter writer = new EventWriter(item, start, around);
        List<CalendarComponent> components = new ArrayList<>();
        writer.times
                .zone()
                .ifPresent(zone -> components.add(ZoneComponent.of(writer.times.zoneId(), zone)));
        components.add(writer.event());
        components.addAll(writer.exceptions());
        String method = item.method();
        return new ItemFile(
                "text/calendar; method=" + method,
                "event.ics",
                true,
                CalendarText.write(CalendarText.calendar(method), components));
    }

    private VEvent event() {
        VEvent event = new VEvent(false);
        identity(event);
        Instant end =
                item.proposedEnd().or(item::end).filter(e -> !e.isBefore(start)).orElse(start);
        event.add(new DtStart<>(times.parameters(), times.text(start)));
        if (end.isAfter(start) || !item.allDay()) {
            event.add(new DtEnd<>(times.parameters(), times.text(end)));
        }
        text(event, item.message().header().subject(), item.location());
        item.message()
                .bodies()
                .readable()
                .ifPresent(body -> event.add(new Description(CalendarText.clean(body).strip())));
        item.recurrence().ifPresent(r -> recurrence(event, r));
        People.add(event, item, around, MOST_ATTENDEES);
        state(event);
        item.reminder().ifPresent(minutes -> alarm(event, minutes));
        return event;
    }

    private void identity(VEvent event) {
        Optional<GlobalObjectId> id = item.globalId();
        event.add(new Uid(id.map(GlobalObjectId::uid).orElseGet(this::madeUpUid)));
        event.add(new DtStamp(Times.utc(stamp())));
        event.add(new Sequence(item.sequence()));
        id.flatMap(GlobalObjectId::instance).ifPresent(day -> event.add(instance(day)));
    }

    private RecurrenceId<?> instance(LocalDate day) {
        LocalDateTime local = times.zone().map(z -> z.local(start)).orElse(null);
        String original =
                local == null || item.allDay()
                        ? Times.date(day)
                        : times.text(day.atTime(local.toLocalTime()));
        return local == null || item.allDay()
                ? new RecurrenceId<>(
                        new net.fortuna.ical4j.model.ParameterList(
                                List.of(net.fortuna.ical4j.model.parameter.Value.DATE)),
                        original)
                : new RecurrenceId<>(times.parameters(), original);
    }

    /** The same for the same appointment. */
    private String madeUpUid() {
        String seed = item.message().header().subject().orElse("") + start + item.end();
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** When it was last changed; never the time of the conversion, which differs each time. */
    private Instant stamp() {
        Properties properties = item.message().properties();
        return properties
                .time(item.isReply() ? Lid.ATTENDEE_CRITICAL_CHANGE : Lid.OWNER_CRITICAL_CHANGE)
                .or(() -> properties.time(PropertyId.LAST_MODIFICATION_TIME))
                .or(() -> item.message().header().date())
                .orElse(start);
    }

    private static void text(VEvent event, Optional<String> subject, Optional<String> location) {
        subject.ifPresent(s -> event.add(new Summary(CalendarText.line(s))));
        location.ifPresent(place -> event.add(new Location(CalendarText.line(place))));
    }

    private void recurrence(VEvent event, Recurrence r) {
        String until = times.until(r.end().atStartOfDay().plusMinutes(r.startOffset()));
        Optional<String> rule = RecurrenceRule.of(r, until);
        if (rule.isEmpty()) {
            return; // the one occurrence that is left must not be taken out as well
        }
        event.add(new RRule<>(rule.get()));
        List<LocalDate> gone = new ArrayList<>(r.deleted());
        r.exceptions().forEach(e -> gone.remove(e.original().toLocalDate()));
        for (LocalDate day : gone) {
            String time = times.text(day.atStartOfDay().plusMinutes(r.startOffset()));
            event.add(new ExDate<>(times.parameters(), time));
        }
    }

    private List<VEvent> exceptions() {
        List<VEvent> events = new ArrayList<>();
        List<RecurrenceException> exceptions =
                item.recurrence().map(Recurrence::exceptions).orElse(List.of());
        int attendees = MOST_ATTENDEES_OF_EXCEPTIONS / Math.max(1, exceptions.size());
        for (RecurrenceException exception : exceptions) {
            VEvent event = new VEvent(false);
            identity(event);
            event.add(new RecurrenceId<>(times.parameters(), times.text(exception.original())));
            event.add(new DtStart<>(times.parameters(), times.text(exception.start())));
            event.add(new DtEnd<>(times.parameters(), times.text(exception.end())));
            text(
                    event,
                    exception.subject().or(() -> item.message().header().subject()),
                    exception.location().or(item::location));
            People.add(event, item, around, attendees);
            events.add(event);
        }
        return events;
    }

    private void state(VEvent event) {
        MessageHeader header = item.message().header();
        int busy = item.busyStatus();
        event.add(new Transp(busy == 0 ? "TRANSPARENT" : "OPAQUE"));
        if (busy >= 0 && busy < BUSY.size()) {
            event.add(new XProperty("X-MICROSOFT-CDO-BUSYSTATUS", BUSY.get(busy)));
        }
        if (header.sensitivity() > 0 && header.sensitivity() < CLASSES.size()) {
            event.add(new Clazz(CLASSES.get(header.sensitivity())));
        }
        if (item.method().equals("CANCEL")) {
            event.add(new net.fortuna.ical4j.model.property.Status("CANCELLED"));
        }
        Keywords.of(item.message().properties()).forEach(k -> event.add(new Categories(k)));
    }

    private static void alarm(VEvent event, int minutes) {
        VAlarm alarm = new VAlarm();
        alarm.add(new Action("DISPLAY"));
        alarm.add(new Description("Reminder"));
        alarm.add(new Trigger(Duration.ofMinutes(-minutes)));
        event.setComponentList(new ComponentList<>(List.of(alarm)));
    }
}

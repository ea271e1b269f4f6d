package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.mapi.Properties;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.parameter.TzId;
import net.fortuna.ical4j.model.parameter.Value;

/**
 * How an event's times are written: as dates for all-day items, in the zone for recurring ones (in
 * UTC they would move with daylight saving time), else in UTC.
 */
final class EventTimes {

    private final CalendarItem item;
    private final Optional<TimeZoneRule> zone;
    private final String zoneId;

    EventTimes(CalendarItem item) {
        this.item = item;
        boolean inZone = !item.allDay() && (item.recurrence().isPresent() || instanceIsMeant(item));
        this.zone = inZone ? item.zone() : Optional.empty();
        this.zoneId = zoneId(item);
    }

    private static boolean instanceIsMeant(CalendarItem item) {
        return item.globalId().flatMap(GlobalObjectId::instance).isPresent();
    }

    /** As Windows or the sender's Outlook calls it, without what has a meaning in a value. */
    private static String zoneId(CalendarItem item) {
        Properties properties = item.message().properties();
        return properties
                .binary(Lid.TIME_ZONE_START)
                .or(() -> properties.binary(Lid.TIME_ZONE_RECUR))
                .flatMap(TimeZoneRule::nameInDefinition)
                .or(() -> properties.string(Lid.TIME_ZONE_DESCRIPTION))
                .map(text -> text.replaceAll("[,;:\"\\\\\\p{Cc}]+", " ").replaceAll(" +", " "))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElse("Sender's time zone");
    }

    Optional<TimeZoneRule> zone() {
        return zone;
    }

    String zoneId() {
        return zoneId;
    }

    ParameterList parameters() {
        if (item.allDay()) {
            return new ParameterList(List.of(Value.DATE));
        }
        return zone.isPresent()
                ? new ParameterList(List.of(new TzId(zoneId)))
                : new ParameterList();
    }

    String text(Instant instant) {
        if (item.allDay()) {
            return Times.date(item.day(instant));
        }
        return zone.map(z -> Times.local(z.local(instant))).orElseGet(() -> Times.utc(instant));
    }

    /** Of a time that is the zone's already. */
    String text(LocalDateTime local) {
        return item.allDay()
                ? Times.date(local.toLocalDate())
                : Times.local(local) + (zone.isPresent() ? "" : "Z");
    }

    /** For UNTIL, which is in UTC except for dates. */
    String until(LocalDateTime local) {
        if (item.allDay()) {
            return Times.date(local.toLocalDate());
        }
        return zone.map(z -> Times.utc(z.instant(local))).orElseGet(() -> Times.local(local) + "Z");
    }
}

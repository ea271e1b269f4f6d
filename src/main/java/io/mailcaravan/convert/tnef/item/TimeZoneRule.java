package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.Cursor;
import io.mailcaravan.convert.tnef.stream.DamagedException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneOffsetTransitionRule.TimeDefinition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A time zone as Outlook writes it: one rule for each change, for all years.
 *
 * @param changes none, or the change to daylight saving time and the one back
 */
record TimeZoneRule(ZoneOffset standard, List<ZoneOffsetTransitionRule> changes) {

    /** PidLidTimeZoneStruct, [MS-OXOCAL] 2.2.1.39. */
    static Optional<TimeZoneRule> ofStruct(Bytes bytes) {
        try {
            Cursor in = new Cursor(bytes);
            int bias = in.i32();
            int standardBias = in.i32();
            int daylightBias = in.i32();
            in.skip(2);
            Bytes standard = in.take(16);
            in.skip(2);
            return of(bias, standardBias, daylightBias, standard, in.take(16));
        } catch (DamagedException | DateTimeException e) {
            return Optional.empty(); // times in UTC are right as well
        }
    }

    /** The rule of PidLidAppointmentTimeZoneDefinition that is in effect, 2.2.1.41. */
    static Optional<TimeZoneRule> ofDefinition(Bytes bytes) {
        try {
            Cursor in = new Cursor(bytes);
            in.skip(6);
            in.utf16(in.u16());
            Optional<TimeZoneRule> found = Optional.empty();
            for (int rules = in.u16(); rules > 0; rules--) {
                in.skip(4);
                int flags = in.u16();
                in.skip(16);
                int bias = in.i32();
                int standardBias = in.i32();
                int daylightBias = in.i32();
                Bytes standard = in.take(16);
                Optional<TimeZoneRule> rule =
                        of(bias, standardBias, daylightBias, standard, in.take(16));
                boolean effective = (flags & 2) != 0;
                found = effective || found.isEmpty() ? rule : found;
            }
            return found;
        } catch (DamagedException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The name in a definition, as Windows knows the zone: "Eastern Standard Time". */
    static Optional<String> nameInDefinition(Bytes bytes) {
        try {
            Cursor in = new Cursor(bytes);
            in.skip(6);
            return Optional.of(in.utf16(in.u16())).filter(name -> !name.isBlank());
        } catch (DamagedException e) {
            return Optional.empty();
        }
    }

    private static Optional<TimeZoneRule> of(
            int bias, int standardBias, int daylightBias, Bytes standard, Bytes daylight) {
        ZoneOffset winter = ZoneOffset.ofTotalSeconds(-60 * (bias + standardBias));
        ZoneOffset summer = ZoneOffset.ofTotalSeconds(-60 * (bias + daylightBias));
        if (standard.u16(2) == 0 || daylight.u16(2) == 0 || winter.equals(summer)) {
            return Optional.of(new TimeZoneRule(winter, List.of()));
        }
        return Optional.of(
                new TimeZoneRule(
                        winter,
                        List.of(
                                change(daylight, winter, winter, summer),
                                change(standard, winter, summer, winter))));
    }

    /** A SYSTEMTIME: the day is the how manieth such weekday of the month, 5 for the last. */
    private static ZoneOffsetTransitionRule change(
            Bytes time, ZoneOffset standard, ZoneOffset before, ZoneOffset after) {
        int week = time.u16(6);
        DayOfWeek weekday = DayOfWeek.of(time.u16(4) == 0 ? 7 : time.u16(4));
        return ZoneOffsetTransitionRule.of(
                Month.of(time.u16(2)),
                week >= 5 ? -1 : week * 7 - 6,
                weekday,
                LocalTime.of(time.u16(8), time.u16(10)),
                false,
                TimeDefinition.WALL,
                standard,
                before,
                after);
    }

    LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, offset(instant));
    }

    /** In the hour that is there twice, one of both; in the one that is not, the standard time. */
    Instant instant(LocalDateTime local) {
        Instant guess = local.toInstant(offset(local.toInstant(standard)));
        return local.equals(local(guess)) ? guess : local.toInstant(standard);
    }

    /** Rules without a list of past changes: java.time.zone.ZoneRules would not look at them. */
    private ZoneOffset offset(Instant instant) {
        int year = instant.atOffset(standard).getYear();
        List<ZoneOffsetTransition> ofYear =
                changes.stream()
                        .map(change -> change.createTransition(year))
                        .sorted(Comparator.comparing(ZoneOffsetTransition::getInstant))
                        .toList();
        ZoneOffset offset = ofYear.isEmpty() ? standard : ofYear.getFirst().getOffsetBefore();
        for (ZoneOffsetTransition change : ofYear) {
            offset = change.getInstant().isAfter(instant) ? offset : change.getOffsetAfter();
        }
        return offset;
    }
}

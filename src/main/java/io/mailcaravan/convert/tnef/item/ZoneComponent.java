package io.mailcaravan.convert.tnef.item;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransitionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.fortuna.ical4j.model.ComponentList;
import net.fortuna.ical4j.model.component.Daylight;
import net.fortuna.ical4j.model.component.Observance;
import net.fortuna.ical4j.model.component.Standard;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.RRule;
import net.fortuna.ical4j.model.property.TzId;
import net.fortuna.ical4j.model.property.TzOffsetFrom;
import net.fortuna.ical4j.model.property.TzOffsetTo;

/** A zone as VTIMEZONE. */
final class ZoneComponent {

    /** Before any meeting, and late enough for programs that count from 1970. */
    private static final int FIRST_YEAR = 1970;

    private ZoneComponent() {}

    static VTimeZone of(String id, TimeZoneRule zone) {
        List<Observance> observances = new ArrayList<>();
        for (ZoneOffsetTransitionRule change : zone.changes()) {
            boolean standard = change.getOffsetAfter().equals(zone.standard());
            Observance observance = standard ? new Standard() : new Daylight();
            LocalDateTime first = change.createTransition(FIRST_YEAR).getDateTimeBefore();
            fill(observance, first, change.getOffsetBefore(), change.getOffsetAfter());
            observance.add(new RRule<>(yearly(change)));
            observances.add(observance);
        }
        if (observances.isEmpty()) {
            Standard always = new Standard();
            LocalDateTime first = LocalDateTime.of(FIRST_YEAR, 1, 1, 0, 0);
            fill(always, first, zone.standard(), zone.standard());
            observances.add(always);
        }
        VTimeZone component = new VTimeZone();
        component.add(new TzId(id));
        component.setComponentList(new ComponentList<>(observances));
        return component;
    }

    private static void fill(
            Observance observance, LocalDateTime first, ZoneOffset from, ZoneOffset to) {
        observance.add(new DtStart<>(Times.local(first)));
        observance.add(new TzOffsetFrom(from));
        observance.add(new TzOffsetTo(to));
    }

    private static String yearly(ZoneOffsetTransitionRule change) {
        int day = change.getDayOfMonthIndicator();
        String weekday = change.getDayOfWeek().name().substring(0, 2).toUpperCase(Locale.ROOT);
        int week = day < 0 ? -1 : (day + 6) / 7;
        return "FREQ=YEARLY;BYDAY=" + week + weekday + ";BYMONTH=" + change.getMonth().getValue();
    }
}

package io.mailcaravan.convert.tnef.item;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A recurrence as an RRULE, [MS-OXCICAL] 2.1.3.2.2. */
final class RecurrenceRule {

    private static final List<String> WEEKDAYS = List.of("SU", "MO", "TU", "WE", "TH", "FR", "SA");

    private RecurrenceRule() {}

    /**
     * The rule; empty for calendars that RFC 5545 does not have, and for what nobody knows.
     *
     * @param until the last occurrence's start, as a DATE or in UTC
     */
    static Optional<String> of(Recurrence r, String until) {
        String by =
                switch (r.pattern()) {
                    case 0 -> "";
                    case 1 -> ";BYDAY=" + weekdays(r.days());
                    case 2 -> ";BYMONTHDAY=" + monthDay(r.days());
                    case 3 -> nth(r);
                    case 4 -> ";BYMONTHDAY=-1";
                    default -> null;
                };
        String frequency = r.pattern() == 1 ? "WEEKLY" : frequency(r);
        if (by == null || frequency.isEmpty() || !r.isGregorian()) {
            return Optional.empty();
        }
        String month = frequency.equals("YEARLY") ? ";BYMONTH=" + r.start().getMonthValue() : "";
        String end =
                switch (r.endType()) {
                    case Recurrence.END_DATE -> ";UNTIL=" + until;
                    case Recurrence.END_COUNT -> ";COUNT=" + Math.max(1, r.count());
                    default -> "";
                };
        String weekStart =
                frequency.equals("WEEKLY") && r.firstDay() >= 0 && r.firstDay() < 7
                        ? ";WKST=" + WEEKDAYS.get(r.firstDay())
                        : "";
        return Optional.of(
                "FREQ=" + frequency + end + ";INTERVAL=" + interval(r) + month + by + weekStart);
    }

    private static String frequency(Recurrence r) {
        return switch (r.frequency()) {
            case Recurrence.DAILY -> "DAILY";
            case Recurrence.WEEKLY -> "WEEKLY";
            case Recurrence.MONTHLY -> "MONTHLY";
            case Recurrence.YEARLY -> "YEARLY";
            default -> "";
        };
    }

    private static int interval(Recurrence r) {
        int interval =
                switch (r.frequency()) {
                    case Recurrence.DAILY -> r.pattern() == 1 ? 1 : r.period() / (24 * 60);
                    case Recurrence.YEARLY -> r.period() / 12;
                    default -> r.period();
                };
        return Math.max(1, interval);
    }

    private static String weekdays(int mask) {
        List<String> days = new ArrayList<>();
        for (int i = 0; i < WEEKDAYS.size(); i++) {
            if ((mask >> i & 1) != 0) {
                days.add(WEEKDAYS.get(i));
            }
        }
        return days.isEmpty() ? "MO" : String.join(",", days);
    }

    /** In shorter months Outlook takes the last day, RFC 5545 none. */
    private static String monthDay(int day) {
        return switch (day) {
            case 31 -> "-1";
            case 30 -> "28,29,30;BYSETPOS=-1";
            case 29 -> "28,29;BYSETPOS=-1";
            default -> String.valueOf(Math.clamp(day, 1, 28));
        };
    }

    private static String nth(Recurrence r) {
        int nth = r.nth() >= 5 ? -1 : Math.max(1, r.nth());
        String days = weekdays(r.days());
        return days.contains(",") ? ";BYDAY=" + days + ";BYSETPOS=" + nth : ";BYDAY=" + nth + days;
    }

    /** For reports. */
    static Map<String, Object> facts(Recurrence r) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("freq", frequency(r));
        facts.put("pattern_type", r.pattern());
        facts.put("period", r.period());
        switch (r.pattern()) {
            case 1, 3, 0xB -> facts.put("days_bitmask", r.days());
            case 2, 4, 0xA, 0xC -> facts.put("day", r.days());
            default -> {}
        }
        if (r.nth() != 0) {
            facts.put("nth", r.nth());
        }
        boolean atDate = r.endType() == Recurrence.END_DATE;
        boolean afterCount = r.endType() == Recurrence.END_COUNT;
        facts.put("end_type", atDate ? "date" : afterCount ? "count" : "never");
        facts.put("count", r.count());
        facts.put("deleted_instances", r.deleted().size());
        facts.put("modified_instances", r.modified().size());
        facts.put("start_date", r.start().toString());
        LocalDate end = atDate || afterCount ? r.end() : null;
        facts.put("end_date", end == null ? null : end.toString());
        return facts;
    }
}

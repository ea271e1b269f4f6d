package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.Cursor;
import io.mailcaravan.convert.tnef.stream.DamagedException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * PidLidAppointmentRecur or PidLidTaskRecurrence, [MS-OXOCAL] 2.2.1.44: all times are the zone's.
 *
 * @param frequency 0x200A daily, 0x200B weekly, 0x200C monthly, 0x200D yearly
 * @param calendar by which months and days are counted, as CalendarType of [MS-OXOCAL] 2.2.1.44.1
 * @param pattern how {@code days} and {@code nth} are meant
 * @param period days in minutes, weeks, or months
 * @param days a mask of weekdays beginning with Sunday, or the day of the month
 * @param endType 0x2021 at a date, 0x2022 after a number, others never
 * @param deleted days without an occurrence, also those of moved ones
 * @param startOffset minutes from midnight
 * @param exceptions those that can be read
 * @param whole whether all of them could
 */
record Recurrence(
        int frequency,
        int calendar,
        int pattern,
        int period,
        int days,
        int nth,
        int endType,
        int count,
        int firstDay,
        List<LocalDate> deleted,
        List<LocalDate> modified,
        LocalDate start,
        LocalDate end,
        int startOffset,
        List<RecurrenceException> exceptions,
        boolean whole) {

    static final int DAILY = 0x200A;
    static final int WEEKLY = 0x200B;
    static final int MONTHLY = 0x200C;
    static final int YEARLY = 0x200D;
    static final int END_DATE = 0x2021;
    static final int END_COUNT = 0x2022;

    /** Hijri, Hebrew, Japanese and Chinese lunar, Saka, other lunar ones, Umm al-Qura. */
    private static final Set<Integer> OTHER_CALENDARS =
            Set.of(0x6, 0x8, 0xE, 0xF, 0x10, 0x11, 0x12, 0x13, 0x14, 0x17);

    /** Outlook stops at 999 occurrences; a day more costs the calendar a hundred bytes. */
    private static final int MOST_DATES = 5000;

    /** Minutes. */
    private static final int DAY = 24 * 60;

    private static final LocalDateTime EPOCH = LocalDateTime.of(1601, 1, 1, 0, 0);

    /** Empty where the structure is damaged; the first occurrence is right without it. */
    static Optional<Recurrence> of(Bytes bytes) {
        try {
            return Optional.of(read(new Cursor(bytes)));
        } catch (DamagedException e) {
            return Optional.empty();
        }
    }

    private static Recurrence read(Cursor in) throws DamagedException {
        in.skip(4);
        int frequency = in.u16();
        int pattern = in.u16();
        int calendar = in.u16();
        in.skip(4);
        int period = in.i32();
        in.skip(4);
        int days = pattern == 0 ? 0 : in.i32();
        int nth = pattern == 3 || pattern == 0xB ? in.i32() : 0;
        int endType = in.i32();
        int count = in.i32();
        int firstDay = in.i32();
        List<LocalDate> deleted = dates(in);
        List<LocalDate> modified = dates(in);
        LocalDate start = time(in.i32()).toLocalDate();
        LocalDate end = time(in.i32()).toLocalDate();
        int startOffset = 0;
        List<RecurrenceException> exceptions = new ArrayList<>();
        boolean whole = true;
        if (in.remaining() >= 18) { // a task's ends before
            in.skip(4);
            int writer = in.i32();
            startOffset = Math.clamp(in.i32(), 0, DAY);
            in.skip(4);
            whole = RecurrenceException.read(in, writer, exceptions);
        }
        return new Recurrence(
                frequency,
                calendar,
                pattern,
                period,
                days,
                nth,
                endType,
                count,
                firstDay,
                deleted,
                modified,
                start,
                end,
                startOffset,
                exceptions,
                whole);
    }

    /**
     * Whether the months that it counts are those of RFC 5545; days and weeks are the same in all.
     */
    boolean isGregorian() {
        return pattern < 2 || (pattern <= 4 && !OTHER_CALENDARS.contains(calendar));
    }

    private static List<LocalDate> dates(Cursor in) throws DamagedException {
        List<LocalDate> dates = new ArrayList<>();
        int count = in.count(4);
        if (count > MOST_DATES) {
            throw new DamagedException(count + " days without an occurrence");
        }
        for (int i = count; i > 0; i--) {
            dates.add(time(in.i32()).toLocalDate());
        }
        return dates;
    }

    /** Minutes since 1601. */
    static LocalDateTime time(int minutes) {
        return EPOCH.plusMinutes(Integer.toUnsignedLong(minutes));
    }
}

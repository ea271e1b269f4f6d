package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.mapi.CodePages;
import io.mailcaravan.convert.tnef.stream.Cursor;
import io.mailcaravan.convert.tnef.stream.DamagedException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An occurrence that is different, [MS-OXOCAL] 2.2.1.44.2; times are the zone's. */
record RecurrenceException(
        LocalDateTime start,
        LocalDateTime end,
        LocalDateTime original,
        Optional<String> subject,
        Optional<String> location) {

    private static final int MOST = 1000;

    private static final int SUBJECT = 0x0001;
    private static final int LOCATION = 0x0010;

    /** Each of these brings four bytes. */
    private static final int[] NUMBERS_BEFORE_LOCATION = {0x0002, 0x0004, 0x0008};

    private static final int[] NUMBERS_AFTER_LOCATION = {0x0020, 0x0040, 0x0080, 0x0100};

    /** From this version on there is a structure that says how the occurrence was changed. */
    private static final int WITH_HIGHLIGHT = 0x3009;

    /**
     * Reads those that can be read.
     *
     * @return whether that is all of them
     */
    static boolean read(Cursor in, int writer, List<RecurrenceException> exceptions) {
        List<Integer> flags = new ArrayList<>();
        int count = 0;
        try {
            count = in.u16();
            for (int i = Math.min(MOST, count); i > 0; i--) {
                exceptions.add(exception(in, flags));
            }
            in.skip(in.i32());
            for (int i = 0; i < exceptions.size(); i++) {
                exceptions.set(i, inUnicode(in, writer, flags.get(i), exceptions.get(i)));
            }
        } catch (DamagedException e) {
            return exceptions.size() == count; // their subjects are there in 8 bits as well
        }
        return exceptions.size() == count;
    }

    private static RecurrenceException exception(Cursor in, List<Integer> allFlags)
            throws DamagedException {
        LocalDateTime start = Recurrence.time(in.i32());
        LocalDateTime end = Recurrence.time(in.i32());
        LocalDateTime original = Recurrence.time(in.i32());
        int flags = in.u16();
        Optional<String> subject = Optional.empty();
        Optional<String> location = Optional.empty();
        if ((flags & SUBJECT) != 0) {
            in.skip(2);
            subject = Optional.of(in.take(in.u16()).text(CodePages.WESTERN));
        }
        numbers(in, flags, NUMBERS_BEFORE_LOCATION);
        if ((flags & LOCATION) != 0) {
            in.skip(2);
            location = Optional.of(in.take(in.u16()).text(CodePages.WESTERN));
        }
        numbers(in, flags, NUMBERS_AFTER_LOCATION);
        allFlags.add(flags);
        return new RecurrenceException(start, end, original, subject, location);
    }

    private static void numbers(Cursor in, int flags, int[] which) throws DamagedException {
        for (int flag : which) {
            in.skip((flags & flag) != 0 ? 4 : 0);
        }
    }

    private static RecurrenceException inUnicode(
            Cursor in, int writer, int flags, RecurrenceException exception)
            throws DamagedException {
        if (writer >= WITH_HIGHLIGHT) {
            in.skip(in.i32());
        }
        in.skip(in.i32());
        if ((flags & (SUBJECT | LOCATION)) == 0) {
            return exception;
        }
        in.skip(12);
        Optional<String> subject = Optional.empty();
        Optional<String> location = Optional.empty();
        if ((flags & SUBJECT) != 0) {
            subject = Optional.of(in.utf16(in.u16()));
        }
        if ((flags & LOCATION) != 0) {
            location = Optional.of(in.utf16(in.u16()));
        }
        in.skip(in.i32());
        return new RecurrenceException(
                exception.start(), exception.end(), exception.original(), subject, location);
    }
}

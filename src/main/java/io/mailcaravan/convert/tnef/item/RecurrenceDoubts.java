package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.message.Attachment;
import io.mailcaravan.convert.tnef.message.TnefMessage;
import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.WarningList;
import java.util.Optional;

/**
 * What of a recurrence a calendar file cannot say; without a word the first day seemed the only
 * one.
 */
public final class RecurrenceDoubts {

    private RecurrenceDoubts() {}

    /** Looks at a message and at those embedded in it. */
    public static void tell(TnefMessage message, WarningList warnings) {
        if (CalendarItem.is(message)) {
            CalendarItem item = new CalendarItem(message);
            boolean one =
                    item.isReply() || item.globalId().flatMap(GlobalObjectId::instance).isPresent();
            tell(message, Lid.APPOINTMENT_RECUR, Lid.RECURRING, one, warnings);
        } else if (TaskItem.is(message)) {
            tell(message, Lid.TASK_RECURRENCE, Lid.TASK_RECURRING, false, warnings);
        }
        for (Attachment attachment : message.attachments()) {
            attachment.message().ifPresent(inner -> tell(inner, warnings));
        }
    }

    /**
     * Tells of one item.
     *
     * @param one whether it may be about a single occurrence, and needs no structure
     */
    private static void tell(
            TnefMessage message,
            Object structure,
            Object recurring,
            boolean one,
            WarningList warnings) {
        Optional<Bytes> bytes = message.properties().binary(structure);
        Optional<Boolean> said = message.properties().bool(recurring);
        if (bytes.isEmpty() || bytes.get().isEmpty()) {
            if (said.orElse(false) && !one) {
                warnings.doubt("it recurs, but how is not said; only one occurrence is written");
            }
            return;
        }
        if (!said.orElse(true)) {
            return; // left over from a time when it recurred
        }
        Optional<Recurrence> recurrence = Recurrence.of(bytes.get());
        if (recurrence.isEmpty()) {
            warnings.doubt("the recurrence cannot be read; only one occurrence is written");
        } else if (!recurrence.get().isGregorian()) {
            warnings.doubt(
                    "the recurrence counts by a calendar that is not Gregorian;"
                            + " only one occurrence is written");
        } else if (RecurrenceRule.of(recurrence.get(), "").isEmpty()) {
            warnings.doubt("the recurrence is of an unknown kind; only one occurrence is written");
        } else if (!recurrence.get().whole()) {
            warnings.doubt("some exceptions of the recurrence cannot be read");
        }
    }
}

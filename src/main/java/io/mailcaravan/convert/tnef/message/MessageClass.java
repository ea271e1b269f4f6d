package io.mailcaravan.convert.tnef.message;

import java.util.Locale;
import java.util.Map;

/**
 * The kind of an item, compared without case.
 *
 * @param name as in MAPI, after the mapping of the names that TNEF inherited from Microsoft Mail
 *     ([MS-OXTNEF] 2.1.3.3.1)
 */
public record MessageClass(String name) {

    private static final Map<String, String> OLD_NAMES =
            Map.of(
                    "IPM.MICROSOFT MAIL.NOTE", "IPM.Note",
                    "IPM.MICROSOFT MAIL.READ RECEIPT", "REPORT.IPM.NOTE.IPNRN",
                    "IPM.MICROSOFT MAIL.NON-DELIVERY", "REPORT.IPM.NOTE.NDR",
                    "IPM.MICROSOFT SCHEDULE.MTGREQ", "IPM.Schedule.Meeting.Request",
                    "IPM.MICROSOFT SCHEDULE.MTGRESPP", "IPM.Schedule.Meeting.Resp.Pos",
                    "IPM.MICROSOFT SCHEDULE.MTGRESPN", "IPM.Schedule.Meeting.Resp.Neg",
                    "IPM.MICROSOFT SCHEDULE.MTGRESPA", "IPM.Schedule.Meeting.Resp.Tent",
                    "IPM.MICROSOFT SCHEDULE.MTGCNCL", "IPM.Schedule.Meeting.Canceled");

    public MessageClass {
        name = OLD_NAMES.getOrDefault(name.toUpperCase(Locale.ROOT), name);
    }

    /** Whether it is this kind or one made from it: {@code IPM.Note} holds for IPM.Note.SMIME. */
    public boolean is(String kind) {
        String mine = name.toUpperCase(Locale.ROOT);
        String other = kind.toUpperCase(Locale.ROOT);
        return mine.equals(other) || mine.startsWith(other + ".");
    }

    /** Whether it is a report, whose last part says of what: {@code NDR}, {@code IPNRN}. */
    public boolean isReport(String suffix) {
        String mine = name.toUpperCase(Locale.ROOT);
        return mine.startsWith("REPORT.") && mine.endsWith("." + suffix);
    }
}

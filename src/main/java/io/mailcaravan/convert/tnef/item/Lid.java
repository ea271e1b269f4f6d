package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.mapi.PropertyName;
import io.mailcaravan.convert.tnef.mapi.PropertySet;

/** Named properties, by their names in [MS-OXPROPS] without "PidLid". */
final class Lid {

    static final PropertyName REMINDER_DELTA = common(0x8501);
    static final PropertyName REMINDER_TIME = common(0x8502);
    static final PropertyName REMINDER_SET = common(0x8503);
    static final PropertyName REMINDER_SIGNAL_TIME = common(0x8560);
    static final PropertyName COMMON_START = common(0x8516);
    static final PropertyName COMMON_END = common(0x8517);
    static final PropertyName TASK_GLOBAL_ID = common(0x8519);

    static final PropertyName SEQUENCE = appointment(0x8201);
    static final PropertyName BUSY_STATUS = appointment(0x8205);
    static final PropertyName LOCATION = appointment(0x8208);
    static final PropertyName START_WHOLE = appointment(0x820D);
    static final PropertyName END_WHOLE = appointment(0x820E);
    static final PropertyName SUB_TYPE = appointment(0x8215);
    static final PropertyName APPOINTMENT_RECUR = appointment(0x8216);
    static final PropertyName RECURRING = appointment(0x8223);
    static final PropertyName INTENDED_BUSY_STATUS = appointment(0x8224);
    static final PropertyName RECURRENCE_PATTERN = appointment(0x8232);
    static final PropertyName TIME_ZONE_STRUCT = appointment(0x8233);
    static final PropertyName TIME_ZONE_DESCRIPTION = appointment(0x8234);
    static final PropertyName TO_ATTENDEES = appointment(0x823B);
    static final PropertyName CC_ATTENDEES = appointment(0x823C);
    static final PropertyName COUNTER_PROPOSAL = appointment(0x8257);
    static final PropertyName PROPOSED_START = appointment(0x8250);
    static final PropertyName PROPOSED_END = appointment(0x8251);
    static final PropertyName TIME_ZONE_START = appointment(0x825E);
    static final PropertyName TIME_ZONE_RECUR = appointment(0x8260);

    static final PropertyName WHERE = meeting(0x0002);
    static final PropertyName GLOBAL_OBJECT_ID = meeting(0x0003);
    static final PropertyName ATTENDEE_CRITICAL_CHANGE = meeting(0x0001);
    static final PropertyName OWNER_CRITICAL_CHANGE = meeting(0x001A);
    static final PropertyName CLEAN_GLOBAL_OBJECT_ID = meeting(0x0023);

    static final PropertyName TASK_STATUS = task(0x8101);
    static final PropertyName PERCENT_COMPLETE = task(0x8102);
    static final PropertyName TASK_START = task(0x8104);
    static final PropertyName TASK_DUE = task(0x8105);
    static final PropertyName DATE_COMPLETED = task(0x810F);
    static final PropertyName TASK_RECURRENCE = task(0x8116);
    static final PropertyName TASK_COMPLETE = task(0x811C);
    static final PropertyName TASK_OWNER = task(0x811F);
    static final PropertyName TASK_RECURRING = task(0x8126);

    static final PropertyName KEYWORDS = PropertyName.of(PropertySet.PUBLIC_STRINGS, "Keywords");

    private Lid() {}

    static PropertyName address(int lid) {
        return PropertyName.of(PropertySet.ADDRESS, lid);
    }

    private static PropertyName common(int lid) {
        return PropertyName.of(PropertySet.COMMON, lid);
    }

    private static PropertyName appointment(int lid) {
        return PropertyName.of(PropertySet.APPOINTMENT, lid);
    }

    private static PropertyName meeting(int lid) {
        return PropertyName.of(PropertySet.MEETING, lid);
    }

    private static PropertyName task(int lid) {
        return PropertyName.of(PropertySet.TASK, lid);
    }
}

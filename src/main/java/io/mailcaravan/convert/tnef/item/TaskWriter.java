package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.mapi.Properties;
import io.mailcaravan.convert.tnef.mapi.PropertyId;
import io.mailcaravan.convert.tnef.message.Mailbox;
import io.mailcaravan.convert.tnef.message.TnefMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.fortuna.ical4j.model.ComponentList;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.component.VAlarm;
import net.fortuna.ical4j.model.component.VToDo;
import net.fortuna.ical4j.model.parameter.Value;
import net.fortuna.ical4j.model.property.Action;
import net.fortuna.ical4j.model.property.Categories;
import net.fortuna.ical4j.model.property.Completed;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Due;
import net.fortuna.ical4j.model.property.PercentComplete;
import net.fortuna.ical4j.model.property.Priority;
import net.fortuna.ical4j.model.property.RRule;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Trigger;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.XProperty;

/** Writes a task as VTODO; its days are dates without a zone. */
final class TaskWriter {

    /** By PidLidTaskStatus: waiting and deferred have no word of their own. */
    private static final List<String> STATUS =
            List.of("NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "NEEDS-ACTION", "NEEDS-ACTION");

    /** By importance: low, normal, high. */
    private static final List<Integer> PRIORITY = List.of(9, 5, 1);

    private static final int MOST_ATTENDEES = 5000;

    private TaskWriter() {}

    static ItemFile file(TaskItem item, Surroundings around) {
        String method = item.method();
        VToDo todo = todo(item.task(), item);
        Optional<Mailbox> organizer =
                item.message().header().from().filter(Mailbox::hasSmtp).or(around::from);
        organizer.ifPresent(who -> todo.add(CalendarText.organizer(who)));
        if (!method.equals("PUBLISH")) {
            around.to().stream()
                    .limit(MOST_ATTENDEES)
                    .forEach(who -> todo.add(CalendarText.attendee(who)));
        }
        return new ItemFile(
                "text/calendar; method=" + method + "; component=VTODO",
                "task.ics",
                true,
                CalendarText.write(CalendarText.calendar(method), List.of(todo)));
    }

    private static VToDo todo(TnefMessage task, TaskItem item) {
        Properties properties = task.properties();
        VToDo todo = new VToDo(false);
        Instant stamp =
                properties
                        .time(PropertyId.LAST_MODIFICATION_TIME)
                        .or(() -> task.header().date())
                        .or(() -> item.message().header().date())
                        .orElse(Instant.EPOCH);
        todo.add(new Uid(uid(task, stamp)));
        todo.add(new DtStamp(Times.utc(stamp)));
        task.header().subject().ifPresent(s -> todo.add(new Summary(CalendarText.line(s))));
        task.bodies()
                .readable()
                .ifPresent(body -> todo.add(new Description(CalendarText.clean(body).strip())));
        ParameterList date = new ParameterList(List.of(Value.DATE));
        TaskItem.date(properties, Lid.TASK_START)
                .ifPresent(day -> todo.add(new DtStart<>(date, Times.date(day))));
        TaskItem.date(properties, Lid.TASK_DUE)
                .ifPresent(day -> todo.add(new Due<>(date, Times.date(day))));
        state(todo, task, properties);
        recurrence(todo, properties);
        reminder(todo, properties);
        return todo;
    }

    private static String uid(TnefMessage task, Instant stamp) {
        String seed = task.header().subject().orElse("") + stamp;
        return TaskItem.globalId(task.properties())
                .orElseGet(
                        () ->
                                UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8))
                                        .toString());
    }

    private static void state(VToDo todo, TnefMessage task, Properties properties) {
        int status = properties.integer(Lid.TASK_STATUS).orElse(0);
        boolean complete = properties.bool(Lid.TASK_COMPLETE).orElse(false);
        String word =
                status >= 0 && status < STATUS.size() ? STATUS.get(status) : STATUS.getFirst();
        todo.add(new Status(complete ? "COMPLETED" : word));
        TaskItem.percent(properties).ifPresent(p -> todo.add(new PercentComplete(p)));
        TaskItem.date(properties, Lid.DATE_COMPLETED)
                .ifPresent(day -> todo.add(new Completed(Times.date(day) + "T000000Z")));
        int importance = task.header().importance();
        if (importance >= 0 && importance < PRIORITY.size()) {
            todo.add(new Priority(PRIORITY.get(importance)));
        }
        properties
                .string(Lid.TASK_OWNER)
                .ifPresent(o -> todo.add(new XProperty("X-TASK-OWNER", CalendarText.line(o))));
        Keywords.of(properties).forEach(k -> todo.add(new Categories(k)));
    }

    private static void recurrence(VToDo todo, Properties properties) {
        boolean recurring = properties.bool(Lid.TASK_RECURRING).orElse(false);
        properties
                .binary(Lid.TASK_RECURRENCE)
                .filter(b -> recurring)
                .flatMap(Recurrence::of)
                .flatMap(r -> RecurrenceRule.of(r, Times.date(r.end())))
                .ifPresent(rule -> todo.add(new RRule<LocalDate>(rule)));
    }

    private static void reminder(VToDo todo, Properties properties) {
        if (!properties.bool(Lid.REMINDER_SET).orElse(false)) {
            return;
        }
        properties
                .time(Lid.REMINDER_TIME)
                .ifPresent(
                        time -> {
                            VAlarm alarm = new VAlarm();
                            alarm.add(new Action("DISPLAY"));
                            alarm.add(new Description("Reminder"));
                            alarm.add(
                                    new Trigger(
                                            new ParameterList(List.of(Value.DATE_TIME)),
                                            Times.utc(time)));
                            todo.setComponentList(new ComponentList<>(List.of(alarm)));
                        });
    }
}

package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.mapi.Properties;
import io.mailcaravan.convert.tnef.message.TnefMessage;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A task, or a message about one, [MS-OXOTASK]. */
record TaskItem(TnefMessage message) implements OutlookItem {

    /** Bytes; a real one has sixteen. */
    private static final int LONGEST_ID = 1000;

    static boolean is(TnefMessage message) {
        return message.messageClass().is("IPM.Task") || isRequest(message);
    }

    private static boolean isRequest(TnefMessage message) {
        return message.messageClass().is("IPM.TaskRequest");
    }

    /** The task itself: a request hides it in an embedded message. */
    TnefMessage task() {
        return message.attachments().stream()
                .flatMap(attachment -> attachment.message().stream())
                .filter(inner -> isRequest(message) && inner.messageClass().is("IPM.Task"))
                .findFirst()
                .orElse(message);
    }

    String method() {
        if (!isRequest(message)) {
            return "PUBLISH";
        }
        boolean answer =
                message.messageClass().is("IPM.TaskRequest.Accept")
                        || message.messageClass().is("IPM.TaskRequest.Decline")
                        || message.messageClass().is("IPM.TaskRequest.Update");
        return answer ? "REPLY" : "REQUEST";
    }

    /** Midnight of a day without a zone, stored as if it were UTC. */
    static Optional<LocalDate> date(Properties properties, Object key) {
        return properties.time(key).map(time -> LocalDate.ofInstant(time, ZoneOffset.UTC));
    }

    static Optional<String> globalId(Properties properties) {
        return properties
                .binary(Lid.TASK_GLOBAL_ID)
                .filter(id -> !id.isEmpty() && id.size() <= LONGEST_ID)
                .map(id -> HexFormat.of().withUpperCase().formatHex(id.copy()));
    }

    /** From 0 to 100. */
    static Optional<Integer> percent(Properties properties) {
        return properties
                .number(Lid.PERCENT_COMPLETE)
                .filter(part -> part >= 0 && part <= 1)
                .map(part -> (int) Math.round(part * 100));
    }

    @Override
    public Optional<ItemFile> file(Surroundings around) {
        return Optional.of(TaskWriter.file(this, around));
    }

    @Override
    public Map<String, Object> facts() {
        Properties properties = message.properties();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", "task");
        facts.put("component", "VTODO");
        facts.put("message_class", message.messageClass().name());
        message.header().subject().ifPresent(subject -> facts.put("summary", subject));
        properties.integer(Lid.TASK_STATUS).ifPresent(status -> facts.put("status", status));
        percent(properties).ifPresent(percent -> facts.put("percent_complete", percent));
        properties.bool(Lid.TASK_COMPLETE).ifPresent(done -> facts.put("complete", done));
        properties.string(Lid.TASK_OWNER).ifPresent(owner -> facts.put("owner", owner));
        properties.bool(Lid.TASK_RECURRING).ifPresent(again -> facts.put("recurring", again));
        globalId(properties).ifPresent(id -> facts.put("task_global_id", id));
        boolean reminder = properties.bool(Lid.REMINDER_SET).orElse(false);
        facts.put("reminder_set", reminder);
        if (reminder) {
            properties
                    .time(Lid.REMINDER_TIME)
                    .ifPresent(time -> facts.put("reminder_utc", time.toString()));
        }
        date(properties, Lid.TASK_START).ifPresent(d -> facts.put("start_date", d.toString()));
        date(properties, Lid.TASK_DUE).ifPresent(d -> facts.put("due_date", d.toString()));
        return facts;
    }
}

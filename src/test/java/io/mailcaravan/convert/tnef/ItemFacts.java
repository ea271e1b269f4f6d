package io.mailcaravan.convert.tnef;

import com.fasterxml.jackson.databind.JsonNode;
import ezvcard.Ezvcard;
import ezvcard.VCard;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Map;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.CalendarComponent;
import net.fortuna.ical4j.model.property.DateProperty;

/** Compares what the manifest says about an item with the report and the part that it became. */
final class ItemFacts {

    private ItemFacts() {}

    static void check(
            String at,
            JsonNode expect,
            JsonNode report,
            MimeMessageView view,
            List<String> faults) {
        compare(at + "item ", expect, report, faults);
        try {
            switch (expect.get("kind").asText()) {
                case "calendar" -> calendar(at, expect, view, faults);
                case "task" -> task(at, expect, view, faults);
                case "contact" -> contact(at, expect, view, faults);
                case "distribution-list" -> list(at, expect, view, faults);
                case "report" -> {
                    if (!view.contentType().contains("multipart/report")
                            || !view.contentType().contains("disposition-notification")) {
                        faults.add(at + "report as " + view.contentType());
                    }
                }
                default -> faults.add(at + "unknown item");
            }
        } catch (IOException | ParserException | RuntimeException e) {
            faults.add(at + "item part: " + e);
        }
    }

    private static void compare(String at, JsonNode expect, JsonNode own, List<String> faults) {
        for (Map.Entry<String, JsonNode> fact : expect.properties()) {
            JsonNode value = own.path(fact.getKey());
            boolean old = fact.getKey().startsWith("att_date_"); // not to be used
            if (fact.getValue().isObject()) {
                compare(at + fact.getKey() + " ", fact.getValue(), value, faults);
            } else if (!old && !fact.getValue().toString().equals(value.toString())) {
                faults.add(at + fact.getKey() + " " + value + " instead of " + fact.getValue());
            }
        }
    }

    private static CalendarComponent component(
            String at, JsonNode expect, MimeMessageView view, List<String> faults)
            throws IOException, ParserException {
        Calendar calendar =
                new CalendarBuilder().build(new StringReader(view.calendars().getFirst()));
        String method = expect.path("method").asText("");
        if (!method.isEmpty() && !method.equals(calendar.getMethod().getValue())) {
            faults.add(at + "METHOD " + calendar.getMethod());
        }
        calendar.validate();
        return calendar.<CalendarComponent>getComponents(expect.get("component").asText())
                .getFirst();
    }

    private static void calendar(
            String at, JsonNode expect, MimeMessageView view, List<String> faults)
            throws IOException, ParserException {
        CalendarComponent event = component(at, expect, view, faults);
        value(at, "UID", expect.path("uid"), event, faults);
        value(at, "LOCATION", expect.path("location"), event, faults);
        if (expect.get("all_day").asBoolean()) {
            day(at, event, faults);
        } else {
            time(at, "DTSTART", expect.get("start_utc"), event, faults);
            time(at, "DTEND", expect.get("end_utc"), event, faults);
        }
        if (event.getProperty("RRULE").isPresent() != expect.path("recurring").asBoolean()) {
            faults.add(at + "RRULE " + event.getProperty("RRULE"));
        }
        if (expect.has("partstat") && !event.toString().contains(expect.get("partstat").asText())) {
            faults.add(at + "PARTSTAT");
        }
    }

    private static void day(String at, CalendarComponent event, List<String> faults) {
        String start = event.getRequiredProperty("DTSTART").toString().strip();
        if (!start.matches("DTSTART;VALUE=DATE:\\d{8}")) {
            faults.add(at + start);
        }
    }

    private static void time(
            String at, String name, JsonNode utc, CalendarComponent event, List<String> faults) {
        Temporal time = ((DateProperty<?>) event.getRequiredProperty(name)).getDate();
        if (time instanceof LocalDateTime || !Instant.from(time).toString().equals(utc.asText())) {
            faults.add(at + name + " " + time + " instead of " + utc);
        }
    }

    private static void task(String at, JsonNode expect, MimeMessageView view, List<String> faults)
            throws IOException, ParserException {
        CalendarComponent todo = component(at, expect, view, faults);
        date(at, "DTSTART", expect.path("start_date"), todo, faults);
        date(at, "DUE", expect.path("due_date"), todo, faults);
        value(at, "PERCENT-COMPLETE", expect.path("percent_complete"), todo, faults);
    }

    private static void date(
            String at, String name, JsonNode date, CalendarComponent todo, List<String> faults) {
        if (!date.isMissingNode()
                && !todo.toString()
                        .contains(name + ";VALUE=DATE:" + date.asText().replace("-", ""))) {
            faults.add(at + name + " in " + todo);
        }
    }

    private static void value(
            String at, String name, JsonNode text, CalendarComponent in, List<String> faults) {
        if (!text.isMissingNode()
                && !in.getRequiredProperty(name).getValue().equals(text.asText())) {
            faults.add(at + in.getRequiredProperty(name));
        }
    }

    private static void contact(
            String at, JsonNode expect, MimeMessageView view, List<String> faults) {
        VCard card = Ezvcard.parse(view.cards().getFirst()).first();
        String all = view.cards().getFirst().replace("\r\n ", "");
        if (!card.getFormattedName().getValue().equals(expect.get("display_name").asText())) {
            faults.add(at + card.getFormattedName());
        }
        for (String key : List.of("given", "surname", "company", "title", "mobile", "email1")) {
            if (!all.contains(expect.get(key).asText())) {
                faults.add(at + "vCard without " + key);
            }
        }
    }

    private static void list(
            String at, JsonNode expect, MimeMessageView view, List<String> faults) {
        VCard card = Ezvcard.parse(view.cards().getFirst()).first();
        if (card.getMembers().size() != expect.get("members").asInt()) {
            faults.add(at + card.getMembers().size() + " members");
        }
    }
}

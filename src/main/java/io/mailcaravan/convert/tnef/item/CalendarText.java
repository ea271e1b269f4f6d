package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.message.Mailbox;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Parameter;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.component.CalendarComponent;
import net.fortuna.ical4j.model.parameter.Cn;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.Method;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Version;

/** What all iCalendar files have in common. */
final class CalendarText {

    /** For people whose address Exchange kept to itself, as Exchange itself writes it. */
    private static final String NO_ADDRESS = "invalid:nomail";

    private static final int LONGEST_LINE = 1000;

    private CalendarText() {}

    static Calendar calendar(String method) {
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//Mail Caravan//TNEF to MIME//EN"));
        calendar.add(new Version(new ParameterList(), "2.0"));
        calendar.add(new Method(method));
        return calendar;
    }

    static String write(Calendar calendar, List<CalendarComponent> components) {
        components.forEach(calendar::add);
        try {
            StringWriter out = new StringWriter();
            new CalendarOutputter(false).output(calendar, out);
            return out.toString();
        } catch (IOException e) {
            throw new IllegalStateException("writing into memory fails", e);
        }
    }

    static Organizer organizer(Mailbox mailbox) {
        return new Organizer(new ParameterList(name(mailbox)), address(mailbox));
    }

    static Attendee attendee(Mailbox mailbox, Parameter... more) {
        List<Parameter> parameters = new ArrayList<>(name(mailbox));
        parameters.addAll(List.of(more));
        return new Attendee(new ParameterList(parameters), address(mailbox));
    }

    private static List<Parameter> name(Mailbox mailbox) {
        String name = line(mailbox.name()).replace('"', '\'').strip();
        return name.isEmpty() ? List.of() : List.of(new Cn(name));
    }

    private static URI address(Mailbox mailbox) {
        try {
            return mailbox.hasSmtp()
                    ? new URI("mailto", mailbox.email(), null)
                    : URI.create(NO_ADDRESS);
        } catch (URISyntaxException e) {
            return URI.create(NO_ADDRESS);
        }
    }

    /** As it can stand in one line; no longer than a person reads, as exceptions repeat it. */
    static String line(String text) {
        String start = text.substring(0, Math.min(LONGEST_LINE, text.length()));
        return start.replaceAll("\\p{Cc}+", " ");
    }

    /** Without the control characters that no text value may have; line ends stay. */
    static String clean(String text) {
        return text.replace("\r\n", "\n").replaceAll("[\\p{Cc}&&[^\n\t]]", "");
    }
}

package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.message.Mailbox;
import io.mailcaravan.convert.tnef.message.Recipient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.CuType;
import net.fortuna.ical4j.model.parameter.PartStat;
import net.fortuna.ical4j.model.parameter.Role;
import net.fortuna.ical4j.model.parameter.Rsvp;

/** Organizer and attendees of an event. */
final class People {

    private People() {}

    /**
     * Adds them.
     *
     * @param most attendees
     */
    static void add(VEvent event, CalendarItem item, Surroundings around, int most) {
        Optional<Mailbox> from = from(item, around);
        if (item.isReply()) {
            from.ifPresent(
                    who ->
                            event.add(
                                    CalendarText.attendee(
                                            who,
                                            new PartStat(item.partStat().orElse("ACCEPTED")))));
            organizerOfReply(item, around).ifPresent(o -> event.add(CalendarText.organizer(o)));
            return;
        }
        organizer(item, around).ifPresent(who -> event.add(CalendarText.organizer(who)));
        List<Recipient> attendees = attendees(item, around);
        for (Recipient recipient : attendees.subList(0, Math.min(most, attendees.size()))) {
            if (recipient.isOrganizer()) {
                continue;
            }
            Role role =
                    recipient.type() == Recipient.TO ? Role.REQ_PARTICIPANT : Role.OPT_PARTICIPANT;
            boolean resource = recipient.type() == Recipient.BCC;
            event.add(
                    resource
                            ? CalendarText.attendee(
                                    recipient.mailbox(), CuType.RESOURCE, Role.NON_PARTICIPANT)
                            : CalendarText.attendee(
                                    recipient.mailbox(), role, PartStat.NEEDS_ACTION, Rsvp.TRUE));
        }
    }

    /** The stream's sender, unless only the mail around it has an address that works. */
    private static Optional<Mailbox> from(CalendarItem item, Surroundings around) {
        Optional<Mailbox> own = item.message().header().from();
        return own.filter(Mailbox::hasSmtp).or(around::from).or(() -> own);
    }

    /** Who is invited to a meeting must know by whom, RFC 5546 3.2.2, even if by nobody known. */
    private static Optional<Mailbox> organizer(CalendarItem item, Surroundings around) {
        Optional<Mailbox> own = item.message().header().from();
        Optional<Mailbox> named = item.message().header().organizer();
        return own.filter(Mailbox::hasSmtp)
                .or(() -> named.filter(Mailbox::hasSmtp))
                .or(around::from)
                .or(() -> own)
                .or(() -> named)
                .or(
                        () ->
                                item.method().equals("PUBLISH")
                                        ? Optional.empty()
                                        : Optional.of(new Mailbox("", "")));
    }

    private static Optional<Mailbox> organizerOfReply(CalendarItem item, Surroundings around) {
        return item.message().header().recipients().stream()
                .map(Recipient::mailbox)
                .findFirst()
                .or(() -> around.to().stream().findFirst());
    }

    private static List<Recipient> attendees(CalendarItem item, Surroundings around) {
        List<Recipient> table = item.message().header().recipients();
        if (!table.isEmpty()) {
            return table;
        }
        List<Recipient> attendees = new ArrayList<>();
        if (!item.method().equals("PUBLISH")) {
            around.to().forEach(mailbox -> attendees.add(new Recipient(Recipient.TO, mailbox)));
        }
        if (attendees.isEmpty()) {
            listed(item, Lid.TO_ATTENDEES, Recipient.TO, attendees);
            listed(item, Lid.CC_ATTENDEES, Recipient.CC, attendees);
        }
        return attendees;
    }

    /** Names or addresses with semicolons between them; only those with an address can be asked. */
    private static void listed(
            CalendarItem item,
            io.mailcaravan.convert.tnef.mapi.PropertyName list,
            int type,
            List<Recipient> into) {
        for (String entry : item.message().properties().string(list).orElse("").split(";")) {
            Mailbox mailbox = new Mailbox("", entry.strip());
            if (mailbox.hasSmtp()) {
                into.add(new Recipient(type, mailbox));
            }
        }
    }
}

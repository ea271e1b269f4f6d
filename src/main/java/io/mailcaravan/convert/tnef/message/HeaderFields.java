package io.mailcaravan.convert.tnef.message;

import io.mailcaravan.convert.tnef.mapi.Properties;
import io.mailcaravan.convert.tnef.mapi.PropertyId;
import io.mailcaravan.convert.tnef.mapi.PropertyName;
import io.mailcaravan.convert.tnef.mapi.PropertySet;
import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.Cursor;
import io.mailcaravan.convert.tnef.stream.DamagedException;
import io.mailcaravan.convert.tnef.stream.TnefTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what belongs into the header, each field in the properties where it may stand. */
final class HeaderFields {

    private static final int MOST_REPLY_TO = 100;

    private static final PropertyName KEYWORDS =
            PropertyName.of(PropertySet.PUBLIC_STRINGS, "Keywords");

    private HeaderFields() {}

    static MessageHeader read(
            Properties properties, Attributes attributes, List<Properties> recipientRows) {
        TransportHeader transport =
                properties
                        .string(PropertyId.TRANSPORT_MESSAGE_HEADERS)
                        .map(TransportHeader::of)
                        .orElse(TransportHeader.NONE);
        Optional<Mailbox> sender = Person.SENDER.in(properties);
        Optional<Mailbox> from = from(properties, sender, attributes, transport);
        return new MessageHeader(
                subject(properties, attributes),
                from,
                sender.filter(s -> s.hasSmtp() && !s.email().equals(from.get().email())),
                organizer(recipientRows, attributes),
                replyTo(properties),
                recipients(recipientRows),
                properties
                        .time(PropertyId.CLIENT_SUBMIT_TIME)
                        .or(() -> properties.time(PropertyId.MESSAGE_DELIVERY_TIME))
                        .or(() -> attributes.time(TnefTag.DATE_SENT)),
                properties.string(PropertyId.INTERNET_MESSAGE_ID),
                properties.string(PropertyId.IN_REPLY_TO_ID),
                properties.string(PropertyId.INTERNET_REFERENCES),
                properties.integer(PropertyId.IMPORTANCE).orElse(importance(attributes)),
                properties.integer(PropertyId.SENSITIVITY).orElse(0),
                properties.strings(KEYWORDS),
                transport);
    }

    /**
     * Of all who may be meant the first with an address. A message that came from outside names no
     * account of its sender: the one in its properties is the reader's.
     */
    private static Optional<Mailbox> from(
            Properties properties,
            Optional<Mailbox> sender,
            Attributes attributes,
            TransportHeader transport) {
        Optional<Mailbox> represented = Person.REPRESENTED.in(properties);
        Optional<Mailbox> named = represented.or(() -> sender).or(attributes::from);
        Optional<String> account =
                properties
                        .string(PropertyId.PRIMARY_SEND_ACCOUNT)
                        .filter(text -> transport.fields().isEmpty())
                        .map(text -> AddressText.of(text).address())
                        .filter(address -> !address.isEmpty());
        return represented
                .filter(Mailbox::hasSmtp)
                .or(() -> sender.filter(who -> who.hasSmtp() && isSame(who, named)))
                .or(() -> attributes.from().filter(who -> who.hasSmtp() && isSame(who, named)))
                .or(() -> account.map(a -> new Mailbox(named.map(Mailbox::name).orElse(""), a)))
                .or(() -> named);
    }

    /** A delegate's address is not the one of whom the message is from. */
    private static boolean isSame(Mailbox who, Optional<Mailbox> named) {
        String name = named.map(Mailbox::name).orElse("");
        return name.isEmpty() || who.name().isEmpty() || who.name().equalsIgnoreCase(name);
    }

    /** The row that is flagged so; attOwner in programs that flag none, [MS-OXTNEF] 2.1.3.3.20. */
    private static Optional<Mailbox> organizer(List<Properties> rows, Attributes attributes) {
        return rows.stream()
                .filter(row -> Recipient.isOrganizer(row) || type(row) == 0)
                .flatMap(row -> Person.RECIPIENT.in(row).stream())
                .filter(Mailbox::hasSmtp)
                .findFirst()
                .or(() -> attributes.owner(TnefTag.OWNER));
    }

    /** The entries, [MS-OXCDATA] 2.3.3; where they lead into an address book, their names. */
    private static List<Mailbox> replyTo(Properties properties) {
        List<Mailbox> mailboxes = new ArrayList<>();
        try {
            Cursor in =
                    new Cursor(
                            properties
                                    .binary(PropertyId.REPLY_RECIPIENT_ENTRIES)
                                    .orElse(Bytes.EMPTY));
            in.skip(Math.min(in.remaining(), 8));
            while (in.remaining() > 4 && mailboxes.size() < MOST_REPLY_TO) {
                OneOffEntry.of(in.take(in.i32())).ifPresent(mailboxes::add);
                in.pad();
            }
        } catch (DamagedException e) {
            mailboxes.clear(); // the names say it as well
        }
        if (mailboxes.stream().noneMatch(Mailbox::hasSmtp)) {
            String names = properties.string(PropertyId.REPLY_RECIPIENT_NAMES).orElse("");
            for (String name : names.split(";", MOST_REPLY_TO)) {
                mailboxes.add(new Mailbox("", name.strip()));
            }
        }
        return mailboxes.stream().filter(Mailbox::hasSmtp).toList();
    }

    /** attPriority counts the other way round: 1 high, 2 normal, 3 low. */
    private static int importance(Attributes attributes) {
        int priority = attributes.integer(TnefTag.PRIORITY).orElse(2);
        return priority >= 1 && priority <= 3 ? 3 - priority : 1;
    }

    private static Optional<String> subject(Properties properties, Attributes attributes) {
        return properties
                .string(PropertyId.SUBJECT)
                .or(() -> attributes.string(TnefTag.SUBJECT))
                .or(
                        () ->
                                properties
                                        .string(PropertyId.NORMALIZED_SUBJECT)
                                        .map(s -> prefix(properties) + s))
                .or(
                        () ->
                                properties
                                        .string(PropertyId.CONVERSATION_TOPIC)
                                        .map(s -> prefix(properties) + s));
    }

    private static String prefix(Properties properties) {
        return properties.string(PropertyId.SUBJECT_PREFIX).orElse("");
    }

    private static List<Recipient> recipients(List<Properties> rows) {
        List<Recipient> recipients = new ArrayList<>();
        for (Properties row : rows) {
            int type = type(row);
            if (type >= Recipient.TO && type <= Recipient.BCC) { // 0 is the sender himself
                Person.RECIPIENT
                        .in(row)
                        .ifPresent(who -> recipients.add(new Recipient(type, who, row)));
            }
        }
        return List.copyOf(recipients);
    }

    private static int type(Properties row) {
        return row.integer(PropertyId.RECIPIENT_TYPE).orElse(Recipient.TO) & 0xF;
    }
}

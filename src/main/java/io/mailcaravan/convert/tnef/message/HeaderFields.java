package io.mailcaravan.convert.tnef.message;

import io.mailcaravan.convert.tnef.mapi.Properties;
import io.mailcaravan.convert.tnef.mapi.PropertyId;
import io.mailcaravan.convert.tnef.stream.TnefTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what belongs into the header, each field in the properties where it may stand. */
final class HeaderFields {

    private HeaderFields() {}

    static MessageHeader read(
            Properties properties, Attributes attributes, List<Properties> recipientRows) {
        Optional<Mailbox> sender =
                mailbox(
                        properties,
                        PropertyId.SENDER_NAME,
                        PropertyId.SENDER_SMTP_ADDRESS,
                        PropertyId.SENDER_EMAIL);
        Optional<Mailbox> represented =
                mailbox(
                        properties,
                        PropertyId.SENT_REPRESENTING_NAME,
                        PropertyId.SENT_REPRESENTING_SMTP_ADDRESS,
                        PropertyId.SENT_REPRESENTING_EMAIL);
        Optional<Mailbox> from = represented.or(() -> sender).or(attributes::from);
        return new MessageHeader(
                subject(properties, attributes),
                from,
                sender.filter(s -> s.hasSmtp() && !s.email().equals(from.get().email())),
                recipients(recipientRows),
                properties
                        .time(PropertyId.CLIENT_SUBMIT_TIME)
                        .or(() -> properties.time(PropertyId.MESSAGE_DELIVERY_TIME))
                        .or(() -> attributes.time(TnefTag.DATE_SENT)),
                properties.string(PropertyId.INTERNET_MESSAGE_ID),
                properties.string(PropertyId.IN_REPLY_TO_ID),
                properties.string(PropertyId.INTERNET_REFERENCES),
                properties.integer(PropertyId.IMPORTANCE).orElse(importance(attributes)),
                properties.integer(PropertyId.SENSITIVITY).orElse(0));
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

    private static Optional<Mailbox> mailbox(Properties from, int name, int smtp, int email) {
        Mailbox mailbox =
                new Mailbox(
                        from.string(name).orElse(""),
                        from.string(smtp).or(() -> from.string(email)).orElse(""));
        return mailbox.isEmpty() ? Optional.empty() : Optional.of(mailbox);
    }

    private static List<Recipient> recipients(List<Properties> rows) {
        List<Recipient> recipients = new ArrayList<>();
        for (Properties row : rows) {
            Optional<Mailbox> mailbox =
                    mailbox(
                            row,
                            PropertyId.DISPLAY_NAME,
                            PropertyId.SMTP_ADDRESS,
                            PropertyId.EMAIL_ADDRESS);
            int type = row.integer(PropertyId.RECIPIENT_TYPE).orElse(Recipient.TO) & 0xF;
            if (type >= Recipient.TO && type <= Recipient.BCC) { // 0 is the sender himself
                mailbox.ifPresent(m -> recipients.add(new Recipient(type, m)));
            }
        }
        return List.copyOf(recipients);
    }
}

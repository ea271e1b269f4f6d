package io.mailcaravan.convert.tnef.mime;

import io.mailcaravan.convert.tnef.message.Mailbox;
import io.mailcaravan.convert.tnef.message.MessageHeader;
import io.mailcaravan.convert.tnef.message.Recipient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The fields of a message's header that its properties know. */
public final class MessageFields {

    private static final List<String> IMPORTANCE = List.of("low", "", "high");
    private static final List<String> SENSITIVITY =
            List.of("", "Personal", "Private", "Company-Confidential");

    private final Set<String> there;
    private final List<String> fields = new ArrayList<>();

    private MessageFields(Set<String> there) {
        this.there = there;
    }

    /**
     * Those that are missing.
     *
     * @param there the names in lower case of the fields that the message has; they are right
     */
    public static List<String> missing(MessageHeader header, Set<String> there) {
        MessageFields missing = new MessageFields(there);
        missing.add(header);
        return missing.fields;
    }

    private void add(MessageHeader header) {
        header.date().ifPresent(date -> add("Date", Field.date("Date", date)));
        header.from().ifPresent(from -> add("From", Field.mailboxes("From", List.of(from))));
        if (!there.contains("from")) {
            header.sender().ifPresent(s -> add("Sender", Field.mailboxes("Sender", List.of(s))));
        }
        if (!there.contains("to") && !there.contains("cc") && !there.contains("bcc")) {
            recipients("To", header, Recipient.TO);
            recipients("Cc", header, Recipient.CC);
            recipients("Bcc", header, Recipient.BCC);
        }
        header.subject().ifPresent(subject -> add("Subject", Field.text("Subject", subject)));
        header.messageId().ifPresent(id -> add("Message-ID", Field.token("Message-ID", id)));
        header.inReplyTo().ifPresent(id -> add("In-Reply-To", Field.token("In-Reply-To", id)));
        header.references().ifPresent(ids -> add("References", Field.token("References", ids)));
        choice("Importance", IMPORTANCE, header.importance());
        choice("Sensitivity", SENSITIVITY, header.sensitivity());
        add("MIME-Version", "MIME-Version: 1.0");
    }

    private void recipients(String name, MessageHeader header, int type) {
        List<Mailbox> mailboxes =
                header.recipients().stream()
                        .filter(recipient -> recipient.type() == type)
                        .map(Recipient::mailbox)
                        .toList();
        if (!mailboxes.isEmpty()) {
            add(name, Field.mailboxes(name, mailboxes));
        }
    }

    private void choice(String name, List<String> words, int choice) {
        if (choice >= 0 && choice < words.size() && !words.get(choice).isEmpty()) {
            add(name, name + ": " + words.get(choice));
        }
    }

    private void add(String name, String field) {
        if (!there.contains(name.toLowerCase(Locale.ROOT))) {
            fields.add(field);
        }
    }
}

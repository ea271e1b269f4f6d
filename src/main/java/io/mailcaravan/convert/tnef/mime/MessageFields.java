package io.mailcaravan.convert.tnef.mime;

import io.mailcaravan.convert.tnef.message.Mailbox;
import io.mailcaravan.convert.tnef.message.MessageHeader;
import io.mailcaravan.convert.tnef.message.Recipient;
import io.mailcaravan.convert.tnef.message.TransportHeader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The fields of a message's header that its properties know. */
public final class MessageFields {

    private static final List<String> IMPORTANCE = List.of("low", "", "high");
    private static final List<String> SENSITIVITY =
            List.of("", "Personal", "Private", "Company-Confidential");

    /** They describe the content, which is another now. */
    private static final List<String> OF_CONTENT = List.of("content-", "mime-version", "x-ms-tnef");

    private static final List<String> ADDRESSES =
            List.of("from", "sender", "reply-to", "to", "cc", "bcc");

    private static final int MOST_KEYWORDS = 1000;

    private final Set<String> there;
    private final List<String> fields = new ArrayList<>();
    private final Set<String> written = new HashSet<>();

    private MessageFields(Set<String> there) {
        this.there = there;
    }

    /**
     * Those that are missing. A message without a sender has lost its header: it gets back what its
     * properties kept of it.
     *
     * @param there the names in lower case of the fields that the message has; they are right
     */
    public static List<String> missing(MessageHeader header, Set<String> there) {
        MessageFields missing = new MessageFields(there);
        missing.add(header);
        if (there.contains("from")) {
            return missing.fields;
        }
        List<String> all = missing.lost(header.transport());
        all.addAll(missing.fields);
        return all;
    }

    private void add(MessageHeader header) {
        header.date().ifPresent(date -> add("Date", Field.date("Date", date)));
        AddressField.sender(header.from(), header.transport())
                .ifPresent(from -> add("From", Field.mailboxes("From", List.of(from))));
        if (!there.contains("from")) {
            header.sender().ifPresent(s -> add("Sender", Field.mailboxes("Sender", List.of(s))));
            if (!header.replyTo().isEmpty()) {
                add("Reply-To", Field.mailboxes("Reply-To", header.replyTo()));
            }
        }
        if (!there.contains("to") && !there.contains("cc") && !there.contains("bcc")) {
            recipients(header);
        }
        header.subject().ifPresent(subject -> add("Subject", Field.text("Subject", subject)));
        header.messageId().ifPresent(id -> add("Message-ID", Field.token("Message-ID", id)));
        header.inReplyTo().ifPresent(id -> add("In-Reply-To", Field.token("In-Reply-To", id)));
        header.references().ifPresent(ids -> add("References", Field.token("References", ids)));
        choice("Importance", IMPORTANCE, header.importance());
        choice("Sensitivity", SENSITIVITY, header.sensitivity());
        String keywords =
                header.keywords().stream()
                        .limit(MOST_KEYWORDS)
                        .map(keyword -> keyword.replace(',', ' ').strip())
                        .filter(keyword -> !keyword.isEmpty())
                        .collect(Collectors.joining(", "));
        if (!keywords.isEmpty()) {
            add("Keywords", Field.text("Keywords", keywords));
        }
        add("MIME-Version", "MIME-Version: 1.0");
    }

    /** Of the table, unless only the lost header has addresses. */
    private void recipients(MessageHeader header) {
        boolean known =
                header.recipients().stream().anyMatch(r -> r.mailbox().hasSmtp())
                        || header.transport().get("To").isEmpty();
        if (known) {
            recipients("To", header, Recipient.TO);
            recipients("Cc", header, Recipient.CC);
        }
        recipients("Bcc", header, Recipient.BCC);
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
            written.add(name.toLowerCase(Locale.ROOT));
        }
    }

    /** In their order; of Received there are several. */
    private List<String> lost(TransportHeader transport) {
        return transport.fields().stream()
                .filter(field -> !written.contains(field.key()) && !there.contains(field.key()))
                .filter(field -> OF_CONTENT.stream().noneMatch(field.key()::startsWith))
                .map(MessageFields::lost)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String lost(TransportHeader.Field field) {
        if (ADDRESSES.contains(field.key())) {
            List<Mailbox> mailboxes = AddressField.mailboxes(Optional.of(field.value()));
            if (!mailboxes.isEmpty()) {
                return Field.mailboxes(field.name(), mailboxes);
            }
        }
        return Field.text(field.name(), field.value());
    }
}

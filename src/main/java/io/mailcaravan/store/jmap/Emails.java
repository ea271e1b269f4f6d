package io.mailcaravan.store.jmap;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailcaravan.mailbox.InternalDate;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.Version;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the server tells of emails beside their content. */
final class Emails {

    private static final String LIST = "cannot list";

    private final JmapWire wire;
    private final Mailboxes mailboxes;

    Emails(JmapWire wire, Mailboxes mailboxes) {
        this.wire = wire;
        this.mailboxes = mailboxes;
    }

    /** Where an email's content is. */
    record Stored(String id, String blob, ItemHead head, String sent) {}

    /** Takes one email. */
    interface Taker {
        void take(Stored email) throws MailboxException;
    }

    /** Tells those of them that are there, in the order of their UIDs. */
    void each(Map<Uid, String> ids, Taker to) throws MailboxException {
        for (List<Map.Entry<Uid, String>> page :
                Pages.of(List.copyOf(ids.entrySet()), wire.account().limits().page())) {
            Map<String, JsonNode> told =
                    get(
                            page.stream().map(Map.Entry::getValue).toList(),
                            "id",
                            "blobId",
                            "mailboxIds",
                            "keywords",
                            "receivedAt",
                            "sentAt",
                            "size");
            for (Map.Entry<Uid, String> entry : page) {
                JsonNode email = told.get(entry.getValue());
                if (email != null) {
                    to.take(stored(entry.getKey(), email));
                }
            }
        }
    }

    /** By id; what is gone is left out. */
    Map<String, JsonNode> get(Collection<String> ids, String... properties)
            throws MailboxException {
        JsonNode answer = wire.ask(LIST, "Email/get", Json.get(ids, properties));
        if (!answer.path("list").isArray()) {
            throw wire.incomplete(LIST, "it has no list");
        }
        Map<String, JsonNode> told = new HashMap<>();
        answer.get("list").forEach(email -> told.put(email.path("id").asText(), email));
        for (String id : ids) {
            boolean answered =
                    told.containsKey(id) || Json.texts(answer.path("notFound")).contains(id);
            if (!answered) {
                // else it would be taken for gone
                throw wire.incomplete(LIST, "it says nothing of " + id);
            }
        }
        return told;
    }

    private Stored stored(Uid uid, JsonNode email) throws MailboxException {
        if (!email.path("blobId").isTextual()
                || !email.path("mailboxIds").isObject()
                || !email.path("keywords").isObject()) {
            throw wire.incomplete(LIST, "an email lacks what each has");
        }
        return new Stored(
                email.get("id").asText(),
                email.get("blobId").asText(),
                new ItemHead(
                        uid,
                        JmapKeywords.read(email.get("keywords")),
                        mailboxes.places(email.get("mailboxIds")),
                        date(email.path("receivedAt").asText("")),
                        Math.max(0, email.path("size").asLong()),
                        Version.NONE),
                email.path("sentAt").asText(""));
    }

    private static Instant date(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeException e) {
            return InternalDate.UNKNOWN;
        }
    }
}

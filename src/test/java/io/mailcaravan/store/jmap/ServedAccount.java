package io.mailcaravan.store.jmap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the server of {@link JmapServer} holds of one user. Guarded by itself. */
final class ServedAccount {

    final Map<String, ObjectNode> mailboxes = new LinkedHashMap<>();
    final Map<String, Email> emails = new LinkedHashMap<>();
    final Map<String, byte[]> blobs = new TreeMap<>();

    /** What happened to emails; the state is how much has. */
    final List<Event> events = new ArrayList<>();

    private int ids;

    ServedAccount() {
        mailbox("Inbox", null, "inbox");
    }

    /** One email. */
    static final class Email {
        final String id;
        final String blob;
        final String receivedAt;
        final Set<String> keywords = new TreeSet<>();
        final Set<String> mailboxIds = new TreeSet<>();

        Email(String id, String blob, String receivedAt) {
            this.id = id;
            this.blob = blob;
            this.receivedAt = receivedAt;
        }
    }

    enum What {
        CREATED,
        UPDATED,
        DESTROYED
    }

    record Event(What what, String id) {}

    String newId(String prefix) {
        return prefix + (char) ('a' + (ids * 7) % 26) + ids++;
    }

    String state() {
        return "s" + events.size();
    }

    ObjectNode mailbox(String name, String parent, String role) {
        ObjectNode mailbox = JsonNodeFactory.instance.objectNode();
        String id = newId("M");
        mailbox.put("id", id).put("name", name).put("parentId", parent).put("role", role);
        mailbox.put("isSubscribed", role != null);
        mailbox.putObject("myRights").put("mayReadItems", true);
        mailboxes.put(id, mailbox);
        return mailbox;
    }

    Email add(String blob, String receivedAt, JsonNode mailboxIds, JsonNode keywords) {
        Email email = new Email(newId("E"), blob, receivedAt);
        mailboxIds.fieldNames().forEachRemaining(email.mailboxIds::add);
        keywords.fieldNames()
                .forEachRemaining(name -> email.keywords.add(name.toLowerCase(Locale.ROOT)));
        emails.put(email.id, email);
        events.add(new Event(What.CREATED, email.id));
        return email;
    }

    void changed(String id) {
        events.add(new Event(What.UPDATED, id));
    }

    void destroy(String id) {
        emails.remove(id);
        events.add(new Event(What.DESTROYED, id));
    }
}

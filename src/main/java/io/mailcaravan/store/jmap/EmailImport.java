package io.mailcaravan.store.jmap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailcaravan.http.JsonAnswer;
import io.mailcaravan.http.WebRequest;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.AppendOutcome.Appended;
import io.mailcaravan.mailbox.AppendOutcome.Refused;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Uid;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Adds emails: each one's content is sent, several at once, then one method imports all of them
 * (RFC 8621, 4.8) with date, keywords and mailboxes.
 *
 * <p>A server may hold each content once. It then names the email that is there, which is put in
 * the mailboxes that were asked for, too, and is the copy. So what was imported before an answer
 * was lost is not imported twice by such a server, and is found by its UID at the others: {@link
 * EmailNumbers}.
 */
final class EmailImport {

    private static final String APPEND = "cannot append";

    private final JmapWire wire;
    private final Mailboxes mailboxes;
    private final Emails emails;
    private final EmailNumbers numbers;

    EmailImport(JmapWire wire, Mailboxes mailboxes, Emails emails, EmailNumbers numbers) {
        this.wire = wire;
        this.mailboxes = mailboxes;
        this.emails = emails;
        this.numbers = numbers;
    }

    /** One item on its way. */
    private static final class Coming {
        private final Item item;
        private final Set<String> mailboxes;
        private String blob;
        private String id;
        private Flags dropped = Flags.NONE;
        private MailboxException refusal;

        Coming(Item item, Set<String> mailboxes) {
            this.item = item;
            this.mailboxes = mailboxes;
        }

        boolean isOpen() {
            return refusal == null && id == null;
        }

        Flags flags() {
            return item.head().flags();
        }
    }

    /** One outcome an item, in order. */
    List<AppendOutcome> append(List<Item> batch) throws MailboxException {
        List<Coming> all = new ArrayList<>();
        for (Item item : batch) {
            all.add(new Coming(item, mailboxes.ids(item.head().places())));
        }
        upload(all);
        List<Coming> open = all.stream().filter(Coming::isOpen).toList();
        boolean first = true;
        for (List<Coming> some : Pages.of(open, wire.account().limits().changes())) {
            try {
                add(some);
            } catch (MailboxException e) {
                if (first || e.scope() == Scope.STORE) {
                    throw e;
                }
                some.stream().filter(Coming::isOpen).forEach(one -> one.refusal = e);
            }
            first = false;
        }
        return outcomes(all);
    }

    private void upload(List<Coming> all) throws MailboxException {
        JmapLimits limits = wire.account().limits();
        try (Ahead<Coming> sending = new Ahead<>(Math.min(limits.uploads(), limits.requests()))) {
            for (Coming one : all) {
                if (one.item.content().size() > limits.upload()) {
                    one.refusal = tooLarge(one);
                    continue;
                }
                if (sending.isFull()) {
                    sending.take();
                }
                sending.begin(
                        () -> {
                            wire.shared().upload(() -> upload(one));
                            return one;
                        });
            }
            while (!sending.isEmpty()) {
                sending.take();
            }
        }
    }

    private MailboxException tooLarge(Coming one) {
        return new MailboxException(
                Scope.MESSAGE,
                Retry.NEVER,
                wire.web().mailbox()
                        + ": "
                        + APPEND
                        + ": the message has "
                        + one.item.content().size()
                        + " bytes, and the server takes "
                        + wire.account().limits().upload(),
                "It is over a limit of the server.");
    }

    private void upload(Coming one) throws MailboxException {
        try {
            one.blob =
                    wire.send(
                            WebRequest.post(wire.account().uploads(), APPEND)
                                    .mayRepeat() // content that is there twice is one
                                    .body(Downloads.MESSAGE, one.item.content()),
                            answer -> {
                                JsonNode told = JsonAnswer.read(answer, 1 << 16);
                                long size = told.path("size").asLong(-1);
                                if (!told.path("blobId").isTextual()
                                        || size != one.item.content().size()) {
                                    throw answer.unusable("it has not got all that was sent");
                                }
                                return told.get("blobId").asText();
                            });
        } catch (MailboxException e) {
            if (e.scope() != Scope.MESSAGE) {
                throw e; // nothing is imported yet
            }
            one.refusal = e;
        }
    }

    private void add(List<Coming> some) throws MailboxException {
        ObjectNode arguments = JsonAnswer.object();
        ObjectNode emails = arguments.putObject("emails");
        for (int i = 0; i < some.size(); i++) {
            Coming one = some.get(i);
            ObjectNode email = emails.putObject("e" + i);
            email.put("blobId", one.blob);
            one.mailboxes.forEach(id -> email.withObjectProperty("mailboxIds").put(id, true));
            email.set("keywords", JmapKeywords.written(one.flags()));
            if (one.item.head().hasDate()) {
                email.put(
                        "receivedAt",
                        one.item.head().internalDate().truncatedTo(ChronoUnit.SECONDS).toString());
            }
        }
        JsonNode answer = wire.change(APPEND, "Email/import", arguments);
        Map<String, List<Coming>> there = new LinkedHashMap<>();
        for (int i = 0; i < some.size(); i++) {
            Coming one = some.get(i);
            JsonNode created = answer.path("created").path("e" + i);
            JsonNode error = answer.path("notCreated").path("e" + i);
            if (created.path("id").isTextual()) {
                one.id = created.get("id").asText();
                one.dropped = JmapKeywords.dropped(one.flags());
            } else if (error.path("type").asText().equals("alreadyExists")
                    && error.path("existingId").isTextual()) {
                there.computeIfAbsent(error.get("existingId").asText(), none -> new ArrayList<>())
                        .add(one);
            } else if (error.isObject()) {
                one.refusal =
                        SetError.of(error).of(wire.web().mailbox() + ": " + APPEND, Scope.MESSAGE);
            } else {
                throw wire.incomplete(APPEND, "it does not tell what became of each");
            }
        }
        if (!there.isEmpty()) {
            join(there);
        }
    }

    /** Puts what is there already where it is to lie, too. */
    private void join(Map<String, List<Coming>> there) throws MailboxException {
        Map<String, JsonNode> told = emails.get(there.keySet(), "id", "mailboxIds", "keywords");
        ObjectNode arguments = JsonAnswer.object();
        ObjectNode update = arguments.putObject("update");
        for (Map.Entry<String, List<Coming>> entry : there.entrySet()) {
            JsonNode email = told.get(entry.getKey());
            for (Coming one : entry.getValue()) {
                if (email == null) {
                    one.refusal = vanished();
                    continue;
                }
                one.id = entry.getKey();
                one.dropped = one.flags().without(JmapKeywords.read(email.path("keywords")));
                for (String id : one.mailboxes) {
                    if (!email.path("mailboxIds").path(id).asBoolean()) {
                        update.withObjectProperty(entry.getKey()).put("mailboxIds/" + id, true);
                    }
                }
            }
        }
        if (update.isEmpty()) {
            return;
        }
        JsonNode failed = wire.change(APPEND, "Email/set", arguments).path("notUpdated");
        failed.properties()
                .forEach(
                        error -> {
                            for (Coming one : there.getOrDefault(error.getKey(), List.of())) {
                                one.id = null;
                                one.refusal =
                                        SetError.of(error.getValue())
                                                .of(
                                                        wire.web().mailbox() + ": " + APPEND,
                                                        Scope.MESSAGE);
                            }
                        });
    }

    private MailboxException vanished() {
        return new MailboxException(
                Scope.MESSAGE,
                Retry.NOW,
                wire.web().mailbox()
                        + ": "
                        + APPEND
                        + ": the server said that the message is there, and it is there no more",
                "");
    }

    /** In the order of the batch, so that it is the order of the UIDs. */
    private List<AppendOutcome> outcomes(List<Coming> all) throws MailboxException {
        List<String> ids =
                all.stream().filter(one -> one.id != null).map(one -> one.id).distinct().toList();
        Map<String, Uid> uids = new HashMap<>(numbers.number(ids));
        List<AppendOutcome> outcomes = new ArrayList<>();
        for (Coming one : all) {
            outcomes.add(
                    one.refusal != null
                            ? new Refused(one.refusal)
                            : new Appended(Optional.of(uids.get(one.id)), one.dropped));
        }
        return outcomes;
    }
}

package io.mailcaravan.store.jmap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailcaravan.http.JsonAnswer;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Changes emails that are there; what is gone is left out. */
final class EmailSets {

    private final JmapWire wire;
    private final Mailboxes mailboxes;
    private final EmailNumbers numbers;

    EmailSets(JmapWire wire, Mailboxes mailboxes, EmailNumbers numbers) {
        this.wire = wire;
        this.mailboxes = mailboxes;
        this.numbers = numbers;
    }

    void storeFlags(Map<Uid, Flags> flags) throws MailboxException {
        String what = "cannot store flags";
        for (List<Map.Entry<Uid, String>> page : pages(flags.keySet())) {
            ObjectNode arguments = JsonAnswer.object();
            ObjectNode update = arguments.putObject("update");
            page.forEach(
                    email ->
                            update.putObject(email.getValue())
                                    .set(
                                            "keywords",
                                            JmapKeywords.written(flags.get(email.getKey()))));
            check(what, wire.change(what, "Email/set", arguments).path("notUpdated"));
        }
    }

    void storePlaces(Map<Uid, Places> places) throws MailboxException {
        String what = "cannot store the places of messages";
        Map<Places, Set<String>> ids = new HashMap<>(); // all are there before any is changed
        for (Places wanted : places.values()) {
            if (!ids.containsKey(wanted)) {
                ids.put(wanted, mailboxes.ids(wanted));
            }
        }
        for (List<Map.Entry<Uid, String>> page : pages(places.keySet())) {
            ObjectNode arguments = JsonAnswer.object();
            ObjectNode update = arguments.putObject("update");
            for (Map.Entry<Uid, String> email : page) {
                ObjectNode lies = update.putObject(email.getValue()).putObject("mailboxIds");
                ids.get(places.get(email.getKey())).forEach(id -> lies.put(id, true));
            }
            check(what, wire.change(what, "Email/set", arguments).path("notUpdated"));
        }
    }

    void delete(Collection<Uid> uids) throws MailboxException {
        String what = "cannot delete";
        for (List<Map.Entry<Uid, String>> page : pages(uids)) {
            List<String> ids = page.stream().map(Map.Entry::getValue).toList();
            ObjectNode arguments = JsonAnswer.object();
            ids.forEach(arguments.putArray("destroy")::add);
            check(what, wire.change(what, "Email/set", arguments).path("notDestroyed"));
        }
    }

    private List<List<Map.Entry<Uid, String>>> pages(Collection<Uid> uids) throws MailboxException {
        return Pages.of(
                List.copyOf(numbers.ids(uids).entrySet()), wire.account().limits().changes());
    }

    private void check(String what, JsonNode errors) throws MailboxException {
        for (Map.Entry<String, JsonNode> error : errors.properties()) {
            SetError why = SetError.of(error.getValue());
            if (!why.type().equals("notFound")) {
                throw why.of(wire.web().mailbox() + ": " + what, Scope.MESSAGE);
            }
        }
    }
}

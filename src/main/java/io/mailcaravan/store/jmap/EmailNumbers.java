package io.mailcaravan.store.jmap;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Numbering;
import io.mailcaravan.mailbox.Numbering.NumberedFolder;
import io.mailcaravan.mailbox.Numbering.Position;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.store.jmap.JmapWire.Call;
import io.mailcaravan.store.jmap.SharedAccount.Numbered;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The UIDs of an account's emails. An email that is there has one before anything is told of where
 * the account stands: so what has a UID below UIDNEXT was there at that time, and what comes later
 * gets a higher one, whoever numbers it. That is what an append whose answer was lost is found by.
 *
 * <p>Which emails are new is learnt from the changes since the state in which all were numbered; at
 * the first look, and where the server looks back no further, from the ids of all emails.
 */
final class EmailNumbers {

    /** UIDs whose ids are looked up at once. */
    private static final int WINDOW = 5_000;

    /** Gaps up to this are looked up with what lies beside them. */
    private static final int GAP = 500;

    private static final String NUMBER = "cannot number what is there";

    private final JmapWire wire;
    private final Numbering numbering;
    private final NumberedFolder folder;
    private final SharedAccount shared;
    private final EmailIds all;

    EmailNumbers(JmapWire wire, Numbering numbering, NumberedFolder folder) {
        this.wire = wire;
        this.numbering = numbering;
        this.folder = folder;
        this.shared = wire.shared();
        this.all = new EmailIds(wire);
    }

    /**
     * Where the account stands.
     *
     * @param state in which all emails that were there have numbers below the position's
     * @param emails how many there are
     */
    record Standing(Position position, String state, long emails) {}

    /** Numbers what has none yet. */
    Standing refresh() throws MailboxException {
        List<JsonNode> now =
                wire.ask(
                        "cannot look where the account stands",
                        new Call("Email/get", Json.get(List.of(), "id")),
                        new Call("Email/query", EmailIds.count()));
        String state = state(now.get(0));
        long emails = count(now.get(1).path("total"));
        Position before = numbering.stand(folder);
        Numbered known = shared.numbered();
        boolean mayFollow =
                known.account().equals(wire.account().id())
                        && known.validity().equals(before.uidValidity());
        String reached = state;
        if (!mayFollow) {
            reached = numberAll(state, before);
        } else if (!known.state().equals(state)) {
            reached = follow(known.state());
            if (reached.isEmpty()) {
                reached = numberAll(state, before);
            }
        }
        Position after = numbering.stand(folder);
        shared.numbered(new Numbered(wire.account().id(), after.uidValidity(), reached));
        return new Standing(after, reached, emails);
    }

    /** Not every server counts. */
    private long count(JsonNode total) throws MailboxException {
        if (total.isIntegralNumber()) {
            return total.asLong();
        }
        Set<String> ids = new HashSet<>();
        all.each(ids::addAll);
        return ids.size();
    }

    private String state(JsonNode answer) throws MailboxException {
        String state = answer.path("state").asText("");
        if (state.isBlank()) {
            throw wire.incomplete("cannot look where the account stands", "it has no state");
        }
        return state;
    }

    /**
     * @return the state reached; empty where the server looks back no further
     */
    private String follow(String since) throws MailboxException {
        List<String> created = new ArrayList<>();
        List<String> destroyed = new ArrayList<>();
        EmailChanges.End end =
                new EmailChanges(wire)
                        .since(
                                since,
                                page -> {
                                    created.addAll(page.created());
                                    destroyed.addAll(page.destroyed());
                                });
        if (!end.isComplete()) {
            return "";
        }
        numberNew(created);
        forget(destroyed);
        return end.state();
    }

    /** In the order of their arrival, so that nodes do not differ much. */
    private void numberNew(Collection<String> created) throws MailboxException {
        record Arrival(String date, String id) {}
        List<Arrival> arrivals = new ArrayList<>();
        List<String> ids = List.copyOf(new TreeSet<>(created));
        for (List<String> page : Pages.of(ids, wire.account().limits().page())) {
            for (JsonNode email :
                    wire.ask(NUMBER, "Email/get", Json.get(page, "id", "receivedAt"))
                            .path("list")) {
                arrivals.add(
                        new Arrival(
                                email.path("receivedAt").asText(""), email.path("id").asText()));
            }
        }
        arrivals.sort(Comparator.comparing(Arrival::date).thenComparing(Arrival::id));
        for (List<Arrival> page : Pages.of(arrivals, WINDOW)) {
            numbering.number(folder, page.stream().map(Arrival::id).toList());
        }
    }

    /**
     * @return the state reached
     */
    private String numberAll(String state, Position before) throws MailboxException {
        BitSet there = new BitSet();
        boolean[] anyKnown = {false};
        all.each(
                page -> {
                    for (Uid uid : numbering.number(folder, page).values()) {
                        there.set((int) Math.min(uid.value(), Integer.MAX_VALUE));
                        anyKnown[0] |= uid.compareTo(before.uidNext()) < 0;
                    }
                });
        // what has come while the pages were asked for may lie on none of them
        String reached = follow(state);
        List<Uid> gone = gone(there, before.uidNext());
        if (!there.isEmpty() && !anyKnown[0] && !gone.isEmpty()) {
            // another life of the account: ids that are known mean nothing any more
            numbering.beginAnew(folder);
            all.each(page -> numbering.number(folder, page));
        } else if (!gone.isEmpty()) {
            numbering.forget(folder, gone);
        }
        return reached.isEmpty() ? state : reached;
    }

    /** Numbered, on no page, and the server says that they are not there. */
    private List<Uid> gone(BitSet there, Uid below) throws MailboxException {
        List<Uid> gone = new ArrayList<>();
        for (long from = 1; from < below.value(); from += WINDOW) {
            Uid last = new Uid(Math.min(from + WINDOW, below.value()) - 1);
            Map<Uid, String> known =
                    new TreeMap<>(numbering.ids(folder, new UidRange(new Uid(from), last)));
            known.keySet().removeIf(uid -> there.get((int) uid.value()));
            List<Map.Entry<Uid, String>> missing = List.copyOf(known.entrySet());
            for (List<Map.Entry<Uid, String>> page :
                    Pages.of(missing, wire.account().limits().page())) {
                List<String> ids = page.stream().map(Map.Entry::getValue).toList();
                List<String> absent =
                        Json.texts(
                                wire.ask(NUMBER, "Email/get", Json.get(ids, "id"))
                                        .path("notFound"));
                page.stream()
                        .filter(entry -> absent.contains(entry.getValue()))
                        .forEach(entry -> gone.add(entry.getKey()));
            }
        }
        return gone;
    }

    /**
     * The UIDs of these ids.
     *
     * @param ids that are new get theirs in this order
     */
    Map<String, Uid> number(List<String> ids) throws MailboxException {
        return ids.isEmpty() ? Map.of() : numbering.number(folder, ids);
    }

    /** These are gone for good; an id that comes again is another email's. */
    void forget(Collection<String> ids) throws MailboxException {
        if (!ids.isEmpty()) {
            numbering.forget(folder, numbering.number(folder, List.copyOf(ids)).values());
        }
    }

    /** Takes a part of the numbered emails. */
    interface Part {
        void take(Map<Uid, String> ids) throws MailboxException;
    }

    /** The ids of the range, part by part, in the order of their UIDs. */
    void each(UidRange range, Part to) throws MailboxException {
        Uid next = numbering.stand(folder).uidNext();
        long end = Math.min(range.last().value(), next.value() - 1);
        for (long from = range.first().value(); from <= end; from += WINDOW) {
            Uid last = new Uid(Math.min(from + WINDOW - 1, end));
            Map<Uid, String> ids = numbering.ids(folder, new UidRange(new Uid(from), last));
            if (!ids.isEmpty()) {
                to.take(new TreeMap<>(ids));
            }
        }
    }

    /** The ids of these UIDs, as far as they are known. */
    Map<Uid, String> ids(Collection<Uid> uids) throws MailboxException {
        Map<Uid, String> ids = new TreeMap<>();
        TreeSet<Uid> sorted = new TreeSet<>(uids);
        Uid first = null;
        Uid last = null;
        for (Uid uid : sorted) {
            if (first != null && uid.value() - last.value() > GAP) {
                ids.putAll(numbering.ids(folder, new UidRange(first, last)));
                first = uid;
            }
            first = first == null ? uid : first;
            last = uid;
        }
        if (first != null) {
            ids.putAll(numbering.ids(folder, new UidRange(first, last)));
        }
        ids.keySet().retainAll(sorted);
        return ids;
    }
}

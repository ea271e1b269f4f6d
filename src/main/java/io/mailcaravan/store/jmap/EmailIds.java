package io.mailcaravan.store.jmap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailcaravan.http.JsonAnswer;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The ids of all emails, in the order of their arrival, page by page. A page begins behind the last
 * id of the one before, so that what comes or goes meanwhile moves nothing; where a server cannot
 * do that, a page begins at its number, and all begins anew when the server's list has changed.
 */
final class EmailIds {

    private static final int PAGE = 4_000;
    private static final int ATTEMPTS = 5;
    private static final String LIST = "cannot list the ids of all emails";

    /** A server's words for an anchor that it does not know, or for anchors at all. */
    private static final Set<String> NO_ANCHOR =
            Set.of("anchorNotFound", "invalidArguments", "unsupportedSort", "serverFail");

    private final JmapWire wire;

    EmailIds(JmapWire wire) {
        this.wire = wire;
    }

    /** Takes some of them. */
    interface Page {
        void take(List<String> ids) throws MailboxException;
    }

    /** Arguments that count them. */
    static ObjectNode count() {
        return sorted().put("limit", 1).put("calculateTotal", true);
    }

    private static ObjectNode sorted() {
        ObjectNode arguments = JsonAnswer.object();
        arguments
                .putArray("sort")
                .addObject()
                .put("property", "receivedAt")
                .put("isAscending", true);
        return arguments;
    }

    /** Each at least once; one that has come meanwhile perhaps not at all. */
    void each(Page to) throws MailboxException {
        boolean anchors = true;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (anchors) {
                anchors = byAnchor(to);
                if (anchors) {
                    return;
                }
            } else if (byPosition(to)) {
                return;
            }
        }
        throw new MailboxException(
                Scope.STORE,
                Retry.LATER,
                wire.web().mailbox()
                        + ": "
                        + LIST
                        + ": they changed each time before the last page was there",
                "It is asked again.");
    }

    /**
     * @return false where the server has no anchors, or not this one any more
     */
    private boolean byAnchor(Page to) throws MailboxException {
        List<String> page = ids(query(sorted()));
        while (!page.isEmpty()) {
            to.take(page);
            String anchor = page.get(page.size() - 1);
            JsonNode next;
            try {
                next = query(sorted().put("anchor", anchor).put("anchorOffset", 1));
            } catch (MethodError e) {
                if (NO_ANCHOR.contains(e.type())) {
                    return false;
                }
                throw e;
            }
            List<String> more = ids(next);
            if (!more.isEmpty() && (more.contains(anchor) || more.get(0).equals(page.get(0)))) {
                return false; // it does not look at the anchor
            }
            page = more;
        }
        return true;
    }

    /**
     * @return false where the list has changed meanwhile
     */
    private boolean byPosition(Page to) throws MailboxException {
        String state = null;
        long position = 0;
        while (true) {
            JsonNode answer = query(sorted().put("position", position));
            String now = answer.path("queryState").asText("");
            if (state != null && !state.equals(now)) {
                return false;
            }
            state = now;
            List<String> page = ids(answer);
            if (page.isEmpty()) {
                return true;
            }
            if (answer.path("position").asLong(position) != position) {
                throw wire.incomplete(LIST, "it begins elsewhere");
            }
            to.take(page);
            position += page.size();
        }
    }

    private JsonNode query(ObjectNode arguments) throws MailboxException {
        return wire.ask(LIST, "Email/query", arguments.put("limit", PAGE));
    }

    private List<String> ids(JsonNode answer) throws MailboxException {
        if (!answer.path("ids").isArray()) {
            throw wire.incomplete(LIST, "it has no ids");
        }
        return List.copyOf(new LinkedHashSet<>(Json.texts(answer.get("ids"))));
    }
}

package io.mailcaravan.store.jmap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailcaravan.http.JsonAnswer;
import io.mailcaravan.mailbox.MailboxException;
import java.util.List;

/** Which emails have changed since a state (RFC 8620, 5.2). */
final class EmailChanges {

    private static final String LOOK = "cannot look what has changed";
    private static final int PAGE = 500;

    private final JmapWire wire;

    EmailChanges(JmapWire wire) {
        this.wire = wire;
    }

    /** Some of them. */
    record Changed(List<String> created, List<String> updated, List<String> destroyed) {}

    /** Takes some of them. */
    interface Page {
        void take(Changed changed) throws MailboxException;
    }

    /**
     * @param state in which they end; empty where the server looks back no further, so that what
     *     was told may be not all
     */
    record End(String state) {
        boolean isComplete() {
            return !state.isEmpty();
        }
    }

    End since(String first, Page to) throws MailboxException {
        String state = first;
        while (true) {
            ObjectNode arguments = JsonAnswer.object();
            arguments.put("sinceState", state).put("maxChanges", PAGE);
            JsonNode answer;
            try {
                answer = wire.ask(LOOK, "Email/changes", arguments);
            } catch (MethodError e) {
                if (e.type().equals("cannotCalculateChanges")
                        || e.type().equals("tooManyChanges")
                        || e.type().equals("invalidArguments")) {
                    return new End("");
                }
                throw e;
            }
            String next = answer.path("newState").asText("");
            if (next.isBlank()
                    || !answer.path("created").isArray()
                    || !answer.path("updated").isArray()
                    || !answer.path("destroyed").isArray()) {
                throw wire.incomplete(LOOK, "it has no changes");
            }
            to.take(
                    new Changed(
                            Json.texts(answer.get("created")),
                            Json.texts(answer.get("updated")),
                            Json.texts(answer.get("destroyed"))));
            if (!answer.path("hasMoreChanges").asBoolean()) {
                return new End(next);
            }
            if (next.equals(state)) {
                return new End(""); // it would go round for ever
            }
            state = next;
        }
    }
}

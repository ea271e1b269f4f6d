package io.mailcaravan.store.jmap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailcaravan.http.JsonAnswer;
import io.mailcaravan.http.WebAnswer;
import io.mailcaravan.http.WebRequest;
import io.mailcaravan.http.WebSession;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The methods of a server, for one account (RFC 8620, 3). Safe for many threads.
 *
 * @param shared what all sessions of this user have in common
 */
record JmapWire(WebSession web, JmapAccount account, SharedAccount shared) {

    /** Bytes of an answer; some hundred heads are some hundred thousand. */
    private static final int MOST = 64 << 20;

    /** Until another request is likely to have ended. */
    private static final Duration BUSY = Duration.ofSeconds(5);

    private static final String JSON = "application/json";

    /** A method with its arguments; the account is added. */
    record Call(String method, ObjectNode arguments) {}

    /**
     * Asks for what changes nothing.
     *
     * @param what for messages: {@code cannot list}
     * @return the arguments of the answer
     */
    JsonNode ask(String what, String method, ObjectNode arguments) throws MailboxException {
        return run(what, true, List.of(new Call(method, arguments))).get(0);
    }

    /** The same with several methods in one request. */
    List<JsonNode> ask(String what, Call... calls) throws MailboxException {
        return run(what, true, List.of(calls));
    }

    /** Changes something. Scope STORE where nobody knows whether it was done. */
    JsonNode change(String what, String method, ObjectNode arguments) throws MailboxException {
        return run(what, false, List.of(new Call(method, arguments))).get(0);
    }

    private List<JsonNode> run(String what, boolean repeatable, List<Call> calls)
            throws MailboxException {
        ObjectNode body = JsonAnswer.object();
        ArrayNode using = body.putArray("using");
        using.add(JmapAccount.CORE).add(JmapAccount.MAIL);
        ArrayNode methods = body.putArray("methodCalls");
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            if (call.method().startsWith("Quota/")) {
                using.add(JmapAccount.QUOTA);
            }
            call.arguments().put("accountId", account.id());
            methods.addArray().add(call.method()).add(call.arguments()).add("c" + i);
        }
        WebRequest request =
                WebRequest.post(account.api(), what)
                        .header("Accept", JSON)
                        .body(JSON, JsonAnswer.bytes(body))
                        .answers(400);
        return send(
                repeatable ? request.mayRepeat() : request, answer -> answers(what, calls, answer));
    }

    private List<JsonNode> answers(String what, List<Call> calls, WebAnswer answer)
            throws MailboxException, IOException {
        JsonNode json = JsonAnswer.read(answer, MOST);
        if (answer.status() == 400) {
            throw refused(what, json);
        }
        JsonNode responses = json.path("methodResponses");
        if (!responses.isArray() || responses.size() != calls.size()) {
            throw answer.unusable("it has not one response for each method");
        }
        List<JsonNode> arguments = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            JsonNode response = responses.get(i);
            String method = response.path(0).asText();
            JsonNode told = response.path(1);
            if (!response.path(2).asText().equals("c" + i) || !told.isObject()) {
                throw answer.unusable("its responses are not those to what was asked");
            }
            if (method.equals("error")) {
                throw MethodError.of(
                        web.mailbox() + ": " + what,
                        told.path("type").asText("?"),
                        told.path("description").asText(""));
            }
            boolean own =
                    method.equals(calls.get(i).method())
                            && (!told.has("accountId")
                                    || told.get("accountId").asText().equals(account.id()));
            if (!own) {
                throw answer.unusable("its responses are not those to what was asked");
            }
            arguments.add(told);
        }
        return arguments;
    }

    /** An error of the request as a whole (RFC 8620, 3.6.1): nothing of it was done. */
    private MailboxException refused(String what, JsonNode problem) {
        String type = problem.path("type").asText("?");
        String limit = problem.path("limit").asText("");
        String message =
                web.mailbox()
                        + ": "
                        + what
                        + ": the server refuses the request: \""
                        + type
                        + (limit.isEmpty() ? "" : " " + limit)
                        + "\" "
                        + problem.path("detail").asText("");
        return limit.startsWith("maxConcurrent")
                ? new MailboxException(
                        Scope.MAILBOX,
                        Retry.LATER,
                        BUSY,
                        message,
                        "Other programs have requests under way; waiting is enough.",
                        null)
                : new MailboxException(Scope.STORE, Retry.NEVER, message, "");
    }

    /** Any request, once fewer are under way than may be. */
    <T> T send(WebRequest request, WebSession.Taker<T> taker) throws MailboxException {
        try {
            shared.requests().acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MailboxException.interruptedForGood(e);
        }
        try {
            return web.send(request, taker);
        } finally {
            shared.requests().release();
        }
    }

    /** What a method has to tell and does not. */
    MailboxException incomplete(String what, String why) {
        return new MailboxException(
                Scope.STORE,
                Retry.LATER,
                web.mailbox() + ": " + what + ": the server's answer is none: " + why,
                "It is asked again.");
    }
}

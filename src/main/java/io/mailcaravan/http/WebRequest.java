package io.mailcaravan.http;

import io.mailcaravan.mailbox.Content;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is asked of a service. Immutable.
 *
 * @param what for messages, as the sentence goes on: {@code cannot list}
 * @param repeatable whether it may be sent once more where the connection was lost before an answer
 *     began: it changes nothing, or the same
 * @param answers the status codes that are an answer, beside 200 to 299; any other is an error
 */
public record WebRequest(
        String method,
        URI uri,
        Map<String, String> headers,
        Optional<WebBody> body,
        String what,
        boolean repeatable,
        Set<Integer> answers) {

    public WebRequest {
        headers = Map.copyOf(headers);
        answers = Set.copyOf(answers);
    }

    /** Asks for what is there. */
    public static WebRequest get(URI uri, String what) {
        return new WebRequest("GET", uri, Map.of(), Optional.empty(), what, true, Set.of());
    }

    /** Sends something; not repeatable. */
    public static WebRequest post(URI uri, String what) {
        return new WebRequest("POST", uri, Map.of(), Optional.empty(), what, false, Set.of());
    }

    /** The same with a header. */
    public WebRequest header(String name, String value) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(name, value);
        return new WebRequest(method, uri, more, body, what, repeatable, answers);
    }

    /** The same with a body in memory. */
    public WebRequest body(String type, byte[] bytes) {
        return with(WebBody.of(bytes)).header("Content-Type", type);
    }

    /**
     * The same with an item as its body.
     *
     * @param content not closed
     */
    public WebRequest body(String type, Content content) {
        return with(WebBody.of(content)).header("Content-Type", type);
    }

    private WebRequest with(WebBody other) {
        return new WebRequest(method, uri, headers, Optional.of(other), what, repeatable, answers);
    }

    /** The same where it may be sent once more. */
    public WebRequest mayRepeat() {
        return new WebRequest(method, uri, headers, body, what, true, answers);
    }

    /** The same where these status codes are an answer, too. */
    public WebRequest answers(Integer... more) {
        return new WebRequest(method, uri, headers, body, what, repeatable, Set.of(more));
    }

    WebRequest at(URI other) {
        return new WebRequest(method, other, headers, body, what, repeatable, answers);
    }
}

package io.mailcaravan.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailcaravan.mailbox.MailboxException;
import java.io.IOException;

/** An answer in JSON, in memory. */
public final class JsonAnswer {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonAnswer() {}

    /**
     * Reads an answer whole.
     *
     * @param most bytes that it may have
     * @throws MailboxException scope STORE where it is another thing, cut or too large
     */
    public static JsonNode read(WebAnswer answer, int most) throws MailboxException, IOException {
        String type = answer.type();
        if (!type.equals("application/json") && !type.endsWith("+json")) {
            throw answer.unusable(type.isEmpty() ? "it has no type" : "it is " + type);
        }
        byte[] bytes = answer.body().readNBytes(most);
        if (bytes.length == most && answer.body().read() >= 0) {
            throw answer.unusable("it has more than " + most + " bytes");
        }
        try {
            JsonNode json = MAPPER.readTree(bytes);
            if (json == null || json.isMissingNode()) {
                throw answer.unusable("it is empty");
            }
            return json;
        } catch (JsonProcessingException e) {
            // without the cause: its words may show what is secret
            throw answer.unusable("it is no JSON");
        }
    }

    /** As it is sent. */
    public static byte[] bytes(JsonNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }

    /** An object to be filled. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }
}

package io.mailcaravan.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mailcaravan.mailbox.Printable;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON lines for other programs. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** An object of these names and values, in this order, on one line. */
    static String object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return text(object);
    }

    /** Any value of maps, lists, numbers and strings, on one line. */
    static String text(Object value) {
        try {
            // the same to a reader of JSON, and harmless on a terminal
            return Printable.line(MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

package io.mailcaravan.store.jmap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mailcaravan.http.JsonAnswer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Shapes that the methods of JMAP have in common. */
final class Json {

    private Json() {}

    /** Arguments of a /get. */
    static ObjectNode get(Collection<String> ids, String... properties) {
        ObjectNode arguments = JsonAnswer.object();
        ids.forEach(arguments.putArray("ids")::add);
        List.of(properties).forEach(arguments.putArray("properties")::add);
        return arguments;
    }

    /** The texts of an array; none where it is no array. */
    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}

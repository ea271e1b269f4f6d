package io.mailcaravan.convert.tnef.stream;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The attributes of the message, or of one attachment; of each the first counts. */
public final class AttributeGroup {

    private final Map<Integer, Bytes> attributes = new LinkedHashMap<>();

    void add(TnefAttribute attribute) {
        attributes.putIfAbsent(attribute.tag(), attribute.value());
    }

    public boolean has(int tag) {
        return attributes.containsKey(tag);
    }

    public Optional<Bytes> get(int tag) {
        return Optional.ofNullable(attributes.get(tag));
    }

    /** Whether anything can be delivered: content, or properties that may hold it. */
    boolean hasContent() {
        return has(TnefTag.ATTACH_DATA) || has(TnefTag.ATTACHMENT);
    }
}

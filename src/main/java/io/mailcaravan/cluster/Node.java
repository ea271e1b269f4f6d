package io.mailcaravan.cluster;

import java.time.Instant;
import java.util.UUID;

/**
 * This process among the others.
 *
 * @param id differs from start to start, so that a process which was given up for dead and comes
 *     back is not taken for its successor
 * @param name what people call it
 */
record Node(String id, String name, String version) {

    static Node start(String name, String version) {
        String start = Long.toString(Instant.now().getEpochSecond(), Character.MAX_RADIX);
        String unique = UUID.randomUUID().toString().substring(0, 8);
        return new Node(name + "-" + start + "-" + unique, name, version);
    }

    @Override
    public String toString() {
        return name;
    }
}

package io.mailcaravan.http;

import java.net.URI;

/**
 * Which question to which service of which mailbox, as messages name it.
 *
 * @param what as the sentence goes on: {@code cannot list}
 */
public record WebPlace(String store, String mailbox, URI uri, String what) {

    /** The service's host, with its port where it is no standard. */
    String host() {
        return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /** The store's setting, for advice. */
    String key(String setting) {
        return "caravan.stores." + store + "." + setting;
    }

    /** As a sentence begins. A query may hold what is secret, and is never shown. */
    @Override
    public String toString() {
        return "Store " + store + " (" + host() + "), mailbox " + mailbox + ": " + what;
    }
}

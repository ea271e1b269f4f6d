package io.mailcaravan.component.item;

import java.util.Set;

/** Parts of the URI of an endpoint. */
public final class EndpointUris {

    private static final Set<String> INSIDE = Set.of("direct", "seda", "vm", "log", "kamelet");

    private EndpointUris() {}

    /** Whether what is sent there stays within the routes. */
    public static boolean isInside(String uri) {
        return INSIDE.contains(scheme(uri));
    }

    public static String scheme(String uri) {
        return uri.substring(0, Math.max(0, uri.indexOf(':')));
    }

    /** Options may hold secrets, and make no other endpoint. */
    public static String withoutOptions(String uri) {
        int options = uri.indexOf('?');
        return options < 0 ? uri : uri.substring(0, options);
    }
}

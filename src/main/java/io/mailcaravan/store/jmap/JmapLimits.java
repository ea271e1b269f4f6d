package io.mailcaravan.store.jmap;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the server takes at once (RFC 8620, 2); what it does not tell is the least that the RFC
 * suggests.
 *
 * @param upload bytes of one item
 * @param request bytes of one request but an upload
 * @param requests under way
 * @param uploads under way
 * @param calls in one request
 * @param get objects asked for in one call
 * @param set objects changed in one call
 */
record JmapLimits(
        long upload, long request, int requests, int uploads, int calls, int get, int set) {

    private static final int FEW = 4;
    private static final int OBJECTS = 500;

    static JmapLimits read(JsonNode core) {
        return new JmapLimits(
                of(core, "maxSizeUpload", 50_000_000),
                of(core, "maxSizeRequest", 10_000_000),
                (int) of(core, "maxConcurrentRequests", FEW),
                (int) of(core, "maxConcurrentUpload", FEW),
                (int) of(core, "maxCallsInRequest", 16),
                (int) of(core, "maxObjectsInGet", OBJECTS),
                (int) of(core, "maxObjectsInSet", OBJECTS));
    }

    private static long of(JsonNode core, String name, long otherwise) {
        JsonNode value = core.path(name);
        return value.isNumber() && value.asLong() > 0
                ? Math.min(value.asLong(), name.equals("maxSizeUpload") ? Long.MAX_VALUE : 1 << 30)
                : otherwise;
    }

    /** Heads that are asked for in one call: some hundred bytes each. */
    int page() {
        return Math.min(get, OBJECTS);
    }

    /** Changes that are made in one call. */
    int changes() {
        return Math.min(set, OBJECTS);
    }
}

package io.mailcaravan.store.jmap;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One account at a server, and what the server says of itself (RFC 8620, 2: the session resource).
 *
 * @param user who is signed in, as the server names it; may be empty
 * @param upload address template
 * @param download address template
 * @param capabilities of this account, those of the server where it names none
 */
record JmapAccount(
        String id,
        String user,
        String name,
        boolean isReadOnly,
        URI api,
        String upload,
        String download,
        URI base,
        Set<String> capabilities,
        JmapLimits limits) {

    static final String CORE = "urn:ietf:params:jmap:core";
    static final String MAIL = "urn:ietf:params:jmap:mail";
    static final String QUOTA = "urn:ietf:params:jmap:quota";

    /** Which account of those that a session resource names; empty where it is none of them. */
    interface Choice {
        Optional<String> of(JsonNode session);
    }

    /**
     * Reads the session resource.
     *
     * @param from where it was found: other addresses may be relative to it
     * @return empty where it is none, or has no such account
     */
    static Optional<JmapAccount> read(JsonNode session, URI from, Choice choice) {
        JsonNode accounts = session.path("accounts");
        if (!session.path("apiUrl").isTextual()
                || !session.path("uploadUrl").isTextual()
                || !session.path("downloadUrl").isTextual()
                || !accounts.isObject()) {
            return Optional.empty();
        }
        return choice.of(session)
                .filter(accounts::has)
                .map(
                        id -> {
                            JsonNode account = accounts.get(id);
                            Set<String> all = names(session.path("capabilities"));
                            JsonNode own = account.path("accountCapabilities");
                            Set<String> capabilities = own.isObject() ? names(own) : all;
                            capabilities.retainAll(all);
                            return new JmapAccount(
                                    id,
                                    session.path("username").asText(""),
                                    account.path("name").asText(""),
                                    account.path("isReadOnly").asBoolean(),
                                    from.resolve(session.get("apiUrl").asText()),
                                    session.get("uploadUrl").asText(),
                                    session.get("downloadUrl").asText(),
                                    from,
                                    capabilities,
                                    JmapLimits.read(session.path("capabilities").path(CORE)));
                        });
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Where content is sent to. */
    URI uploads() {
        return base.resolve(filled(upload, Map.of("accountId", id)));
    }

    /** Where content comes from. */
    URI content(String blob) {
        return base.resolve(
                filled(
                        download,
                        Map.of(
                                "accountId",
                                id,
                                "blobId",
                                blob,
                                "type",
                                "message/rfc822",
                                "name",
                                "message.eml")));
    }

    /** Simple expansion (RFC 6570, level 1), which is all that RFC 8620 needs. */
    private static String filled(String template, Map<String, String> values) {
        String filled = template;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled =
                    filled.replace(
                            "{" + value.getKey() + "}",
                            URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8)
                                    .replace("+", "%20"));
        }
        return filled;
    }
}

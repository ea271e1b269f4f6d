package io.mailcaravan.discover;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The settings of a store that was found. */
public final class StoreBlock {

    private StoreBlock() {}

    /** By their keys, in the order of a file; without the secrets, which nobody has told. */
    public static Map<String, String> settings(TriedServer tried, Optional<String> caFile) {
        Candidate server = tried.server();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("type", "imap");
        settings.put("host", server.host());
        if (!server.hasUsualPort()) {
            settings.put("port", Integer.toString(server.port()));
        }
        if (!server.tls().equals(Candidate.IMPLICIT)) {
            settings.put("tls", server.tls());
        }
        caFile.ifPresent(file -> settings.put("ca-file", file));
        settings.putAll(further(tried));
        return settings;
    }

    /** Those beside place and trust. */
    public static Map<String, String> further(TriedServer tried) {
        Map<String, String> settings = new LinkedHashMap<>();
        tried.auth()
                .filter(auth -> !auth.equals("password"))
                .ifPresent(a -> settings.put("auth", a));
        Optional.ofNullable(tried.server().further().get("preset"))
                .ifPresent(preset -> settings.put("preset", preset));
        return settings;
    }
}

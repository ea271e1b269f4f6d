package io.mailcaravan.discover;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The settings of a store that was found. */
public final class StoreBlock {

    private StoreBlock() {}

    /** By their keys, in the order of a file; without the secrets, which nobody has told. */
    public static Map<String, String> settings(TriedServer tried, Optional<String> caFile) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("type", "imap");
        settings.putAll(tried.candidate().server().settings());
        caFile.ifPresent(file -> settings.put("ca-file", file));
        settings.putAll(furtherSettings(tried));
        return settings;
    }

    /** The same by whole keys, for a store with the domain's name. */
    public static Map<String, String> named(
            MailDomain domain, TriedServer tried, Optional<String> caFile) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings(tried, caFile)
                .forEach(
                        (key, value) ->
                                settings.put(
                                        "caravan.stores." + domain.storeName() + "." + key, value));
        return settings;
    }

    /** Those beside place and trust. */
    public static Map<String, String> furtherSettings(TriedServer tried) {
        Map<String, String> settings = new LinkedHashMap<>();
        tried.auth()
                .filter(auth -> !auth.equals("password"))
                .ifPresent(auth -> settings.put("auth", auth));
        Optional.ofNullable(tried.candidate().furtherSettings().get("preset"))
                .ifPresent(preset -> settings.put("preset", preset));
        return settings;
    }
}

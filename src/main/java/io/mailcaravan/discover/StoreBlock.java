package io.mailcaravan.discover;

import io.mailcaravan.imap.ServerFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of a store that was found. */
public final class StoreBlock {

    private static final String GMAIL = "gmail";

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

    /** Whether messages have Gmail's labels there. */
    private static boolean isGmail(TriedServer tried) {
        return tried.facts().map(ServerFacts::capabilities).orElse(List.of()).contains("X-GM-EXT-1")
                || GMAIL.equals(tried.candidate().furtherSettings().get("preset"));
    }

    /** Those beside place and trust; the type, too, where it is not the usual one. */
    public static Map<String, String> furtherSettings(TriedServer tried) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (isGmail(tried)) {
            // by the store imap each label of a message would be one more message
            settings.put("type", GMAIL);
            settings.put("auth", tried.auth().orElse("password"));
            return settings;
        }
        tried.auth()
                .filter(auth -> !auth.equals("password"))
                .ifPresent(auth -> settings.put("auth", auth));
        Optional.ofNullable(tried.candidate().furtherSettings().get("preset"))
                .ifPresent(preset -> settings.put("preset", preset));
        return settings;
    }
}

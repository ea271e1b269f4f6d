package io.mailcaravan.copy;

import io.mailcaravan.config.CommonSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One end of a copy: a mailbox, and the store that it is in.
 *
 * @param typed as the user has written it, without what may be a secret
 * @param store a name for it, the same for each copy from or to this store and no other
 * @param mailbox its name there
 * @param settings of the store, by their keys, in the order of a file
 */
public record CopyEnd(String typed, String store, String mailbox, Map<String, String> settings) {

    /** The settings keep their order. */
    public CopyEnd {
        settings = new LinkedHashMap<>(settings);
    }

    /** The adapter. */
    public String type() {
        return settings.get(CommonSettings.TYPE.key());
    }

    /** Whether somebody signs in to it. */
    public boolean isServer() {
        return type().equals(ServerEnd.TYPE);
    }

    /** Whether the mailbox's own password opens it. */
    public boolean takesPassword() {
        return isServer() && settings.getOrDefault("auth", "password").equals("password");
    }

    /** Where its files are; empty where it has none. */
    public Optional<String> path() {
        return Optional.ofNullable(settings.get(FileEnd.PATH))
                .map(path -> path.replace(FileEnd.PLACEHOLDER, mailbox));
    }

    CopyEnd named(String otherStore) {
        return new CopyEnd(typed, otherStore, mailbox, settings);
    }

    /** The same with more settings, which win. */
    public CopyEnd with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putAll(more);
        return new CopyEnd(typed, store, mailbox, all);
    }
}

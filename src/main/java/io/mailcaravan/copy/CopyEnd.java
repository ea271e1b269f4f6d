package io.mailcaravan.copy;

import io.mailcaravan.config.CommonSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One end of a copy: a mailbox, and the store that it is in.
 *
 * @param typed as the user has written it, without what may be a secret
 * @param store a name for it, the same for each copy from or to this store
 * @param mailbox its name in lists and in the ledger: of an address the address, whatever server
 *     was found for it this time
 * @param user who signs in to it; the mailbox's name, unless the server wants another
 * @param settings of the store, by their keys, in the order of a file
 */
public record CopyEnd(
        String typed, String store, String mailbox, String user, Map<String, String> settings) {

    private static final String AUTH = "auth";
    private static final String PASSWORD = "password";
    private static final String USERNAME = "username";

    /** An administrator signs in for mailboxes by the names that the server knows. */
    private static final Set<String> OF_AN_ADMINISTRATOR = Set.of("master-user", "authzid");

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
        return !FileEnd.TYPES.contains(type());
    }

    /** Whether it is an address, whose server was looked for. */
    public boolean isAddress() {
        return EndReader.isAddress(typed);
    }

    /** What tells it from every other end. */
    String identity() {
        return String.join("\n", isAddress() ? "address" : "", store, mailbox);
    }

    /** Whether the mailbox's own password opens it. */
    public boolean takesPassword() {
        return isServer() && settings.getOrDefault(AUTH, PASSWORD).equals(PASSWORD);
    }

    /** Whether the server knows the mailbox by another name. */
    public boolean signsInOtherwise() {
        return !user.equals(mailbox);
    }

    /** Where its files are; empty where it has none. */
    public Optional<String> path() {
        return Optional.ofNullable(settings.get(FileEnd.PATH))
                .map(path -> path.replace(FileEnd.PLACEHOLDER, mailbox));
    }

    CopyEnd named(String otherStore) {
        return new CopyEnd(typed, otherStore, mailbox, user, settings);
    }

    /** The same with more settings, which win. */
    public CopyEnd with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putAll(more);
        if (all.containsKey("oauth.refresh-token")) {
            all.put(USERNAME, user); // it is one user's
        }
        boolean admin = OF_AN_ADMINISTRATOR.contains(all.getOrDefault(AUTH, PASSWORD));
        return new CopyEnd(typed, store, admin ? user : mailbox, user, all);
    }

    /**
     * The settings of a store that signs in as this mailbox does.
     *
     * @param password a reference; empty where a list has it, or nobody needs one
     */
    Map<String, String> settings(Optional<String> password) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        if (signsInOtherwise()) {
            all.put(USERNAME, user);
            password.ifPresent(reference -> all.put(PASSWORD, reference));
        }
        return all;
    }
}

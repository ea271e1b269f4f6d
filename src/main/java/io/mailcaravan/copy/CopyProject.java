package io.mailcaravan.copy;

import io.mailcaravan.config.ProgramSettings;
import io.mailcaravan.config.PropertyText;
import io.mailcaravan.config.StoreSettings;
import io.mailcaravan.config.TextSource;
import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Digest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The route that copies one mailbox, with its stores and its list of mailboxes: what runs, and what
 * is written down for a project of the user's own.
 */
public final class CopyProject {

    private static final String STORES = "caravan.stores.";

    /** Letters of the mailbox's name in the route's. */
    private static final int LONGEST_NAME = 40;

    private static final int HASH_DIGITS = 8;

    /** No host's name is made such. */
    private static final String DESTINATION = "---to";

    private static final String SOURCE_PASSWORD = "source_password";
    private static final String DESTINATION_PASSWORD = "destination_password";

    private final CopyEnd source;
    private final CopyEnd destination;
    private final CopyRules rules;

    private CopyProject(CopyEnd source, CopyEnd destination, CopyRules rules) {
        this.source = source;
        this.destination = destination;
        this.rules = rules;
    }

    /**
     * @throws ConfigurationException where both ends are one mailbox, or cannot be copied between
     */
    public static CopyProject of(CopyEnd source, CopyEnd destination, CopyRules rules) {
        BothEnds.check(source, destination);
        // one server may be two stores, with other settings for each of two mailboxes
        boolean shared = source.store().equals(destination.store());
        return new CopyProject(
                source,
                shared ? destination.named(destination.store() + DESTINATION) : destination,
                rules);
    }

    /** Why nothing can be copied to an end that is the mailbox of the other. */
    public static ConfigurationException refusedCircle(CopyEnd destination) {
        return new ConfigurationException(
                "TO " + destination.typed(),
                "it is the same mailbox as FROM",
                "Name another one; nothing was copied.");
    }

    /** What somebody may not expect of the destination; empty where nothing. */
    public Optional<String> remark() {
        return FileEnd.remark(destination)
                .map(remark -> "TO " + destination.typed() + ": " + remark + ".");
    }

    public CopyEnd source() {
        return source;
    }

    public CopyEnd destination() {
        return destination;
    }

    /** Of the route; the same for the same two mailboxes, so that the ledger knows it again. */
    public String id() {
        String name =
                AsciiCase.lower(source.mailbox())
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "");
        String both = source.identity() + "\n" + destination.identity();
        return "copy-"
                + (name.isEmpty()
                        ? ""
                        : name.substring(0, Math.min(LONGEST_NAME, name.length())) + "-")
                + hash(both);
    }

    /** Eight digits that tell one text from another. */
    static String hash(String text) {
        return Digest.of(text).text().substring(0, HASH_DIGITS);
    }

    /**
     * The stores of both ends.
     *
     * @throws ConfigurationException for a setting that refers to something that is not set
     */
    public List<StoreSettings> stores() {
        return new ProgramSettings(new TextSource(settings())).stores();
    }

    /** By whole keys. */
    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (CopyEnd end : List.of(source, destination)) {
            end.settings().forEach((key, value) -> settings.put(key(end, key), value));
        }
        return settings;
    }

    /** The whole key of a setting of that end. */
    static String key(CopyEnd end, String key) {
        return STORES + end.store() + "." + key;
    }

    /**
     * Route and list, as they are to lie below a folder of routes.
     *
     * @param passwords of the ends that need one, as references, by the columns of a list; none
     *     where they are given otherwise
     */
    public Map<Path, String> routes(Map<String, String> passwords) {
        Path folder = Path.of(id());
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(
                folder.resolve(id() + ".camel.yaml"),
                CopyRoute.of(id(), source, destination, rules.parameters()));
        files.put(folder.resolve("mailboxes.csv"), ListText.of(source, destination, passwords));
        return files;
    }

    /**
     * All that a project has, below its folder: {@code caravan migrate} in there goes on with what
     * this copy has begun.
     *
     * @param state the folder of the ledger, absolute
     * @param passwords as {@link #routes} takes them
     */
    public Map<Path, String> files(Path state, Map<String, String> passwords) {
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(Path.of("application.properties"), properties(state, passwords));
        routes(listed(passwords))
                .forEach((file, text) -> files.put(Path.of("routes").resolve(file), text));
        return files;
    }

    /** A store that signs in under another name has its password, too. */
    private Map<String, String> listed(Map<String, String> passwords) {
        Map<String, String> listed = new LinkedHashMap<>(passwords);
        if (source.signsInOtherwise()) {
            listed.remove(SOURCE_PASSWORD);
        }
        if (destination.signsInOtherwise()) {
            listed.remove(DESTINATION_PASSWORD);
        }
        return listed;
    }

    private String properties(Path state, Map<String, String> passwords) {
        StringBuilder text = new StringBuilder();
        text.append("# Stores of: caravan copy ")
                .append(source.typed())
                .append(' ')
                .append(destination.typed())
                .append("\n# Run caravan in this folder. Secrets are named, not kept.\n");
        append(text, source, Optional.ofNullable(passwords.get(SOURCE_PASSWORD)));
        append(text, destination, Optional.ofNullable(passwords.get(DESTINATION_PASSWORD)));
        text.append("\n# Ledger and dead letters of the copy: a pass here goes on with it\n")
                .append(
                        PropertyText.line(
                                ProgramSettings.key(ProgramSettings.STATE), state.toString()));
        return text.toString();
    }

    private static void append(StringBuilder text, CopyEnd end, Optional<String> password) {
        text.append('\n');
        end.settings(password)
                .forEach((key, value) -> text.append(PropertyText.line(key(end, key), value)));
    }
}

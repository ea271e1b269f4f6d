package io.mailcaravan.mapping;

import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.mailbox.SpecialUse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Knows a folder's role by its name, in the languages of common mail programs; for stores that
 * declare none (Exchange Online, Courier). The table is the resource {@code
 * folder-names.properties}.
 */
public final class SpecialUseNames {

    private static final String RESOURCE = "folder-names.properties";

    /** Gmail without its extensions, or a copy of it: roles lie one level down. */
    private static final Set<String> GMAIL = Set.of("[Gmail]", "[Google Mail]");

    private static final Set<SpecialUse> GMAIL_ONLY =
            EnumSet.of(SpecialUse.ALL, SpecialUse.FLAGGED, SpecialUse.IMPORTANT);

    private static final SpecialUseNames SHIPPED = load();

    private final Map<String, SpecialUse> roles = new HashMap<>();
    private final Map<SpecialUse, String> defaults = new EnumMap<>(SpecialUse.class);

    private SpecialUseNames(Properties table) {
        for (String key : new TreeMap<>(table).keySet().stream().map(String::valueOf).toList()) {
            String[] parts = key.split("\\.", 2);
            SpecialUse use =
                    SpecialUse.parse("\\" + parts[0])
                            .orElseThrow(() -> wrong("'" + parts[0] + "' is no role"));
            for (String name : table.getProperty(key).split("\\|")) {
                add(use, name.strip());
                if (parts[1].equals("en") || parts[1].equals("gmail")) {
                    defaults.putIfAbsent(use, name.strip());
                }
            }
        }
    }

    private void add(SpecialUse use, String name) {
        SpecialUse other = roles.put(folded(name), use);
        if (other != null) {
            throw wrong("'" + name + "' is there twice: " + other + " and " + use);
        }
    }

    private static IllegalStateException wrong(String problem) {
        return new IllegalStateException(RESOURCE + ": " + problem);
    }

    /** The table that comes with the program. */
    public static SpecialUseNames shipped() {
        return SHIPPED;
    }

    private static SpecialUseNames load() {
        Properties table = new Properties();
        try (InputStream in =
                Objects.requireNonNull(
                        SpecialUseNames.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            table.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
        return new SpecialUseNames(table);
    }

    /**
     * The role that the name suggests: at the top, directly below INBOX, or below Gmail's own
     * folder. {@code \All}, {@code \Flagged} and {@code \Important} only there, because elsewhere
     * they are ordinary words.
     */
    public Optional<SpecialUse> roleOf(FolderPath path) {
        if (path.kind() != ItemKind.MESSAGE) {
            return Optional.empty();
        }
        int depth = path.names().size();
        String top = path.names().get(0);
        boolean gmail = depth == 2 && GMAIL.contains(top);
        boolean inPlace = gmail || depth == 1 || (depth == 2 && top.equals("INBOX"));
        return inPlace
                ? Optional.ofNullable(roles.get(folded(path.name())))
                        .filter(use -> gmail || !GMAIL_ONLY.contains(use))
                : Optional.empty();
    }

    /** The role that the store declares, or else the one that the name suggests. */
    public Optional<SpecialUse> roleOf(Folder folder) {
        return folder.use().or(() -> roleOf(folder.path()));
    }

    /** The roles of all folders that have one, declared or by name. */
    public Map<FolderPath, SpecialUse> rolesOf(Collection<Folder> folders) {
        return folders.stream()
                .filter(folder -> roleOf(folder).isPresent())
                .collect(
                        Collectors.toMap(
                                Folder::path, folder -> roleOf(folder).get(), (a, b) -> a));
    }

    /** What a folder with this role is called where it has to be created. */
    public String defaultName(SpecialUse use) {
        return defaults.get(use);
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .strip()
                .replaceAll("\\s+", " ");
    }
}

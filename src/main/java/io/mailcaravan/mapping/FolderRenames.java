package io.mailcaravan.mapping;

import io.mailcaravan.filter.UnmetName;
import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Places;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * New paths for folders by pattern: {@code Archive/*: Old/*}; what lies below a folder goes along.
 * A star stands for characters of one name, {@code **} at the end for all folders below that one,
 * which itself is not meant then. The new path has the same wildcards and gets in their places what
 * was there. Of several rules that match, the one with the most other characters decides.
 */
public final class FolderRenames {

    /** Changes nothing. */
    public static final FolderRenames NONE = new FolderRenames(List.of());

    private static final String WANTED = "a line a folder, such as Archive/*: Old/*";

    private static final Pattern WILDCARD = Pattern.compile("\\*+");

    private final List<Rule> rules;

    /**
     * A folder's new path.
     *
     * @param rule that says so: file and line
     */
    public record Renamed(FolderPath path, String rule) {}

    private record Rule(Pattern source, String from, String to, String place) {

        int ordinary() {
            return from.replace("*", "").length();
        }

        Optional<Renamed> of(String path) {
            Matcher found = source.matcher(path);
            if (!found.matches()) {
                return Optional.empty();
            }
            StringBuilder renamed = new StringBuilder();
            Matcher wildcard = WILDCARD.matcher(to);
            int group = 1;
            while (wildcard.find()) {
                wildcard.appendReplacement(renamed, Matcher.quoteReplacement(found.group(group++)));
            }
            wildcard.appendTail(renamed);
            boolean below = found.groupCount() == group && found.group(group) != null;
            return Optional.of(
                    new Renamed(
                            FolderPath.parse(renamed + (below ? found.group(group) : "")), place));
        }
    }

    private FolderRenames(List<Rule> rules) {
        this.rules = rules;
    }

    /**
     * The section {@code folders}.
     *
     * @throws ConfigurationException naming file, line and what would do
     */
    static FolderRenames read(YamlNode node) {
        List<Rule> rules = new ArrayList<>();
        for (Renames.Rule rule :
                Renames.read(node, WANTED, FolderRenames::path, FolderRenames::normal)) {
            if (!wildcards(rule.from()).equals(wildcards(rule.to()))) {
                throw new ConfigurationException(
                        rule.place(),
                        "'" + rule.from() + "' and '" + rule.to() + "' have other wildcards",
                        "Both sides have the same ones in the same order, as in Archive/*: Old/*.");
            }
            rules.add(new Rule(pattern(rule.from()), rule.from(), rule.to(), rule.place()));
        }
        rules.sort(Comparator.comparingInt(Rule::ordinary).reversed()); // stable
        return new FolderRenames(List.copyOf(rules));
    }

    private static List<String> wildcards(String path) {
        return WILDCARD.matcher(path).results().map(found -> found.group()).toList();
    }

    /** As people write it; a % may stand as it is. */
    private static String path(String place, String text) {
        String path = text.replaceAll("%(?!2F|25)", "%25");
        if (path.startsWith("\\")) {
            throw new ConfigurationException(
                    place,
                    "'" + text + "' is a role, not a name",
                    "Roles are mapped by the option folderMap of the destination.");
        }
        boolean wild = path.contains("***") || path.replaceFirst("(^|/)\\*\\*$", "").contains("**");
        if (wild || path.equals("*") || path.equals("**")) {
            throw new ConfigurationException(
                    place,
                    "'" + text + "' has a wildcard that is none",
                    "* stands for characters of one name, ** at the end of a path for all folders"
                            + " below. To put all folders below one, set folderPrefix.");
        }
        FolderMapFile.path(place, path);
        return Normalizer.normalize(path, Normalizer.Form.NFC);
    }

    private static String normal(String path) {
        boolean inbox =
                AsciiCase.equal(path, "INBOX") || AsciiCase.upper(path).startsWith("INBOX/");
        return inbox ? "INBOX" + path.substring("INBOX".length()) : path;
    }

    private static Pattern pattern(String from) {
        StringBuilder regex = new StringBuilder();
        int done = 0;
        Matcher wildcard = WILDCARD.matcher(from);
        while (wildcard.find()) {
            regex.append(Pattern.quote(from.substring(done, wildcard.start())))
                    .append(wildcard.group().length() == 1 ? "([^/]+)" : "(.+)");
            done = wildcard.end();
        }
        regex.append(Pattern.quote(from.substring(done)));
        return Pattern.compile(regex + (from.endsWith("**") ? "" : "(/.*)?"), Pattern.DOTALL);
    }

    /** Folders that no rule is about stay. */
    public Places of(Places places) {
        return rules.isEmpty() || places.isEmpty()
                ? places
                : new Places(
                        places.folders().stream()
                                .map(folder -> of(folder).map(Renamed::path).orElse(folder))
                                .collect(Collectors.toSet()));
    }

    /** The folder's new path; empty where no rule is about it. */
    public Optional<Renamed> of(FolderPath folder) {
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        String path = text(folder);
        return rules.stream().flatMap(rule -> rule.of(path).stream()).findFirst();
    }

    /**
     * The rules that none of these folders matches; in a mailbox where one was expected, a misspelt
     * name.
     *
     * @return {@code mapping.yaml, line 4: 'Archiv/* -> Old/*'}
     */
    List<UnmetName> unusedNames(Collection<FolderPath> folders) {
        List<String> paths = folders.stream().map(FolderRenames::text).toList();
        return rules.stream()
                .filter(rule -> paths.stream().noneMatch(path -> rule.of(path).isPresent()))
                .map(
                        rule ->
                                new UnmetName(
                                        rule.from(),
                                        rule.place()
                                                + ": '"
                                                + rule.from()
                                                + " -> "
                                                + rule.to()
                                                + "'"))
                .toList();
    }

    private static String text(FolderPath folder) {
        return Normalizer.normalize(folder.toString(), Normalizer.Form.NFC);
    }

    /** Whether there is no rule. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** The same rules give the same text. */
    @Override
    public String toString() {
        return rules.stream()
                .map(rule -> rule.from() + " -> " + rule.to())
                .sorted()
                .toList()
                .toString();
    }
}

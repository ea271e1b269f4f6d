package io.mailcaravan.filter;

import io.mailcaravan.config.NearestWord;
import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.SpecialUse;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One entry of a folder list: a role such as {@code \Junk}, a name, or a glob.
 *
 * <ul>
 *   <li>A role or a name without wildcards means that folder and everything below it. INBOX without
 *       its subfolders is {@code folders=INBOX} with {@code excludeFolders=INBOX/**}.
 *   <li>{@code *} and {@code ?} stand for characters of one name, {@code **} for any depth; a glob
 *       means exactly the folders that it matches: {@code Archive/*} one level, {@code Archive/**}
 *       everything below {@code Archive}, but not itself.
 *   <li>A backslash makes the next of {@code , * ? \} an ordinary character; a {@code /} inside a
 *       name is {@code %2F}, as in the text form of {@link FolderPath}; a {@code %} may stand as it
 *       is.
 *   <li>Folders of every kind are meant; {@code /contact/Work} means address books only, and {@code
 *       /contact/**} all of them.
 *   <li>{@code INBOX} is the same in any case, every other name is not.
 * </ul>
 */
final class FolderPattern {

    private static final String ESCAPABLE = ",*?\\";

    private final String text;
    private final Optional<SpecialUse> use;
    private final Optional<Pattern> glob;

    private FolderPattern(String text, Optional<SpecialUse> use, Optional<Pattern> glob) {
        this.text = text;
        this.use = use;
        this.glob = glob;
    }

    /** The entries of a comma list; empty ones are passed over. */
    static List<FolderPattern> list(String option, String text) {
        List<FolderPattern> patterns = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ',') {
                String entry = text.substring(start, i).strip();
                if (!entry.isEmpty()) {
                    patterns.add(of(option, entry));
                }
                start = i + 1;
            } else if (text.charAt(i) == '\\') {
                i++;
                if (i == text.length()) {
                    i--;
                }
            }
        }
        return patterns;
    }

    private static FolderPattern of(String option, String entry) {
        if (entry.startsWith("\\")) {
            // Single-quoted YAML keeps both of two backslashes.
            Optional<SpecialUse> use = SpecialUse.parse(entry.replaceFirst("^\\\\+", "\\\\"));
            if (use.isPresent()) {
                return new FolderPattern(entry, use, Optional.empty());
            }
            if (entry.length() == 1 || ESCAPABLE.indexOf(entry.charAt(1)) < 0) {
                throw unknownUse(option, entry);
            }
        }
        return new FolderPattern(entry, Optional.empty(), Optional.of(compile(entry)));
    }

    private static ConfigurationException unknownUse(String option, String entry) {
        TreeSet<String> known =
                Arrays.stream(SpecialUse.values())
                        .map(SpecialUse::text)
                        .collect(Collectors.toCollection(TreeSet::new));
        String wanted =
                entry.length() < 2
                        ? entry
                        : "\\"
                                + entry.substring(1, 2).toUpperCase(Locale.ROOT)
                                + entry.substring(2).toLowerCase(Locale.ROOT);
        return new ConfigurationException(
                option,
                "'" + entry + "' is no special-use name",
                NearestWord.of(wanted, known)
                                .map(near -> "Did you mean '" + near + "'? ")
                                .orElse("")
                        + "There are "
                        + String.join(" ", known)
                        + "; a folder whose name begins with a backslash is written with two.");
    }

    private static Pattern compile(String entry) {
        String text = normal(entry);
        if (AsciiCase.equal(text, "INBOX") || AsciiCase.upper(text).startsWith("INBOX/")) {
            text = "INBOX" + text.substring("INBOX".length());
        }
        StringBuilder regex = new StringBuilder();
        boolean plain = true;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (c == '\\' && i + 1 < text.length() && ESCAPABLE.indexOf(text.charAt(i + 1)) >= 0) {
                regex.append(Pattern.quote(text.substring(i + 1, i + 2)));
                i += 2;
            } else if (text.startsWith("**/", i) && (i == 0 || text.charAt(i - 1) == '/')) {
                regex.append("(?:.*/)?");
                plain = false;
                i += 3;
            } else if (text.startsWith("**", i)) {
                regex.append(i > 0 && text.charAt(i - 1) == '/' ? ".+" : ".*");
                plain = false;
                i += 2;
            } else if (c == '*' || c == '?') {
                regex.append(c == '*' ? "[^/]*" : "(?:%2F|%25|[^/%])");
                plain = false;
                i++;
            } else if (c == '%' && !text.startsWith("%2F", i) && !text.startsWith("%25", i)) {
                regex.append("%25"); // as the text form of a path writes it
                i++;
            } else {
                regex.append(Pattern.quote(Character.toString(c)));
                i += Character.charCount(c);
            }
        }
        if (plain) {
            regex.append("(?:/.*)?");
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** Whether it is a name or a glob, and no special-use name. */
    boolean isName() {
        return use.isEmpty();
    }

    /** Whether the folder is meant, given its own role and those of all folders. */
    boolean matches(FolderPath path, Map<FolderPath, SpecialUse> roles) {
        if (glob.isPresent()) {
            String there = text.startsWith("/") ? path.toString() : path.withinKind();
            return glob.get().matcher(normal(there)).matches();
        }
        Optional<FolderPath> at = Optional.of(path);
        while (at.isPresent()) {
            if (use.get() == roles.get(at.get())) {
                return true;
            }
            at = at.get().parent();
        }
        return false;
    }

    /** Servers and keyboards differ in how they compose an accented letter. */
    private static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** As written. */
    @Override
    public String toString() {
        return text;
    }
}

package io.mailcaravan.cli;

import io.mailcaravan.component.item.MailboxConstants;
import io.mailcaravan.config.NearestWord;
import io.mailcaravan.mailbox.ConfigurationException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The headers of the component that a route file names. Camel takes one that there is not as empty,
 * so that a filter on a misspelt one lets everything through, or nothing.
 */
final class HeaderNames {

    private static final String PREFIX = "CamelMailbox";

    /** What a pattern goes on with; a name that ends there is a part of one. */
    private static final Pattern NAME =
            Pattern.compile(
                    "(?<=headers?[.:])"
                            + PREFIX
                            + "\\w+(?=\\[)|\\b"
                            + PREFIX
                            + "\\w+(?![\\w*\\[(\\\\?+|{]|\\.[*+?])",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern COMMENT = Pattern.compile("(?m)(^|\\h)#.*$");

    /** Names of headers have no case. */
    private static final Set<String> KNOWN = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        KNOWN.addAll(MailboxConstants.names());
    }

    private HeaderNames() {}

    /**
     * @param file named in errors
     * @param text what is in it
     */
    static void check(String file, String text) {
        List<String> lines = withoutComments(text).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher found = NAME.matcher(lines.get(i));
            while (found.find()) {
                if (!KNOWN.contains(found.group())) {
                    throw unknown(file + ", line " + (i + 1), found.group());
                }
            }
        }
    }

    /** The text of a route file; its lines stay where they are. */
    static String withoutComments(String text) {
        return COMMENT.matcher(text).replaceAll("");
    }

    private static ConfigurationException unknown(String place, String name) {
        return new ConfigurationException(
                place,
                "there is no header '" + name + "'",
                NearestWord.of(name, MailboxConstants.names())
                        .map(near -> "Did you mean '" + near + "'?")
                        .orElse(
                                "docs/component.md lists them; one of your own is to begin"
                                        + " otherwise."));
    }
}

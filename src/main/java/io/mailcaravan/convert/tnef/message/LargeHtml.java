package io.mailcaravan.convert.tnef.message;

import java.util.Locale;
import java.util.Set;
import org.jsoup.parser.Parser;

/**
 * The text of a page that is too large for a tree: the tags are taken out in one walk, so that
 * nothing that they do can make it slow.
 */
final class LargeHtml {

    /** At which a reader sees a new line. */
    private static final Set<String> BLOCKS =
            Set.of(
                    "p",
                    "div",
                    "tr",
                    "table",
                    "ul",
                    "ol",
                    "dd",
                    "dt",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "pre",
                    "hr",
                    "blockquote");

    /** What is in them is no text. */
    private static final Set<String> HIDDEN = Set.of("style", "script", "title");

    private static final int LONGEST_NAME = 10;

    private final String html;
    private final PlainLines lines = new PlainLines();

    private LargeHtml(String html) {
        this.html = html;
    }

    static String text(String html) {
        return new LargeHtml(html).text();
    }

    private String text() {
        int at = 0;
        while (at < html.length()) {
            int tag = html.indexOf('<', at);
            int end = tag < 0 ? html.length() : tag;
            if (end > at) {
                lines.text(Parser.unescapeEntities(html.substring(at, end), false));
            }
            at = tag < 0 ? end : afterTag(tag);
        }
        return lines.tidy();
    }

    private int afterTag(int tag) {
        if (html.startsWith("<!--", tag)) {
            return after("-->", tag);
        }
        boolean closing = html.startsWith("</", tag);
        String name = name(closing ? tag + 2 : tag + 1);
        if (name.isEmpty()
                && !closing
                && !html.startsWith("<!", tag)
                && !html.startsWith("<?", tag)) {
            lines.append("<"); // is smaller than
            return tag + 1;
        }
        show(name, closing);
        int end = after(">", tag);
        return HIDDEN.contains(name) && !closing ? hiddenEnd(name, end) : end;
    }

    private void show(String name, boolean closing) {
        if (name.equals("br")) {
            lines.append("\n");
        } else if (name.equals("li") && !closing) {
            lines.newLine();
            lines.append("* ");
        } else if ((name.equals("td") || name.equals("th")) && closing) {
            lines.append("\t");
        } else if (BLOCKS.contains(name)) {
            lines.newLine();
            lines.append(name.equals("p") && closing ? "\n" : "");
        }
    }

    /** In lower case; empty where none is. */
    private String name(int from) {
        int end = from;
        while (end < html.length()
                && end - from < LONGEST_NAME
                && Character.isLetterOrDigit(html.charAt(end))) {
            end++;
        }
        return html.substring(from, end).toLowerCase(Locale.ROOT);
    }

    private int hiddenEnd(String name, int from) {
        for (int at = html.indexOf("</", from); at >= 0; at = html.indexOf("</", at + 2)) {
            if (html.regionMatches(true, at + 2, name, 0, name.length())) {
                return at;
            }
        }
        return html.length();
    }

    private int after(String end, int from) {
        int at = html.indexOf(end, from);
        return at < 0 ? html.length() : at + end.length();
    }
}

package io.mailcaravan.convert.tnef.message;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** HTML as readers get it, and the text for those who have no HTML. */
public final class HtmlText {

    private static final Pattern META_CHARSET =
            Pattern.compile("(?i)(<meta[^>]{0,200}charset\\s*=\\s*[\"']?)([\\w.:-]{1,40})");

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private static final int LONGEST = 2_000_000;

    private static final String BLANK = "&nbsp;";

    private HtmlText() {}

    /** Says UTF-8 where the page said another charset: it is written as UTF-8 now. */
    public static String inUtf8(String html) {
        Matcher meta = META_CHARSET.matcher(html);
        return meta.find()
                ? html.substring(0, meta.start(2)) + "utf-8" + html.substring(meta.end(2))
                : html;
    }

    /**
     * The text with its paragraphs; of more than {@link #LONGEST} characters of HTML only what they
     * hold, as the tree made from it takes fifty times the memory.
     */
    public static String text(String html) {
        StringBuilder text = new StringBuilder();
        Jsoup.parse(html.substring(0, Math.min(LONGEST, html.length())))
                .body()
                .traverse(new TextVisitor(text));
        return tidy(text);
    }

    /** Whether a reader sees anything of it; looks at tags and white space only. */
    public static boolean shows(String html) {
        boolean inTag = false;
        for (int at = 0; at < html.length(); at++) {
            char c = html.charAt(at);
            if (c == '<' || c == '>') {
                inTag = c == '<';
            } else if (!inTag && html.startsWith(BLANK, at)) {
                at += BLANK.length() - 1;
            } else if (!inTag && c > ' ' && c != '\u00A0') {
                return true;
            }
        }
        return false;
    }

    /** Without spaces at line ends, and without more than one empty line. */
    private static String tidy(CharSequence text) {
        StringBuilder tidy = new StringBuilder();
        int empty = 0;
        for (String line : text.toString().split("\n")) {
            String stripped = stripEnd(line);
            empty = stripped.isEmpty() ? empty + 1 : 0;
            if (empty < 2 && !(stripped.isEmpty() && tidy.isEmpty())) {
                tidy.append(stripped).append('\n');
            }
        }
        return tidy.isEmpty() ? "\n" : tidy.toString();
    }

    private static String stripEnd(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) <= ' ' || line.charAt(end - 1) == '\u00A0')) {
            end--;
        }
        return line.substring(0, end);
    }

    /** Appends what a reader sees; quick on any nesting, as jsoup walks without recursion. */
    private record TextVisitor(StringBuilder out) implements NodeVisitor {

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode text) {
                String plain = SPACE.matcher(text.getWholeText()).replaceAll(" ");
                out.append(atLineStart() ? plain.stripLeading() : plain);
            } else if (node instanceof Element element) {
                if (element.normalName().equals("br")) {
                    out.append('\n');
                } else if (element.normalName().equals("li")) {
                    newLine();
                    out.append("* ");
                } else if (element.isBlock()) {
                    newLine();
                }
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element) {
                switch (element.normalName()) {
                    case "td", "th" -> out.append('\t');
                    case "p" -> {
                        newLine();
                        if (!element.attr("style").contains("margin:0")) {
                            out.append('\n');
                        }
                    }
                    default -> {
                        if (element.isBlock()) {
                            newLine();
                        }
                    }
                }
            }
        }

        private boolean atLineStart() {
            return out.isEmpty() || out.charAt(out.length() - 1) == '\n';
        }

        private void newLine() {
            if (!atLineStart()) {
                out.append('\n');
            }
        }
    }
}

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

    /**
     * Characters. A tree of them takes fifty times the memory, and for some pages, as tables in
     * bold in tables, the time grows with their square.
     */
    private static final int LONGEST_TREE = 200_000;

    private static final String BLANK = "&nbsp;";

    private HtmlText() {}

    /** Says UTF-8 where the page said another charset: it is written as UTF-8 now. */
    public static String inUtf8(String html) {
        Matcher meta = META_CHARSET.matcher(html);
        return meta.find()
                ? html.substring(0, meta.start(2)) + "utf-8" + html.substring(meta.end(2))
                : html;
    }

    /** The text with its paragraphs. */
    public static String text(String html) {
        if (html.length() > LONGEST_TREE) {
            return LargeHtml.text(html);
        }
        PlainLines lines = new PlainLines();
        Jsoup.parse(html).body().traverse(new TextVisitor(lines));
        return lines.tidy();
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

    /** Appends what a reader sees; quick on any nesting, as jsoup walks without recursion. */
    private record TextVisitor(PlainLines out) implements NodeVisitor {

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode text) {
                out.text(text.getWholeText());
            } else if (node instanceof Element element) {
                if (element.normalName().equals("br")) {
                    out.append("\n");
                } else if (element.normalName().equals("li")) {
                    out.newLine();
                    out.append("* ");
                } else if (element.isBlock() && !isCell(element)) {
                    out.newLine();
                }
            }
        }

        /** Cells stand beside each other, behind tabs. */
        private static boolean isCell(Element element) {
            return element.normalName().equals("td") || element.normalName().equals("th");
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element) {
                switch (element.normalName()) {
                    case "td", "th" -> out.append("\t");
                    case "p" -> {
                        out.newLine();
                        if (!element.attr("style").contains("margin:0")) {
                            out.append("\n");
                        }
                    }
                    default -> {
                        if (element.isBlock()) {
                            out.newLine();
                        }
                    }
                }
            }
        }
    }
}

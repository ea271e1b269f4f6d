package io.mailcaravan.convert.tnef.rtf;

import io.mailcaravan.convert.tnef.stream.Budget;
import io.mailcaravan.convert.tnef.stream.DamagedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes real RTF as HTML: paragraphs, tables, links, and how the text looks. */
public final class RtfHtml implements RtfListener {

    private static final Pattern LINK =
            Pattern.compile("\\s*HYPERLINK\\s+(?:\\\\l\\s+)?\"?([^\"\\s]+)");

    /** Schemes that a reader may follow; the rest of a link is text. */
    private static final Pattern SAFE =
            Pattern.compile("(?i)(https?|ftp|mailto|tel|cid|file|callto|sip):.*");

    /** It stands before each piece of its text, as long as it is. */
    private static final int LONGEST_LINK = 4000;

    private static final int MOST_COLORS = 1000;

    private enum Place {
        TEXT,
        COLORS,
        FIELD_CODE
    }

    private record State(Place place, RtfFormat format, String link) {}

    private final List<String> colors = new ArrayList<>();
    private final Deque<State> outer = new ArrayDeque<>();
    private final HtmlBlocks blocks;
    private final StringBuilder fieldCode = new StringBuilder();
    private State state = new State(Place.TEXT, RtfFormat.PLAIN, "");
    private int red;
    private int green;
    private int blue;
    private boolean colorSaid;

    private RtfHtml(long limit) {
        this.blocks = new HtmlBlocks(limit);
    }

    /**
     * A whole document, in which only ASCII needs no declared charset.
     *
     * @throws DamagedException where it is longer than a body may be, or takes too long
     */
    public static String html(byte[] rtf, Budget budget) throws DamagedException {
        RtfHtml html = new RtfHtml(budget.limits().rtf());
        new RtfReader(rtf, html, budget).read();
        if (html.blocks.isFull()) {
            throw new DamagedException("the HTML of the RTF is larger than allowed");
        }
        return "<html><body>\r\n" + html.blocks.end() + "</body></html>\r\n";
    }

    @Override
    public void groupStart() {
        outer.push(state);
    }

    @Override
    public void groupEnd() {
        State left = state;
        state = outer.pop();
        if (left.place() == Place.FIELD_CODE && state.place() == Place.TEXT) {
            Matcher link = LINK.matcher(fieldCode);
            if (link.lookingAt() && fieldCode.length() < LONGEST_LINK) {
                state = new State(state.place(), state.format(), link.group(1));
            }
            fieldCode.setLength(0);
        }
    }

    @Override
    public boolean word(String word, boolean starred, boolean hasNumber, int number) {
        switch (word) {
            case "colortbl" -> place(Place.COLORS);
            case "fldinst" -> place(Place.FIELD_CODE);
            case "red", "green", "blue" -> color(word, number & 0xFF);
            case "par", "sect", "page" -> blocks.paragraph();
            case "line" -> blocks.raw("<br>\r\n");
            case "tab" -> text("\t");
            case "cell", "nestcell" -> blocks.cell();
            case "row", "nestrow" -> blocks.row();
            case "pard" -> blocks.outsideTable();
            case "intbl" -> blocks.insideTable();
            case "field", "fldrslt", "shppict", "shp", "shptxt", "pntext", "listtext" -> {}
            default -> {
                if (starred) {
                    return false;
                }
                RtfFormat format = state.format().with(word, !hasNumber || number != 0, number);
                state = new State(state.place(), format, state.link());
            }
        }
        return true;
    }

    @Override
    public void text(String text) {
        switch (state.place()) {
            case COLORS -> text.chars().filter(c -> c == ';').forEach(c -> nextColor());
            case FIELD_CODE -> {
                if (fieldCode.length() < LONGEST_LINK) {
                    fieldCode.append(text);
                }
            }
            case TEXT -> {
                if (!state.format().hidden()) {
                    show(text);
                }
            }
        }
    }

    private void show(String text) {
        String link = SAFE.matcher(state.link()).matches() ? state.link() : "";
        String open = link.isEmpty() ? "" : "<a href=\"" + escape(link) + "\">";
        blocks.text(
                open + state.format().open(colors),
                escape(text),
                state.format().close(colors) + (link.isEmpty() ? "" : "</a>"));
    }

    private void place(Place place) {
        state = new State(place, state.format(), state.link());
    }

    private void color(String which, int value) {
        colorSaid = true;
        switch (which) {
            case "red" -> red = value;
            case "green" -> green = value;
            default -> blue = value;
        }
    }

    private void nextColor() {
        if (colors.size() >= MOST_COLORS) {
            return;
        }
        colors.add(colorSaid ? "#%02x%02x%02x".formatted(red, green, blue) : "");
        colorSaid = false;
        red = green = blue = 0;
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\u00A0", "&nbsp;")
                .replace("  ", "&nbsp; ")
                .replace("\t", "&nbsp;&nbsp;&nbsp; ");
    }

    @Override
    public boolean inDocumentCharset() {
        return false;
    }
}

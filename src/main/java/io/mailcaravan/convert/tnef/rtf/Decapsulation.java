package io.mailcaravan.convert.tnef.rtf;

import io.mailcaravan.convert.tnef.stream.Budget;
import io.mailcaravan.convert.tnef.stream.DamagedException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Takes out the HTML or the text that an RTF was made from, [MS-OXRTFEX] 2.1.3. */
public final class Decapsulation implements RtfListener {

    /** Where in the document the reader is; a group's end takes it back. */
    private record State(boolean tag, boolean suppressed) {}

    private final boolean html;
    private final int limit;
    private final StringBuilder out = new StringBuilder();
    private final Deque<State> outer = new ArrayDeque<>();
    private State state = new State(false, false);

    private Decapsulation(boolean html, int limit) {
        this.html = html;
        this.limit = limit;
    }

    /** The HTML, with the line ends that it had. */
    public static String html(byte[] rtf, Budget budget) throws DamagedException {
        return take(rtf, true, budget);
    }

    /** The text, with CR LF. */
    public static String text(byte[] rtf, Budget budget) throws DamagedException {
        return take(rtf, false, budget);
    }

    private static String take(byte[] rtf, boolean html, Budget budget) throws DamagedException {
        Decapsulation decapsulation = new Decapsulation(html, budget.limits().rtf());
        new RtfReader(rtf, decapsulation, budget).read();
        if (decapsulation.out.length() >= decapsulation.limit) {
            throw new DamagedException("what is in the RTF is larger than allowed");
        }
        return decapsulation.out.toString();
    }

    @Override
    public void groupStart() {
        outer.push(state);
    }

    @Override
    public void groupEnd() {
        state = outer.pop();
    }

    @Override
    public boolean word(String word, boolean starred, boolean hasNumber, int number) {
        switch (word) {
            case "htmltag" -> state = new State(true, state.suppressed());
            case "htmlrtf" -> state = new State(state.tag(), !hasNumber || number != 0);
            case "par", "line", "sect", "page" -> text("\r\n");
            case "tab" -> text("\t");
            case "pntext", "mhtmltag", "colortbl" -> {
                return false;
            }
            default -> {
                return !starred;
            }
        }
        return true;
    }

    @Override
    public void text(String text) {
        if (!state.suppressed() && out.length() < limit) {
            out.append(html && !state.tag() ? entities(text) : text);
        }
    }

    /** Control words that stand for a character may be one that the page's charset has not. */
    private static String entities(String text) {
        return text.equals("\u00A0") ? "&nbsp;" : text;
    }

    @Override
    public boolean inDocumentCharset() {
        return state.tag();
    }
}

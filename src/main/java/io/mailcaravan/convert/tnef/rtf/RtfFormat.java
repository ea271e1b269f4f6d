package io.mailcaravan.convert.tnef.rtf;

import java.util.List;

/**
 * How text looks, as far as HTML for mail needs it.
 *
 * @param size in half points, 0 when not said
 * @param color an index into the table of colours, 0 for the reader's own
 */
record RtfFormat(
        boolean bold,
        boolean italic,
        boolean underlined,
        boolean struck,
        boolean hidden,
        int script,
        int size,
        int color) {

    static final RtfFormat PLAIN = new RtfFormat(false, false, false, false, false, 0, 0, 0);

    /** After a control word; the same where the word is of no concern here. */
    RtfFormat with(String word, boolean on, int n) {
        return switch (word) {
            case "plain" -> PLAIN;
            case "b" -> new RtfFormat(on, italic, underlined, struck, hidden, script, size, color);
            case "i" -> new RtfFormat(bold, on, underlined, struck, hidden, script, size, color);
            case "ul" -> new RtfFormat(bold, italic, on, struck, hidden, script, size, color);
            case "ulnone" ->
                    new RtfFormat(bold, italic, false, struck, hidden, script, size, color);
            case "strike" ->
                    new RtfFormat(bold, italic, underlined, on, hidden, script, size, color);
            case "v" -> new RtfFormat(bold, italic, underlined, struck, on, script, size, color);
            case "super", "up" -> script(on ? 1 : 0);
            case "sub", "dn" -> script(on ? -1 : 0);
            case "nosupersub" -> script(0);
            case "fs" -> new RtfFormat(bold, italic, underlined, struck, hidden, script, n, color);
            case "cf" -> new RtfFormat(bold, italic, underlined, struck, hidden, script, size, n);
            default -> this;
        };
    }

    private RtfFormat script(int now) {
        return new RtfFormat(bold, italic, underlined, struck, hidden, now, size, color);
    }

    /** The start tags; {@link #close} gives the end tags. */
    String open(List<String> colors) {
        StringBuilder tags = new StringBuilder();
        StringBuilder style = new StringBuilder();
        if (size > 0 && size < 1000) {
            style.append("font-size:").append(size / 2).append(size % 2 == 1 ? ".5pt" : "pt");
        }
        if (color > 0 && color < colors.size() && !colors.get(color).isEmpty()) {
            style.append(style.isEmpty() ? "" : ";").append("color:").append(colors.get(color));
        }
        if (!style.isEmpty()) {
            tags.append("<span style=\"").append(style).append("\">");
        }
        tags.append(bold ? "<b>" : "").append(italic ? "<i>" : "");
        tags.append(underlined ? "<u>" : "").append(struck ? "<s>" : "");
        return tags.append(script > 0 ? "<sup>" : script < 0 ? "<sub>" : "").toString();
    }

    String close(List<String> colors) {
        String tags = script > 0 ? "</sup>" : script < 0 ? "</sub>" : "";
        tags += (struck ? "</s>" : "") + (underlined ? "</u>" : "");
        tags += (italic ? "</i>" : "") + (bold ? "</b>" : "");
        return tags + (open(colors).startsWith("<span") ? "</span>" : "");
    }
}

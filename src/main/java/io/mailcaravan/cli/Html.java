package io.mailcaravan.cli;

import io.mailcaravan.mailbox.Printable;
import java.io.PrintWriter;

/** Writes HTML; every value is escaped. */
final class Html {

    private final PrintWriter out;

    Html(PrintWriter out) {
        this.out = out;
    }

    /** Markup as it stands: only for literals. */
    Html raw(String markup) {
        out.println(markup);
        return this;
    }

    /** An element with text in it. */
    Html element(String name, Object text) {
        out.println("<" + name + ">" + escape(text.toString()) + "</" + name + ">");
        return this;
    }

    /** A row of header cells. */
    Html header(String... cells) {
        row("th", (Object[]) cells);
        return this;
    }

    /** A row of a table; numbers go to the right. */
    Html row(Object... cells) {
        row("td", cells);
        return this;
    }

    private void row(String cell, Object... cells) {
        out.print("<tr>");
        for (Object value : cells) {
            String text = value.toString();
            String style = value instanceof Number ? " class=number" : "";
            out.print("<" + cell + style + ">" + escape(shown(value, text)) + "</" + cell + ">");
        }
        out.println("</tr>");
    }

    private static String shown(Object value, String text) {
        return value instanceof Number number ? ReportWords.number(number.longValue()) : text;
    }

    /** Text as it may stand between tags and in quoted attributes. */
    static String escape(String value) {
        // one that turns the direction of writing would disguise what stands behind it, too
        String text = Printable.line(value);
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
